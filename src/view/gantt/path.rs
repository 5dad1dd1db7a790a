//! The critical path among the rows of a chart.

use super::{Driver, Ends, Row};
use crate::model::ItemId;
use crate::schedule::why::{Cause, last_chain};
use crate::survey::Survey;
use std::collections::BTreeMap;

/// The rows of the critical path, and what each hangs on.
#[derive(Debug)]
pub struct Path<'a> {
    /// By item on the path: the item before it there, if any.
    links: BTreeMap<ItemId, Option<Driver<'a>>>,
}

impl<'a> Path<'a> {
    /// Follows the path. What lies between two items, such as the end of a phase, is passed over.
    pub fn new(survey: &'a Survey<'a>) -> Path<'a> {
        let mut links: BTreeMap<ItemId, Option<Driver<'a>>> = BTreeMap::new();
        let mut behind: Option<(ItemId, bool)> = None;
        for step in last_chain(survey.plan, &survey.timetable) {
            let Some(id) = survey.timetable.item_of(step.activity).filter(|id| !survey.plan.item(*id).is_container()) else {
                continue;
            };
            if let Some((of, people)) = behind.filter(|(of, _)| *of != id) {
                let need = survey.plan.item(of).needs.iter().find(|need| need.target == id && !people);
                let ends = need.map(|need| Ends::of(need.link)).unwrap_or_default();
                links.insert(of, Some(Driver { name: &survey.plan.item(id).name, people, ends }));
            }
            links.entry(id).or_insert(None);
            behind = Some((id, matches!(step.cause, Cause::People(_))));
        }
        Path { links }
    }

    /// Marks a row that is on the path.
    pub fn mark(&self, id: ItemId, row: &mut Row<'a>) {
        if let Some(driver) = self.links.get(&id) {
            (row.on_path, row.driver) = (true, *driver);
        }
    }
}
