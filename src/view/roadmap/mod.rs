//! Phases and weeks, what they are for, and the work in each in order.

mod frame;
mod gate;
mod phases;
mod rivals;
mod tags;
mod work;

pub use frame::{Capacity, Change, Choice, Frame, Held, ScenarioView};
pub use gate::GateLine;
pub use phases::{PhaseView, Week};
pub use rivals::Rival;
pub use tags::TagRow;
pub use work::{Needed, Work};

use super::item::texts;
use super::{Forecast, Front, FrontCounts, Label, Labels, Selection};
use crate::model::{Item, ItemId, ItemKind};
use crate::survey::Survey;
use crate::time::Period;
use serde::Serialize;
use std::cmp::Reverse;
use work::Works;

/// Phases and weeks, what they are for, and the work in each in order.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Roadmap<'a> {
    /// What the plan is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<&'a str>,
    /// Remarks on the plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
    /// From the first day of anything shown to the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Period>,
    /// Whether the end of some phase is not known.
    pub open_end: bool,
    /// When the work ends, and what it misses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast<'a>>,
    /// The phases, each behind those it comes after, then in the order of the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<PhaseView<'a>>,
    /// Work in no phase, of plans that have phases; by week, of plans that have only weeks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unphased: Vec<Week<'a>>,
    /// Open work in rounds, of plans without phases and weeks: what can start now, what then, and so on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Vec<Work<'a>>>,
    /// Done work of plans whose open work comes in rounds, and done work in no phase.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<Work<'a>>,
    /// What others must provide and have not, by the date it is due, then by how much waits for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub externals: Vec<Work<'a>>,
    /// The longest chain of open items each of which waits for the one before, of the whole plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub longest_chain: Vec<Label<'a>>,
    /// In how many items a chain as long ends.
    pub longest_ends: usize,
    /// How much of the plan's own work can start, and how much waits.
    pub front: FrontCounts,
    /// Work by label.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagRow<'a>>,
    /// Decisions, teams, time that is not worked, scenarios.
    #[serde(flatten)]
    pub frame: Frame<'a>,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Roadmap<'a> {
    let plan = survey.plan;
    let labels = Labels::new(plan);
    let works = Works::new(survey, &labels);
    let mut phased: Vec<Vec<ItemId>> = vec![Vec::new(); plan.phases.len()];
    let (mut unphased, mut externals) = (Vec::new(), Vec::new());
    for id in survey.order.leaves.iter().copied() {
        let item = plan.item(id);
        if !selection.has(id) || item.is_dropped() || item.kind == ItemKind::Area {
            continue;
        }
        if let Some(phase) = item.phase {
            phased[phase.index()].push(id);
        } else if item.kind == ItemKind::External {
            externals.extend((!survey.assessment.is_closed(id)).then_some(id));
        } else if item.kind.is_work() || (plan.phases.is_empty() && item.kind == ItemKind::Issue) {
            unphased.push(id);
        }
    }
    let in_rounds = plan.phases.is_empty() && !unphased.iter().any(|id| has_window(plan.item(*id)));
    let (mut rounds, mut done, mut weeks) = (Vec::new(), Vec::new(), Vec::new());
    if in_rounds {
        for id in unphased {
            match survey.layers.of[id.index()] {
                Some(layer) => {
                    if rounds.len() <= layer as usize {
                        rounds.resize_with(layer as usize + 1, Vec::new);
                    }
                    rounds[layer as usize].push(works.of(id));
                }
                None => done.push(works.of(id)),
            }
        }
    } else {
        // Beside phases what is done already would only hide what is left; in weeks it has its place.
        let (closed, open): (Vec<ItemId>, Vec<ItemId>) =
            unphased.into_iter().partition(|id| !plan.phases.is_empty() && survey.assessment.is_closed(*id));
        done = closed.into_iter().map(|id| works.of(id)).collect();
        weeks = phases::weeks(&works, &open, None);
    }
    let phases = phases::phases(&works, &phased, selection);
    let shown = phases.iter().flat_map(|phase| &phase.weeks).chain(&weeks).flat_map(|week| &week.work);
    let dated = shown.chain(rounds.iter().flatten()).chain(&done).filter_map(|work| work.planned).map(|planned| planned.period);
    // In rounds only what is done has dates, and they say nothing of the whole.
    let whole = dated
        .chain(phases.iter().filter_map(|phase| phase.period))
        .reduce(|a, b| Period::new(a.first.min(b.first), a.last.max(b.last)))
        .filter(|_| !in_rounds);
    let open_end = phases.iter().any(|phase| !phase.has_end);
    let mut externals: Vec<Work<'a>> = externals.into_iter().map(|id| works.of(id)).collect();
    externals.sort_by_key(|work| {
        let due = work.due.as_ref().and_then(|due| due.date);
        (due.is_none(), due, Reverse(work.blocks.unwrap_or(0)))
    });
    let longest = &survey.layers.longest;
    let front = Front::new(survey);
    Roadmap {
        goals: texts(&plan.root().goals),
        notes: texts(&plan.root().notes),
        whole,
        open_end,
        forecast: Forecast::new(survey, selection),
        phases,
        unphased: weeks,
        rounds,
        done,
        externals,
        longest_chain: if longest.len() > 1 { longest.iter().map(|id| labels.of(*id)).collect() } else { Vec::new() },
        longest_ends: survey.layers.longest_ends,
        front: front.counts(survey, selection),
        tags: tags::rows(survey, &front, selection),
        frame: Frame::new(survey, selection, whole.filter(|_| !open_end)),
    }
}

