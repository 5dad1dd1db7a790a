//! Why things happen when they do: the chain of causes that fixes the dates of an item, followed back to its root.
//!
//! A cause binds when it alone gives an activity the place it has. Of several that do, a need that is still open comes before a date
//! of the plan, then the later asks before the earlier, then the order of equals decides.

mod binding;
mod off;
mod words;

pub use words::{because, between, dates, name, titles, verb};

use super::activity::{Gap, Mode, What};
use super::axis::Slot;
use super::build::NONE;
use super::timetable::{Basis, Timetable};
use crate::model::{ItemId, PartyId, PhaseId, Plan};
use crate::syntax::LinkKind;
use crate::text::Place;
use crate::time::{Date, Period};
use hashbrown::HashSet;

/// No chain is followed further than this many links.
pub const LONGEST: usize = 200;

/// What fixes the start, or the end, of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A need; `gap` lies between the two ends.
    Need(LinkKind, Gap),
    /// `not before` a date, or what is named with the step.
    NotBefore,
    /// What it is part of begins then; of the end of something with parts, the last of them.
    Part,
    /// Its phase begins then; of a phase, the phases before it or the last of what it holds.
    Phase(PhaseId),
    /// The gate of this phase is not met.
    Gate(PhaseId),
    /// The week it is to be done in.
    Week,
    /// The author fixed it.
    Fixed,
    /// It has happened.
    Happened,
    /// People are busy: who, in [`super::Build::resources`]. What they are busy with is named with the step, when one thing can be.
    People(u32),
    /// It is to be as late as possible.
    AsLate,
    /// What is open begins no earlier than the data date.
    DataDate,
    /// Nothing begins before the plan.
    PlanStart,
    /// The order of work that levelling chose.
    Levelling,
    /// A freeze holds it: its place in the plan's list.
    Freeze(usize),
    /// Who is to do it is away, or not there yet.
    Away(PartyId),
}

impl Cause {
    /// Whether it is that nobody works then.
    fn is_off(self) -> bool {
        matches!(self, Cause::Freeze(_) | Cause::Away(_))
    }

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Cause::Need(..) => "need",
            Cause::NotBefore => "not-before",
            Cause::Part => "part",
            Cause::Phase(_) => "phase",
            Cause::Gate(_) => "gate",
            Cause::Week => "week",
            Cause::Fixed => "fixed",
            Cause::Happened => "happened",
            Cause::People(_) => "people",
            Cause::AsLate => "as-late",
            Cause::DataDate => "data-date",
            Cause::PlanStart => "plan-start",
            Cause::Levelling => "levelling",
            Cause::Freeze(_) => "freeze",
            Cause::Away(_) => "away",
        }
    }
}

/// One link of the chain: something, when it happens, and what fixes that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The activity.
    pub activity: u32,
    /// What it stands for.
    pub what: What,
    /// Its first and last day.
    pub period: Period,
    /// Whether the cause holds its end, and so moves all of it.
    pub held_by_end: bool,
    /// What fixes it.
    pub cause: Cause,
    /// The activity the cause lies in, which the next step tells of; none at the root.
    pub before: Option<u32>,
    /// Where the cause was said.
    pub place: Option<Place>,
}

/// Something that happens right then because of something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Driven {
    /// What.
    pub item: ItemId,
    /// Its first and last day.
    pub period: Period,
    /// How it hangs on the other.
    pub cause: Cause,
    /// Where that was said.
    pub place: Option<Place>,
}

/// The chain that fixes an item's dates, the item first; of something with parts, the chain of its end. Empty without a place in time.
pub fn chain(plan: &Plan, table: &Timetable, id: ItemId) -> Vec<Step> {
    let at = table.build.finishes.get(id.index()).copied().unwrap_or(NONE);
    if at == NONE { Vec::new() } else { follow(plan, table, at) }
}

/// What fixes an item's dates, without what lies behind that; of something with parts, its end.
pub fn cause(plan: &Plan, table: &Timetable, id: ItemId) -> Option<Step> {
    let at = table.build.finishes.get(id.index()).copied().filter(|at| *at != NONE)?;
    binding::step(plan, table, at)
}

/// The chain that fixes the item of the plan that ends last: the critical path as the schedule has it. Of equals it is one that is not merely as
/// late as possible, and of these the last in the order of work. The item comes first.
pub fn last_chain(plan: &Plan, table: &Timetable) -> Vec<Step> {
    let leaves = table.build.work.activities.iter().enumerate().filter_map(|(at, activity)| match activity.what {
        What::Leaf(id) if matches!(activity.mode, Mode::Free | Mode::Fixed) && table.rooms[id.index()].is_some() => {
            Some((table.times[at]?.1, !activity.as_late, activity.priority, at as u32))
        }
        _ => None,
    });
    let mut steps = leaves.max().map_or_else(Vec::new, |(_, _, _, at)| follow(plan, table, at));
    // What has room before a freeze or an absence does not fix the end: the path begins behind that.
    let slack = |step: &Step| match step.what {
        What::Leaf(id) => table.rooms[id.index()].is_some_and(|room| room.total_float > 0),
        _ => false,
    };
    if let Some(first) = steps.iter().skip(1).position(slack) {
        steps.truncate(first + 1);
        if let Some(last) = steps.last_mut() {
            last.before = None;
        }
    }
    steps
}

