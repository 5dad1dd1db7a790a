//! Work by label.

use crate::model::{ItemId, Plan};
use crate::survey::Survey;
use crate::view::{Front, Selection, Stand};
use serde::Serialize;

/// The work that has one label, or stands in something that has it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TagRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// How many items of work have it.
    pub items: u32,
    /// How many of them are done.
    pub done: u32,
    /// How many of them can start now.
    pub ready: u32,
    /// The titles of those that are open, in the order of work.
    pub open: Vec<&'a str>,
}

/// The labels that work has, in the order of the source.
pub(super) fn rows<'a>(survey: &'a Survey<'a>, front: &Front, selection: &Selection) -> Vec<TagRow<'a>> {
    let plan: &'a Plan = survey.plan;
    let row = |tag: &'a crate::model::Tag| TagRow { id: &tag.id, title: &tag.title, items: 0, done: 0, ready: 0, open: Vec::new() };
    let mut rows: Vec<TagRow<'a>> = plan.tags.iter().map(row).collect();
    if rows.is_empty() {
        return rows;
    }
    for id in survey.order.leaves.iter().copied().filter(|id| selection.has(*id)) {
        let item = plan.item(id);
        if !item.kind.is_work() || item.is_dropped() {
            continue;
        }
        let mut tags: Vec<usize> =
            std::iter::once(id).chain(plan.ancestors(id)).flat_map(|id: ItemId| &plan.item(id).tags).map(|tag| tag.index()).collect();
        tags.sort_unstable();
        tags.dedup();
        for tag in tags {
            let Some(row) = rows.get_mut(tag) else { continue };
            row.items += 1;
            if survey.assessment.is_closed(id) {
                row.done += 1;
            } else {
                row.ready += u32::from(front.of(id) == Some(Stand::Now));
                row.open.push(&item.title);
            }
        }
    }
    rows.retain(|row| row.items > 0);
    rows
}
