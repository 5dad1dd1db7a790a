//! What can start now, most urgent first, and why; what is held back; what waits.

use super::waits::{NAMED, Waits};
use super::{Due, Entry, Front, FrontCounts, Held, Label, Labels, Selection, Stand, Timing, told_apart};
use crate::model::{ItemId, ItemKind};
use crate::progress::{Standing, Verdict};
use crate::survey::Survey;
use serde::Serialize;
use std::cmp::Reverse;

/// How many items each list holds; of more it is said how many there are.
pub const READY_SHOWN: usize = 100;
/// The same of what is blocked.
pub const BLOCKED_SHOWN: usize = 50;
/// How many are named as worth doing first.
const FIRST_SHOWN: usize = 5;

/// What can start now, most urgent first, and why.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Next<'a> {
    /// How much of the plan's own work can start, and how much waits.
    pub counts: FrontCounts,
    /// What the most open items wait for, of what nothing holds up; the most first. Nothing when no two wait for
    /// the same.
    pub unblocks_most: Vec<Unblocks<'a>>,
    /// What can start now, most urgent first; the first [`READY_SHOWN`] of it.
    pub ready: Vec<Ready<'a>>,
    /// What can start if what it waits for is there, of which the plan says nothing; the first [`READY_SHOWN`] of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub if_there: Vec<Ready<'a>>,
    /// What needs nothing more but is held back by dates or people, by the day it can start; the first [`READY_SHOWN`] of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Ready<'a>>,
    /// Moments before which nothing is open; the first [`BLOCKED_SHOWN`] of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<Label<'a>>,
    /// How many such moments there are.
    pub moment_count: usize,
    /// Of how many externals nobody said whether they are there.
    pub not_stated: usize,
    /// What others must provide, decide or solve, most urgent first.
    pub others: Vec<Ready<'a>>,
    /// What waits, most urgent first; the first [`BLOCKED_SHOWN`] of it.
    pub blocked: Vec<Blocked<'a>>,
}

/// Something that holds up others.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unblocks<'a> {
    /// What.
    pub item: Label<'a>,
    /// Its state, in a word.
    pub state: &'static str,
    /// How many wait for it.
    pub blocks: Blocks,
}

/// Something to do or to ask for, and why.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ready<'a> {
    /// What.
    pub item: Entry<'a>,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// How many open items wait for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Blocks>,
    /// Its phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<PhaseNow<'a>>,
    /// Whether it was begun.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub begun: bool,
    /// What it waits for itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<Label<'a>>,
    /// Whether it waits for more than is named.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub waits_for_more: bool,
    /// What holds it back all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
}

/// The phase of an item, as of the data date.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PhaseNow<'a> {
    /// Its title.
    pub title: &'a str,
    /// How it lies to the data date.
    pub timing: Timing,
}

/// How many open items wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Blocks {
    /// How many.
    pub count: u32,
    /// Whether only those that name it are counted: of large plans the rest is not computed.
    pub directly: bool,
}

/// Something that waits.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Blocked<'a> {
    /// What.
    pub item: Entry<'a>,
    /// By what.
    pub by: Vec<Label<'a>>,
    /// Whether by more than is named.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub by_more: bool,
    /// How many rounds of work stand before it.
    pub layer: u32,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Next<'a> {
    let front = Look { survey, waits: Waits::new(survey), labels: Labels::new(survey.plan), direct: direct(survey) };
    let stands = Front::new(survey);
    let (mut ready, mut held, mut if_there, mut blocked) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut others, mut moments) = (Vec::new(), Vec::new());
    for (layer, list) in survey.layers.list.iter().enumerate() {
        for id in list.iter().copied().filter(|id| selection.has(*id)) {
            match (stands.of(id), survey.plan.item(id).kind) {
                (Some(Stand::Now), _) => ready.push(id),
                (Some(Stand::Held), _) => held.push(id),
                (Some(Stand::IfThere), _) => if_there.push(id),
                (Some(Stand::Waits), _) => blocked.push(id),
                (None, ItemKind::External | ItemKind::Issue | ItemKind::Decision) => others.push(id),
                (None, ItemKind::Milestone) if layer == 0 => moments.push(id),
                (None, _) => {}
            }
        }
    }
    let holding = [&ready, &if_there, &moments].into_iter().flatten().chain(others.iter().filter(|id| survey.is_ready(**id)));
    let unblocks_most = front.unblocks_most(holding.copied());
    // An external that nothing waits for matters only when it is due or known to be missing.
    others.retain(|id| {
        let item = survey.plan.item(*id);
        item.kind != ItemKind::External
            || front.blocks(*id).is_some()
            || item.deadline().is_some()
            || survey.assessment.standing(*id) == Standing::Missing
    });
    let unstated =
        |id: &&ItemId| survey.plan.item(**id).kind == ItemKind::External && survey.assessment.verdict(**id) == Verdict::NotStated;
    let not_stated = others.iter().filter(unstated).count();
    let mut held: Vec<Ready<'a>> = front.urgent_first(held, usize::MAX).map(|id| front.ready(id)).collect();
    held.sort_by_key(|row| row.held.as_ref().map(|held| (held.from.is_none(), held.from)));
    held.truncate(READY_SHOWN);
    Next {
        counts: stands.counts(survey, selection),
        unblocks_most,
        not_stated,
        ready: front.urgent_first(ready, READY_SHOWN).map(|id| front.ready(id)).collect(),
        if_there: front.urgent_first(if_there, READY_SHOWN).map(|id| front.ready(id)).collect(),
        held,
        moment_count: moments.len(),
        moments: front.urgent_first(moments, BLOCKED_SHOWN).map(|id| front.labels.of(id)).collect(),
        others: front.urgent_first(others, usize::MAX).map(|id| front.ready(id)).collect(),
        blocked: front.urgent_first(blocked, BLOCKED_SHOWN).map(|id| front.blocked(id)).collect(),
    }
}