fn follow(plan: &Plan, table: &Timetable, from: u32) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut seen: HashSet<u32> = HashSet::new();
    let mut next = Some(from);
    while let Some(at) = next.filter(|at| steps.len() < LONGEST && seen.insert(*at)) {
        let Some(step) = binding::step(plan, table, at) else { break };
        next = step.before;
        steps.push(step);
    }
    // What the last step points at has no place, or was told already.
    if let Some(last) = steps.last_mut()
        && next.is_some_and(|at| table.times[at as usize].is_none())
    {
        last.before = None;
    }
    steps
}

/// What happens right when it does because of an item, in the order of their starts, then of equals; no more than `limit`, and how many there are.
pub fn drives(plan: &Plan, table: &Timetable, id: ItemId, limit: usize) -> (Vec<Driven>, usize) {
    let build = &table.build;
    let mut seen: HashSet<u32> = HashSet::new();
    let mut open: Vec<u32> = [build.starts[id.index()], build.finishes[id.index()]].into_iter().filter(|at| *at != NONE).collect();
    let mut found: Vec<(Slot, u32, Driven)> = Vec::new();
    let own = |of: ItemId| plan.is_within(of, id);
    // What waits for people behind it has no link from it.
    let waiting = table.waits.iter().enumerate().filter_map(|(index, wait)| {
        let behind = (*wait)?.behind?;
        open.contains(&behind).then(|| build.starts[index])
    });
    let waiting: Vec<u32> = waiting.filter(|at| *at != NONE).collect();
    let mut look = |at: u32, from: u32, open: &mut Vec<u32>| {
        let Some(step) = binding::step(plan, table, at).filter(|step| step.before == Some(from) && !step.cause.is_off()) else { return };
        if !seen.insert(at) {
            return;
        }
        match step.what {
            What::Leaf(item) if !own(item) => {
                let start = table.times[at as usize].map_or(0, |(start, _)| start);
                let driven = Driven { item, period: step.period, cause: step.cause, place: step.place };
                found.push((start, build.work.activity(at).priority, driven));
            }
            What::Leaf(_) => {}
            _ => open.push(at),
        }
    };
    for at in waiting {
        if let Some(behind) = binding::step(plan, table, at).and_then(|step| step.before) {
            look(at, behind, &mut open);
        }
    }
    let mut next = 0;
    while let Some(from) = open.get(next).copied().filter(|_| next < 10_000) {
        next += 1;
        for link in build.work.links.behind(from) {
            look(link.to, from, &mut open);
        }
    }
    found.sort_by_key(|(start, priority, _)| (*start, *priority));
    let count = found.len();
    (found.into_iter().take(limit).map(|(_, _, driven)| driven).collect(), count)
}

/// The first and last day of an activity.
fn period(table: &Timetable, at: u32) -> Option<Period> {
    let (start, end) = table.times[at as usize]?;
    let activity = table.build.work.activity(at);
    if let What::Leaf(id) = activity.what
        && let Some(planned) = table.items[id.index()].filter(|planned| planned.basis != Basis::Phase)
    {
        return Some(planned.period);
    }
    let axis = table.build.axis;
    let day = |slot: Slot| -> Date { table.beginnings[at as usize].map_or_else(|| axis.last_date(slot.max(1)), |begin| axis.date(begin)) };
    Some(match activity.what {
        // A start is the first moment of a day, an end the last.
        What::Start(_) | What::PhaseStart(_) => Period::new(axis.date(start), axis.date(start)),
        _ if activity.work > 0 => Period::new(axis.date(start).min(day(end)), day(end)),
        _ => Period::new(day(end), day(end)),
    })
}

#[cfg(test)]
mod tests {
    use super::{because, chain, drives, last_chain, name, verb};
    use crate::model::{ItemId, Plan};
    use crate::survey::Survey;
    use crate::view::sample::survey;

    const HEAD: &str = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\n";

    fn find(plan: &Plan, item: &str) -> ItemId {
        plan.ids().find(|(_, found)| &*found.name == item).unwrap().0
    }

    /// The chain of an item in words.
    fn told(survey: &Survey<'_>, item: &str) -> Vec<String> {
        let (plan, table) = (survey.plan, &survey.timetable);
        let chain = chain(plan, table, find(plan, item));
        chain
            .iter()
            .map(|step| format!("{} {}: {}", name(plan, step.what), verb(plan, table, step), because(plan, table, step, "")))
            .collect()
    }

    fn why(text: &str, item: &str) -> Vec<String> {
        survey(&format!("{HEAD}{text}"), |survey| told(survey, item))
    }

