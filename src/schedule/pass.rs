//! Forward and backward pass over the activities: the critical path method, with calendars and all four kinds of links.
//!
//! Formulas as in Kelley & Walker (1959) and PMI's Practice Standard for Scheduling, on slots instead of day numbers.

use super::activity::{Activity, Gap, Link, Links, Mode, What};
use super::axis::Slot;
use super::moments::{Beginnings, beginnings, begins};
use super::people::PLAN_TIME;
use super::work::{Between, Times, Work};
use crate::syntax::LinkKind;

impl Work {
    /// Early start and end of everything.
    ///
    /// `no_earlier` holds, by activity, what people allow; empty when people are not looked at. Also gives what found no place on the axis; what
    /// waits for it has none either.
    pub fn forward(&self, no_earlier: &[Option<Slot>]) -> (Times, Vec<u32>) {
        let mut times: Times = vec![None; self.activities.len()];
        // By activity without a place: whether it is work, or waits for work.
        let (mut beyond, mut placeless) = (Vec::new(), vec![None::<bool>; self.activities.len()]);
        let mut known: Beginnings = vec![None; self.activities.len()];
        for at in &self.order {
            let activity = self.activity(*at);
            if let Some(pinned) = activity.pinned {
                times[*at as usize] = Some(pinned);
                continue;
            }
            let leaf = matches!(activity.what, What::Leaf(_));
            if activity.mode == Mode::Free
                && let Some(waits) = self.links.before(*at).iter().filter_map(|link| placeless[link.from as usize]).max()
            {
                // What waits for no work, but for a day beyond the axis, has no place itself.
                beyond.extend(Some(*at).filter(|_| leaf && !waits));
                placeless[*at as usize] = Some(leaf || waits);
                continue;
            }
            let (start, end) = self.bounds(*at, &times);
            let release = activity.release.map(|(slot, _)| slot);
            let Some(begin) = start.max(release).or(end.map(|_| 0)) else { continue };
            let begin = begin.max(activity.floor).max(no_earlier.get(*at as usize).copied().flatten().unwrap_or(0));
            let moment = begin.max(end.unwrap_or(0));
            let begins = if activity.work == 0 { begins(self, *at, moment, &times, &known) } else { None };
            let Some(mut place) = self.place(*at, begin, end, begins.is_some()) else {
                beyond.push(*at);
                placeless[*at as usize] = Some(leaf);
                continue;
            };
            if activity.mode == Mode::HappenedSometime {
                place.1 = place.1.min(self.data_date);
                place.0 = place.0.min(place.1);
            }
            known[*at as usize] = begins.map(|begin| if place.0 == moment { begin } else { place.0 });
            times[*at as usize] = Some(place);
        }
        (times, beyond)
    }

    /// Moves moments that pass on what comes before them, after that has moved.
    pub fn follow(&self, times: &mut Times, passes_on: impl Fn(&Activity) -> bool) {
        for at in &self.order {
            let activity = self.activity(*at);
            if !passes_on(activity) || times[*at as usize].is_none() {
                continue;
            }
            let (start, end) = self.bounds(*at, times);
            let release = activity.release.map(|(slot, _)| slot);
            let slot = start.max(end).max(release).unwrap_or(0).max(activity.floor);
            times[*at as usize] = Some((slot, slot));
        }
    }

    /// Late start and end of everything that has a place: the latest that keep the end of all, `dues`, and the places of what is
    /// fixed. `extra` holds further links, such as who goes on with whose people, sorted.
    pub fn backward(&self, times: &Times, end_of_all: Slot, dues: &[Option<Slot>], extra: &[Between]) -> Times {
        let mut late: Times = vec![None; self.activities.len()];
        let mut ends: Vec<Slot> = vec![end_of_all; self.activities.len()];
        let mut starts: Vec<Slot> = vec![Slot::MAX; self.activities.len()];
        let beginnings = self.held_beginnings(times);
        for at in self.backwards(times, extra) {
            let Some(placed) = times[at as usize] else { continue };
            let activity = self.activity(at);
            let from = extra.partition_point(|link| link.from < at);
            for link in extra[from..].iter().take_while(|link| link.from == at) {
                if let Some((start, _)) = self.held(link.to, times, &late) {
                    ends[at as usize] = ends[at as usize].min(start.saturating_add(link.room));
                }
            }
            for link in self.links.behind(at).filter(|link| !self.is_over(at, link)) {
                let Some(place) = self.held(link.to, times, &late) else { continue };
                let bound = self.held_by(link, place);
                let slot = if matches!(link.kind, LinkKind::FinishStart | LinkKind::FinishFinish) {
                    &mut ends[at as usize]
                } else {
                    &mut starts[at as usize]
                };
                *slot = (*slot).min(bound);
            }
            if ends[at as usize] == end_of_all {
                // What is behind the end of all does not count for it.
                ends[at as usize] = end_of_all.max(placed.1);
            }
            let end = ends[at as usize].min(dues[at as usize].unwrap_or(Slot::MAX));
            late[at as usize] = Some(match activity.mode {
                Mode::Free => {
                    let begins = beginnings.get(at as usize).is_some_and(Option::is_some);
                    self.latest(at, starts[at as usize], end, begins).unwrap_or(placed)
                }
                // What is over stays where it was, though the days it was given go on.
                Mode::Happened | Mode::HappenedSometime if end < placed.1 => placed,
                _ => (self.slid(at, placed, end), end),
            });
        }
        late
    }