/// Whether the report would say anything: some leaf is open.
pub fn has_content(survey: &Survey<'_>) -> bool {
    survey.layers.list.iter().flatten().any(|id| survey.plan.item(*id).kind != ItemKind::Area)
}

/// Whether how many wait for each of these tells them apart.
pub fn blocks_tell(rows: &[Ready<'_>]) -> bool {
    told_apart(rows.iter().map(|row| row.blocks.map_or(0, |blocks| blocks.count)))
}

struct Look<'a> {
    survey: &'a Survey<'a>,
    waits: Waits<'a>,
    labels: Labels<'a>,
    /// By item: how many open leaves name it; only when nothing better is known.
    direct: Vec<u32>,
}

impl<'a> Look<'a> {
    fn blocks(&self, id: ItemId) -> Option<Blocks> {
        let blocks = match self.survey.waiting(id) {
            Some(count) => Blocks { count, directly: false },
            None => Blocks { count: self.direct.get(id.index()).copied().unwrap_or(0), directly: true },
        };
        (blocks.count > 0).then_some(blocks)
    }

    /// By tier, then rank, then the date it is due, then how many wait, then the order they came in; no more than `limit`.
    fn urgent_first(&self, ids: Vec<ItemId>, limit: usize) -> impl Iterator<Item = ItemId> + use<'a> {
        let key = |id: ItemId| {
            let item = self.survey.plan.item(id);
            let due = item.deadline().and_then(|due| self.survey.timetable.latest(self.survey.plan, due));
            let blocks = self.blocks(id).map_or(0, |blocks| blocks.count);
            (item.urgency(), due.is_none(), due, Reverse(blocks))
        };
        let mut keyed: Vec<_> = ids.into_iter().enumerate().map(|(at, id)| (key(id), at, id)).collect();
        keyed.sort_unstable();
        keyed.into_iter().take(limit).map(|(_, _, id)| id)
    }

    fn unblocks_most(&self, ids: impl Iterator<Item = ItemId>) -> Vec<Unblocks<'a>> {
        let mut most: Vec<(Reverse<u32>, usize, ItemId, Blocks)> =
            ids.enumerate().filter_map(|(at, id)| self.blocks(id).map(|blocks| (Reverse(blocks.count), at, id, blocks))).collect();
        // Where none holds up more than one, there is nothing to choose between.
        most.retain(|(count, ..)| count.0 > 1);
        most.sort_unstable_by_key(|(count, at, ..)| (*count, *at));
        most.truncate(FIRST_SHOWN);
        most.into_iter()
            .map(|(_, _, id, blocks)| Unblocks { item: self.labels.of(id), state: Entry::new(self.survey, id).state, blocks })
            .collect()
    }

    fn ready(&self, id: ItemId) -> Ready<'a> {
        let survey = self.survey;
        let item = survey.plan.item(id);
        let waiting = if survey.is_ready(id) { Default::default() } else { self.waits.of(id) };
        let begun = item.started.is_some() || item.progress.is_some_and(|progress| progress.digits > 0);
        Ready {
            item: Entry::new(survey, id),
            due: Due::of(survey, id),
            blocks: self.blocks(id),
            phase: item.phase.map(|phase| PhaseNow { title: &survey.plan.phases[phase.index()].title, timing: Timing::of(survey, phase) }),
            begun: begun || survey.assessment.standing(id) == Standing::Partial,
            waits_for: waiting.needs.iter().map(|need| self.labels.of(*need)).collect(),
            waits_for_more: waiting.more,
            held: item.kind.is_work().then(|| Held::of(survey, id)).flatten(),
        }
    }

    fn blocked(&self, id: ItemId) -> Blocked<'a> {
        let waiting = self.waits.of(id);
        Blocked {
            item: Entry::new(self.survey, id),
            by: waiting.needs.iter().take(NAMED).map(|need| self.labels.of(*need)).collect(),
            by_more: waiting.more,
            layer: self.survey.layers.of[id.index()].unwrap_or(0),
        }
    }
}

