//! Moments that are the beginning of a day: what waits for a start happens that day, and not in the evening before, though both are one slot.

use super::activity::{Link, Reason, What};
use super::axis::Slot;
use super::people::PLAN_TIME;
use super::work::{Times, Work};
use crate::syntax::LinkKind;

/// By activity: of a moment that is the beginning of a day, the slot with which that day begins.
pub type Beginnings = Vec<Option<Slot>>;

/// Which moments of a schedule are beginnings.
pub fn beginnings(work: &Work, times: &Times) -> Beginnings {
    let mut known = vec![None; work.activities.len()];
    for at in &work.order {
        let moment = times[*at as usize].filter(|(start, end)| start == end);
        known[*at as usize] = moment.and_then(|(slot, _)| {
            let activity = work.activity(*at);
            // Where the day before is frozen, it can only be the day behind it that begins.
            let free = activity.work == 0 && activity.pinned.is_none();
            let thawed = free && activity.calendar != PLAN_TIME && slot > 0 && !work.calendar(*at).works(slot - 1);
            if thawed { Some(slot) } else { begins(work, *at, slot, times, &known) }
        });
    }
    known
}

/// Whether a moment at a slot is a beginning, and of which slot: when anything that holds it back up to then is. `known` tells it of all before.
pub fn begins(work: &Work, at: u32, slot: Slot, times: &Times, known: &[Option<Slot>]) -> Option<Slot> {
    let activity = work.activity(at);
    if activity.pinned.is_some() {
        return None;
    }
    if matches!(activity.what, What::PhaseStart(_)) || slot == activity.floor {
        return Some(slot);
    }
    let released = activity.release.filter(|(release, _)| *release == slot && activity.from_morning).map(|_| slot);
    let holding = work.links.before(at).iter().filter(|link| work.bound(link, times) == Some(slot));
    released.into_iter().chain(holding.filter_map(|link| behind(work, link, slot, times, known))).max()
}

/// The same as far as one link holds it.
fn behind(work: &Work, link: &Link, slot: Slot, times: &Times, known: &[Option<Slot>]) -> Option<Slot> {
    let (start, end) = times[link.from as usize]?;
    if link.gap.cells > 0 && !link.gap.elapsed {
        return None;
    }
    if matches!(link.kind, LinkKind::StartStart | LinkKind::StartFinish) {
        match work.activity(link.from).what {
            _ if start < end => return Some(slot),
            What::PhaseStart(_) => return Some(slot),
            // Something that has parts begins when work can.
            What::Start(_) if matches!(link.reason, Reason::Need(_)) => {
                return work.calendars[PLAN_TIME as usize].next_worked(slot).or(Some(slot));
            }
            _ => {}
        }
    }
    known[link.from as usize].filter(|_| start == end).map(|begin| if link.gap.cells == 0 { begin } else { slot })
}

/// Which activities are beginnings, whatever the schedule: nothing but starts holds them back.
pub fn certain(work: &Work) -> Vec<bool> {
    let mut certain = vec![false; work.activities.len()];
    for at in &work.order {
        let activity = work.activity(*at);
        let starts = |link: &Link| {
            let from = work.activity(link.from);
            let start = matches!(link.kind, LinkKind::StartStart | LinkKind::StartFinish);
            let begins = start && (from.work > 0 || matches!(from.what, What::PhaseStart(_)));
            (begins || certain[link.from as usize]) && (link.gap.cells <= 0 || link.gap.elapsed)
        };
        certain[*at as usize] = activity.work == 0
            && activity.pinned.is_none()
            && (activity.release.is_none() || activity.from_morning)
            && !work.links.before(*at).is_empty()
            && work.links.before(*at).iter().all(starts);
    }
    certain
}

/// Which activities may be beginnings, whatever the schedule.
pub fn possible(work: &Work) -> Vec<bool> {
    let mut possible = vec![false; work.activities.len()];
    for at in &work.order {
        let activity = work.activity(*at);
        let starts = |link: &Link| matches!(link.kind, LinkKind::StartStart | LinkKind::StartFinish);
        possible[*at as usize] = activity.work == 0
            && (activity.from_morning
                || matches!(activity.what, What::PhaseStart(_) | What::Start(_))
                || work.links.before(*at).iter().any(|link| starts(link) || possible[link.from as usize]));
    }
    possible
}