    /// Which moments are beginnings, where it matters because freezes hold some back; empty elsewhere.
    pub fn held_beginnings(&self, times: &Times) -> Beginnings {
        let held = self.activities.iter().any(|activity| activity.work == 0 && activity.calendar != PLAN_TIME);
        if held { beginnings(self, times) } else { Vec::new() }
    }

    /// Whether a link leads from work that is still open to what is over: it could not wait, and now nothing does.
    pub fn is_over(&self, at: u32, link: &Link) -> bool {
        let happened = |at: u32| matches!(self.activity(at).mode, Mode::Happened | Mode::HappenedSometime);
        happened(link.to) && !happened(at)
    }

    /// Where something that was placed by hand would start if it ended at `end` and took as much working time.
    fn slid(&self, at: u32, (start, finish): (Slot, Slot), end: Slot) -> Slot {
        let calendar = self.calendar(at);
        let worked = calendar.worked(start, finish);
        let begin = if start < finish && worked > 0 { calendar.start(end, worked) } else { end.checked_sub(finish - start) };
        begin.unwrap_or(0)
    }

    /// Where something holds back what comes before it: as late as may be, or, when it is not for the scheduler to move, where it is.
    fn held(&self, at: u32, times: &Times, late: &Times) -> Option<(Slot, Slot)> {
        if self.activity(at).mode == Mode::Free { late[at as usize] } else { times[at as usize] }
    }

    /// Activities so that each comes before all that must be earlier.
    fn backwards(&self, times: &Times, extra: &[Between]) -> Vec<u32> {
        if extra.is_empty() {
            return self.order.iter().rev().copied().collect();
        }
        // Waits follow the schedule, so the scheduled times, and among equals the order of the links, are an order for both.
        let mut rank = vec![0u32; self.activities.len()];
        for (place, at) in self.order.iter().enumerate() {
            rank[*at as usize] = place as u32;
        }
        let mut links: Vec<Link> = self.links.all().to_vec();
        links.extend(extra.iter().map(|between| Link {
            from: between.from,
            to: between.to,
            kind: LinkKind::FinishStart,
            gap: Gap::default(),
            reason: super::activity::Reason::Part,
        }));
        let order = Links::new(links, self.activities.len()).order();
        if order.len() == self.activities.len() {
            return order.into_iter().rev().collect();
        }
        let mut order: Vec<u32> = (0..self.activities.len() as u32).collect();
        order.sort_by_key(|at| (times[*at as usize], rank[*at as usize]));
        order.reverse();
        order
    }

    /// How far the end of an activity can slip before something scheduled behind it must move.
    ///
    /// `extra` holds further links, sorted.
    pub fn free_end(&self, at: u32, times: &Times, end_of_all: Slot, extra: &[Between]) -> Slot {
        let Some((start, end)) = times[at as usize] else { return end_of_all };
        let mut bound = Slot::MAX;
        let from = extra.partition_point(|link| link.from < at);
        for link in extra[from..].iter().take_while(|link| link.from == at) {
            bound = times[link.to as usize].map_or(bound, |(next, _)| bound.min(next.saturating_add(link.room)));
        }
        let calendar = self.calendar(at);
        for link in self.links.behind(at).filter(|link| !self.is_over(at, link)) {
            let Some(next) = times[link.to as usize] else { continue };
            let held = self.held_by(link, next);
            bound = bound.min(match link.kind {
                LinkKind::FinishStart | LinkKind::FinishFinish => held,
                _ => {
                    // A start in time for a slot that is not worked is in the work before.
                    let slip = calendar.worked(start, held).saturating_sub(u32::from(!calendar.works(held)));
                    if slip == 0 { end } else { calendar.finish(end, slip).unwrap_or(end) }
                }
            });
        }
        if bound == Slot::MAX { end_of_all.max(end) } else { bound.max(end) }
    }
}
