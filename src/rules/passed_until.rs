//! `passed-until`: the last day of something that goes has passed.
//!
//! It had to be gone by then, and nothing says that it is. Mark it done, or move `until` where everybody can see it.

use crate::diag::{Diagnostic, code};
use crate::model::ItemKind;
use crate::survey::Survey;
use crate::syntax::EntryKind;

/// Finds items and retired imports whose last day lies before the data date.
pub fn passed_until(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, today) = (survey.plan, survey.data_date);
    for (id, item) in plan.ids().filter(|(_, item)| !item.is_dropped()) {
        // What retires is done when it is gone; anything else still stands when it is done.
        if item.kind == ItemKind::Retire && survey.assessment.is_closed(id) {
            continue;
        }
        let Some(last) = item.until.and_then(|until| survey.timetable.latest(plan, until)).filter(|last| *last < today) else { continue };
        let message = format!("`{}` was to be gone by {last}, {} before the data date", item.name, ago(today.days_since(last)));
        found.push(
            Diagnostic::new(&code::PASSED_UNTIL, message)
                .at(item.said, "still there")
                .about(&*item.name)
                .help("mark it `done` if it is gone, or move `until`"),
        );
    }
    for registry in &plan.registries {
        for entry in registry.entries.iter().filter(|entry| entry.kind == EntryKind::Retired) {
            let Some(last) = entry.until.and_then(|until| survey.timetable.latest(plan, until)).filter(|last| *last < today) else {
                continue;
            };
            let module = entry.subjects.first().map_or("", |subject| &**subject);
            let message =
                format!("the import of `{module}` was to be gone by {last}, {} before the data date", ago(today.days_since(last)));
            found.push(
                Diagnostic::new(&code::PASSED_UNTIL, message)
                    .at(entry.said, "still listed")
                    .about(&*plan.root().name)
                    .help("enter it as `broken` if it is gone, or move `until`"),
            );
        }
    }
}

fn ago(days: i64) -> String {
    super::wording::plural(usize::try_from(days).unwrap_or_default(), "day")
}