/// Whether the report would say anything: there is work, or a phase to do it in.
pub fn has_content(survey: &Survey<'_>) -> bool {
    !survey.plan.phases.is_empty() || survey.plan.items.iter().any(|item| item.kind.is_work())
}

/// Whether the plan says when an item is to be done.
fn has_window(item: &Item) -> bool {
    item.on.is_some() || item.weeks.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::survey;

    fn roadmap<R>(text: &str, look: impl FnOnce(Roadmap<'_>) -> R) -> R {
        survey(text, |survey| look(build(survey, &Selection::all(survey.plan))))
    }

    fn names<'a>(works: &[Work<'a>]) -> Vec<&'a str> {
        works.iter().map(|work| work.item.name).collect()
    }

    #[test]
    fn phases_hold_weeks_and_the_rest_is_in_no_phase() {
        let plan = "plan p \"P\" language 1 start 2025-07-18\nphase one \"One\" weeks 1..2\n\
            component b missing in one on day 9\ncomponent a missing in one on day 1..2\ncomponent c missing in one\ncomponent d missing\n";
        roadmap(plan, |roadmap| {
            let weeks = &roadmap.phases[0].weeks;
            let told: Vec<_> = weeks.iter().map(|week| (week.number, names(&week.work))).collect();
            assert_eq!(told, [(Some(1), vec!["a"]), (Some(2), vec!["b"]), (None, vec!["c"])]);
            assert_eq!(names(&roadmap.unphased[0].work), ["d"]);
            assert!(roadmap.rounds.is_empty());
        });
    }

    #[test]
    fn phases_stand_behind_those_they_come_after() {
        let plan = "plan p \"P\" language 1 start 2026-01-05\nphase d \"D\" after a\nphase a \"A\" after b\nphase b \"B\" week 1\nphase c \"C\" week 1\n\
            component x missing effort 1d in a\ncomponent y missing effort 1d in b\n";
        survey(plan, |survey| {
            let all = Selection::all(survey.plan);
            let titles: Vec<_> = build(survey, &all).phases.iter().map(|phase| phase.title).collect();
            assert_eq!(titles, ["B", "A", "D", "C"]);
            let status: Vec<_> = crate::view::status::build(survey, &all).phases.iter().map(|phase| phase.title).collect();
            assert_eq!(status, titles);
            let dates: Vec<_> = crate::view::schedule::build(survey, &all).groups.iter().map(|group| group.title).collect();
            assert_eq!(dates, [Some("B"), Some("A")]);
            let coverage: Vec<_> =
                crate::view::coverage::build(survey, &all).phases.iter().map(|row| (row.title, row.counts.expected)).collect();
            assert_eq!(coverage, [(Some("B"), 1), (Some("A"), 1)]);
        });
    }

    #[test]
    fn without_phases_work_comes_in_rounds() {
        let plan =
            "plan p \"P\" language 1\ncomponent a done\ncomponent b missing needs a\ncomponent c missing needs b\ncomponent d dropped\n";
        roadmap(plan, |roadmap| {
            assert_eq!(roadmap.rounds.iter().map(|round| names(round)).collect::<Vec<_>>(), [["b"], ["c"]]);
            assert_eq!(names(&roadmap.done), ["a"]);
            assert_eq!(roadmap.longest_chain.iter().map(|label| label.name).collect::<Vec<_>>(), ["b", "c"]);
        });
    }

    #[test]
    fn the_longest_chain_runs_through_areas_and_past_what_is_done() {
        let plan = "plan p \"P\" language 1\ncomponent a missing\narea middle needs a {\n component b missing\n component c missing needs b\n}\n\
            component d done needs a\ncomponent e missing needs middle, d\n";
        roadmap(plan, |roadmap| {
            assert_eq!(roadmap.longest_chain.iter().map(|label| label.name).collect::<Vec<_>>(), ["a", "middle.b", "middle.c", "e"]);
        });
    }

    #[test]
    fn needs_that_end_too_late_are_told() {
        let plan = "plan p \"P\" language 1 start 2025-07-18\ncomponent late missing on day 5..6\ncomponent first missing on day 1..2 needs late\n\
            component after missing on day 7 needs late\n";
        roadmap(plan, |roadmap| {
            let works: Vec<_> = roadmap.unphased.iter().flat_map(|week| &week.work).collect();
            let late = |name| {
                works.iter().find(|work| work.item.name == name).and_then(|work| work.needs[0].ends_late).map(|date| date.to_string())
            };
            assert_eq!(late("first").as_deref(), Some("2025-07-23"));
            assert_eq!(late("after"), None);
        });
    }

    #[test]
    fn moments_are_dated_only_by_what_they_wait_for() {
        let plan = "plan p \"P\" language 1 start 2025-07-18\narea a {\n component x missing on day 4\n component y missing\n}\n\
            component z missing on day 2\nmilestone whole needs a\nmilestone none needs a.y\nmilestone one needs z\n";
        roadmap(plan, |roadmap| {
            let works: Vec<_> = roadmap.unphased.iter().flat_map(|week| &week.work).collect();
            let planned =
                |name| works.iter().find(|work| work.item.name == name).and_then(|work| work.planned).map(|at| at.period.to_string());
            assert_eq!((planned("whole"), planned("none"), planned("one")), (None, None, Some("2025-07-19".to_owned())));
        });
    }

    #[test]
    fn what_ends_nobody_knows_when_gives_no_dates() {
        let plan = "plan p \"P\" language 1 start 2025-07-18\nphase one \"One\" week 1\nphase two \"Two\" after one\nphase three \"Three\" after two\n\
            component a missing in two\ntask t in two effort 1d\nmilestone wish\n";
        roadmap(plan, |roadmap| {
            let first = |at: usize| roadmap.phases[at].period.map(|period| period.first.to_string());
            assert_eq!((first(1), first(2)), (Some("2025-07-25".to_owned()), None));
            let works: Vec<_> =
                roadmap.phases.iter().flat_map(|phase| &phase.weeks).chain(&roadmap.unphased).flat_map(|week| &week.work).collect();
            let planned = |name| works.iter().find(|work| work.item.name == name).and_then(|work| work.planned).map(|at| at.basis);
            assert_eq!((planned("a"), planned("t"), planned("wish")), (None, Some(crate::schedule::Basis::Computed), None));
        });
    }

    #[test]
    fn what_is_done_in_no_phase_stands_apart() {
        let plan = "plan p \"P\" language 1\nphase one \"One\"\ncomponent a done\ncomponent b missing\ncomponent c done in one\n";
        roadmap(plan, |roadmap| {
            assert_eq!(names(&roadmap.done), ["a"]);
            assert_eq!(names(&roadmap.unphased[0].work), ["b"]);
        });
    }

    #[test]
    fn labels_of_areas_hold_for_what_is_in_them() {
        let plan = "plan p \"P\" language 1\ntag x \"Ex\"\ntag idle \"Idle\"\narea a tag x {\n component b missing tag x\n component c done\n}\n\
            component d missing needs a.b tag x\n";
        roadmap(plan, |roadmap| {
            let told: Vec<_> = roadmap.tags.iter().map(|row| (row.title, row.done, row.items, row.ready, row.open.join("+"))).collect();
            assert_eq!(told, [("Ex", 1, 3, 1, "b+d".to_owned())]);
        });
    }

    #[test]
    fn only_schedules_that_differ_are_rivals() {
        let plan = "plan p \"P\" language 1 start 2025-07-18\nsource r \"R\"\ncomponent a missing on day 8..10 {\n claim on day 8..10 per r:1\n \
            claim in week 2 per r:2\n claim on day 4 per r:3\n claim in week 1 per r:4\n claim missing per r:5\n}\n";
        roadmap(plan, |roadmap| {
            let rivals = &roadmap.unphased[0].work[0].rivals;
            let told: Vec<_> = rivals.iter().map(|rival| (rival.says, rival.lines)).collect();
            assert_eq!(told, [("on day 4", Some((3, 3))), ("in week 1", Some((4, 4)))]);
        });
    }
}