/// By item: how many open items name it among their needs. Empty when what waits was computed in full.
fn direct(survey: &Survey<'_>) -> Vec<u32> {
    let plan = survey.plan;
    if survey.reach.is_some() {
        return Vec::new();
    }
    let mut direct = vec![0u32; plan.items.len()];
    for (id, item) in plan.ids() {
        if !survey.assessment.is_closed(id) {
            item.needs.iter().for_each(|need| direct[need.target.index()] += 1);
        }
    }
    for junction in &plan.junctions {
        let waiting = junction.waiting.iter().filter(|id| !survey.assessment.is_closed(**id)).count() as u32;
        junction.needed.iter().for_each(|needed| direct[needed.index()] = direct[needed.index()].saturating_add(waiting));
    }
    direct
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::survey;

    fn next<R>(text: &str, look: impl FnOnce(Next<'_>) -> R) -> R {
        survey(text, |survey| look(build(survey, &Selection::all(survey.plan))))
    }

    fn names<'a>(ready: &[Ready<'a>]) -> Vec<&'a str> {
        ready.iter().map(|ready| ready.item.name).collect()
    }

    #[test]
    fn urgent_is_tier_then_rank_then_due_then_blocks_then_order() {
        let plan = "plan p \"P\" language 1 start 2025-07-18\n\
            component low missing !low\ncomponent late missing !high due 2025-09-01\ncomponent soon missing !high due 2025-08-01\n\
            component second missing !high rank 2 due 2025-08-01\ncomponent first missing !high rank 1\n\
            component hub missing !high\ncomponent b missing !high\ncomponent a missing !high\ncomponent behind missing !critical needs hub\n";
        next(plan, |next| {
            assert_eq!(names(&next.ready), ["first", "second", "soon", "late", "hub", "a", "b", "low"]);
            assert_eq!(next.blocked.iter().map(|blocked| blocked.item.name).collect::<Vec<_>>(), ["behind"]);
            assert_eq!(next.blocked[0].by[0].name, "hub");
        });
    }

    #[test]
    fn what_the_schedule_starts_later_is_held_back_by_its_first_day() {
        let plan = "plan p \"P\" language 1 start 2025-07-18\nteam t \"T\" people 1\ncomponent a missing !high effort 2d by t\n\
            component b missing effort 1d by t\ncomponent c missing !high on 2025-09-01\ncomponent d missing needs c\n";
        next(plan, |next| {
            assert_eq!(names(&next.ready), ["a"]);
            let held: Vec<_> = next.held.iter().map(|row| (row.item.name, row.held.as_ref().unwrap().from.unwrap().to_string())).collect();
            assert_eq!(held, [("b", "2025-07-22".to_owned()), ("c", "2025-09-01".to_owned())]);
            assert_eq!((next.counts.ready, next.counts.held, next.counts.blocked), (1, 2, 1));
        });
    }

    #[test]
    fn what_is_done_neither_blocks_nor_waits() {
        let plan = "plan p \"P\" language 1\ncomponent a missing\ncomponent b done needs a\ncomponent c missing needs a\ncomponent d dropped needs a\n";
        next(plan, |next| {
            assert_eq!(names(&next.ready), ["a"]);
            assert_eq!(next.ready[0].blocks, Some(Blocks { count: 1, directly: false }));
            assert_eq!(next.counts.blocked, 1);
            assert!(next.unblocks_most.is_empty());
        });
    }

    #[test]
    fn others_are_asked_only_for_what_something_waits_for() {
        let plan = "plan p \"P\" language 1\nexternal used\nexternal idle\nexternal gone missing\nissue #1 active\nissue #2 active blocks c\n\
            decision d\ncomponent c missing needs used, d\n";
        next(plan, |next| {
            assert_eq!(names(&next.others), ["#2", "d", "used", "#1", "gone"]);
            assert!(next.ready.is_empty());
        });
    }

    #[test]
    fn what_nobody_stated_is_told_apart_from_what_is_missing() {
        let plan = "plan p \"P\" language 1\nexternal e\nexternal gone missing\ncomponent a missing needs e\ncomponent b missing needs gone\n\
            milestone wish\n";
        next(plan, |next| {
            assert_eq!(names(&next.if_there), ["a"]);
            assert_eq!(next.if_there[0].waits_for[0].name, "e");
            assert_eq!(next.moments.iter().map(|label| label.name).collect::<Vec<_>>(), ["wish"]);
            assert_eq!(next.blocked.iter().map(|blocked| blocked.item.name).collect::<Vec<_>>(), ["b"]);
            assert!(next.ready.is_empty());
        });
    }

    #[test]
    fn a_need_of_the_area_holds_up_what_is_in_it() {
        let plan = "plan p \"P\" language 1\ncomponent first missing\narea later needs first {\n component inner missing\n}\n";
        next(plan, |next| {
            assert_eq!(next.blocked[0].item.name, "later.inner");
            assert_eq!(next.blocked[0].by[0].name, "first");
        });
    }
}