    #[test]
    fn needs_are_followed_back_to_the_start_of_the_plan() {
        let text = "component a missing effort 2d\ncomponent b missing effort 1d\ncomponent c missing effort 3d needs a lag 1d, b\n";
        assert_eq!(
            why(text, "c"),
            [
                "`c` starts 2025-07-17: it needs `a`, which ends 2025-07-15, and 1 working day in between",
                "`a` starts 2025-07-14: the plan starts then"
            ]
        );
    }

    #[test]
    fn what_is_held_by_its_end_says_so() {
        let text = "component a missing effort 4d\ncomponent b missing effort 1d needs a FF\n";
        assert_eq!(why(text, "b")[0], "`b` ends 2025-07-17: it may end once `a` has, which ends 2025-07-17");
        let text = "component a missing effort 4d\ncomponent b missing effort 1d needs a SS lag 4h\n";
        assert_eq!(why(text, "b")[0], "`b` starts 2025-07-14: it may start once `a` has, which starts 2025-07-14, and 4 hours in between");
    }

    #[test]
    fn people_keep_work_waiting_behind_other_work() {
        let text = "team web \"Web\" people 1\ncomponent a missing !high effort 2d by web\ncomponent b missing effort 1d by web\n";
        let told = why(text, "a");
        let both = [told, why(text, "b")].concat();
        assert!(both.iter().any(|line| line.contains("it waits for `web` until ") && line.contains(", behind `")), "{both:?}");
    }

    #[test]
    fn dates_of_the_author_are_the_root() {
        let text = "phase one \"One\" weeks 2..3\ncomponent a missing effort 1d in one\ncomponent b missing effort 1d not before 2025-07-30\n\
            component c missing on 2025-07-16..2025-07-17\ncomponent d missing effort 1d needs c\ncomponent e done 2025-07-11 effort 1d\n";
        assert_eq!(why(text, "a"), ["`a` starts 2025-07-21: phase `one` begins then"]);
        assert_eq!(why(text, "b"), ["`b` starts 2025-07-30: it may not start before then"]);
        assert_eq!(why(text, "d")[1], "`c` starts 2025-07-16: its dates are fixed");
        assert_eq!(why(text, "e"), ["`e` ended 2025-07-11: it was done then"]);
    }

    #[test]
    fn wholes_hang_on_their_parts_and_phases_on_what_is_in_them() {
        let text = "phase one \"One\" week 1\nphase two \"Two\" after one\narea w {\n component x missing effort 1d\n component y missing effort 2d\n}\n\
            component z missing effort 1d needs w\ncomponent v missing effort 1d in two\n";
        assert_eq!(
            why(text, "z")[..2],
            ["`z` starts 2025-07-16: it needs `w`, which ends 2025-07-15", "`w` ends 2025-07-15: its part `w.y` ends 2025-07-15"]
        );
        assert_eq!(
            why(text, "v"),
            [
                "`v` starts 2025-07-21: phase `two` begins then",
                "phase `two` starts 2025-07-21: it comes after phase `one`, which ends 2025-07-20",
                "phase `one` ends 2025-07-20: its window ends then"
            ]
        );
    }

    #[test]
    fn chains_from_several_to_several_are_told_without_the_point_where_they_meet() {
        let text = "component a missing effort 1d\ncomponent b missing effort 3d\ncomponent c missing effort 1d\ncomponent d missing effort 1d\n\
            chain a, b -> c, d\n";
        assert_eq!(why(text, "c")[0], "`c` starts 2025-07-17: it needs `b`, which ends 2025-07-16");
    }

    #[test]
    fn the_order_of_statements_changes_no_chain() {
        let lines = ["component b missing effort 2d", "component a missing effort 2d", "component c missing effort 1d needs b, a"];
        let text = |order: [usize; 3]| order.map(|at| lines[at]).join("\n") + "\n";
        assert_eq!(why(&text([0, 1, 2]), "c"), why(&text([2, 1, 0]), "c"));
        assert!(why(&text([0, 1, 2]), "c")[0].contains("needs `a`"));
    }

    #[test]
    fn what_it_drives_starts_because_of_it() {
        let text = "component a missing effort 2d\ncomponent b missing effort 1d\ncomponent c missing effort 3d needs a, b\narea w needs a {\n \
            component x missing effort 1d\n}\n";
        survey(&format!("{HEAD}{text}"), |survey| {
            let plan = survey.plan;
            let names = |item: &str| {
                let (driven, count) = drives(plan, &survey.timetable, find(plan, item), 10);
                assert_eq!(driven.len(), count);
                driven.into_iter().map(|driven| plan.item(driven.item).name.to_string()).collect::<Vec<_>>()
            };
            assert_eq!(names("a"), ["c", "w.x"]);
            assert!(names("b").is_empty());
        });
    }

    #[test]
    fn the_last_chain_ends_where_the_plan_does() {
        let text = format!("{HEAD}component a missing effort 2d\ncomponent b missing effort 1d needs a\ncomponent c missing effort 1d\n");
        survey(&text, |survey| {
            let chain = last_chain(survey.plan, &survey.timetable);
            let names: Vec<_> = chain.iter().map(|step| name(survey.plan, step.what)).collect();
            assert_eq!(names, ["`b`", "`a`"]);
        });
    }
}
