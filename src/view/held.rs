//! Work that needs nothing more, and that the schedule starts only after the data date: from when on, and why.

use crate::model::{ItemId, ItemKind, Plan};
use crate::schedule::activity::Mode;
use crate::schedule::why::{Cause, because, cause, titles};
use crate::survey::Survey;
use crate::time::Date;
use serde::Serialize;

/// What holds work back that needs nothing more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// The first day that the schedule gives it; of what has begun, to what is left of it. Nothing where it finds no place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Why, as it reads after "because"; ids stand in backticks.
    pub why: String,
    /// The titles of what stands there by its id.
    #[serde(skip)]
    pub titles: Vec<(String, String)>,
}

/// The title of a freeze, where it has one of its own.
fn freeze_titles(plan: &Plan, id: &str) -> Vec<(String, String)> {
    let named = plan.freezes.iter().filter(|freeze| &*freeze.id == id && !freeze.title.is_empty() && freeze.title != freeze.id);
    named.map(|freeze| (freeze.id.to_string(), freeze.title.to_string())).collect()
}

impl Held {
    /// What holds a leaf back that needs nothing more; nothing when it can start on the data date, or when work goes on after it.
    pub fn of(survey: &Survey<'_>, id: ItemId) -> Option<Held> {
        let (plan, table, today) = (survey.plan, &survey.timetable, survey.data_date);
        let (work, axis) = (&table.build.work, table.build.axis);
        let at = table.activity(id)?;
        let activity = work.activity(at);
        if plan.item(id).kind == ItemKind::Milestone {
            return None;
        }
        // What has no length has no place of its own in time, but freezes hold it all the same.
        if activity.mode == Mode::Free && !activity.estimated {
            let holds =
                |freeze: &&crate::model::Freeze| freeze.holds(plan.item(id)) && freeze.period.is_some_and(|period| period.contains(today));
            let frozen = plan.freezes.iter().filter(holds).filter_map(|freeze| Some((freeze.period?.last, &freeze.id))).max();
            if let Some((last, freeze)) =
                frozen.filter(|(last, _)| table.times[at as usize].is_none_or(|(start, _)| axis.date(start) <= *last))
            {
                return Some(Held {
                    from: Some(last.plus_days(1)),
                    why: format!("freeze `{freeze}` holds it until {last}"),
                    titles: freeze_titles(plan, freeze),
                });
            }
        }
        if table.unplaced.contains(&id) {
            return Some(Held { from: None, why: "it finds no place".to_owned(), titles: Vec::new() });
        }
        let (start, _) = table.times[at as usize]?;
        let from = axis.date(start);
        // On days off nobody is held back.
        let next = work.calendars.first().and_then(|plain| plain.next_worked(axis.start_of(today))).map_or(today, |slot| axis.date(slot));
        if from <= today.max(next) {
            return None;
        }
        let step = cause(plan, table, id)?;
        let starts_with_plan = || plan.start.is_some_and(|start| start > today);
        match step.cause {
            Cause::DataDate | Cause::Happened => None,
            Cause::PlanStart if !starts_with_plan() => None,
            _ => Some(Held { from: Some(from), why: because(plan, table, &step, ""), titles: titles(plan, table, &step) }),
        }
    }

    /// From when on and why, in words; ids stand in backticks.
    pub fn words(&self) -> String {
        match self.from {
            Some(from) => format!("from {from}, because {}", self.why),
            None => format!("nobody knows when, because {}", self.why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Held;
    use crate::view::sample::survey;

    /// What holds back the items of a plan as of Monday, 5 January 2026.
    fn held(text: &str) -> Vec<String> {
        survey(&format!("plan p \"P\" language 1 start 2025-12-01 as-of 2026-01-05\n{text}"), |survey| {
            let of = |id| Held::of(survey, id).map(|held| format!("{}: {}", survey.plan.item(id).name, held.words()));
            survey.plan.ids().skip(1).filter_map(|(id, _)| of(id)).collect()
        })
    }

    #[test]
    fn dates_phases_freezes_and_people_hold_back() {
        let plan = "tag t \"T\"\nfreeze f \"F\" dates 2026-01-05..2026-01-09 tag t\nphase now \"Now\" dates 2026-01-05..2026-01-16\n\
            phase then \"Then\" dates 2026-02-02..2026-02-13\nteam w \"W\" people 1\nteam o \"O\" people 1 away 2026-01-05..2026-01-07\n\
            task later effort 1d not before 2026-03-02\ntask fixed on 2026-02-16\ntask frozen effort 1d tag t\ntask icy tag t\n\
            task ahead in then\ntask here effort 1d in now\ntask first !high effort 2d by w\ntask second effort 2d by w\ntask off effort 1d by o\n";
        assert_eq!(
            held(plan),
            [
                "later: from 2026-03-02, because it may not start before then",
                "fixed: from 2026-02-16, because its dates are fixed",
                "frozen: from 2026-01-12, because freeze `f` holds it until 2026-01-09",
                "icy: from 2026-01-10, because freeze `f` holds it until 2026-01-09",
                "ahead: from 2026-02-02, because phase `then` begins then",
                "second: from 2026-01-07, because it waits for `w` until 2026-01-07, behind `first`",
                "off: from 2026-01-08, because `o` is away until 2026-01-07",
            ]
        );
    }

    #[test]
    fn days_off_hold_nothing_back() {
        let plan = "holiday 2026-01-05 \"H\"\nperson ada \"Ada\" days wed..fri 8h\ntask a effort 1d\ntask b effort 1d by ada\ntask c on 2026-01-02\n";
        assert_eq!(held(plan), Vec::<String>::new());
    }
}
