//! Who goes on with whose people: the resource flow of a schedule.
//!
//! Every person who works on something came to it from something else, or was free from the beginning. Taken as needs, these handovers keep a
//! schedule possible however its work slips, so that late dates and floats hold for people too (Artigues, Michelon & Reusser, 2003: Insertion
//! techniques for static and dynamic resource-constrained project scheduling). Where several could give somebody free, what is needed anyway
//! comes first, and then whoever has been free for longest, which binds least.

use super::axis::Slot;
use super::build::Build;
use super::work::Times;
use std::collections::BTreeMap;

/// An activity that goes on with people of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handover {
    /// What goes on.
    pub to: u32,
    /// When what gives them free ends; of one activity the last is what it waited for.
    pub at: Slot,
    /// How many there are of them at most: people are scarcer than teams.
    pub people: u32,
    /// Of whom, in [`Build::resources`].
    pub resource: u32,
    /// What gives them free.
    pub from: u32,
}

/// Nobody: people who were free from the beginning, or who come back.
const NOBODY: u32 = u32::MAX;

/// Something that takes people at a slot: an activity, or that some of them are off.
struct Taking {
    start: Slot,
    end: Slot,
    /// The resource and what is taken of it, by number of people.
    uses: Vec<(u32, u32, u32)>,
    priority: u32,
    activity: u32,
}

/// The handovers of a schedule, by who goes on.
pub fn handovers(build: &Build, times: &Times) -> Vec<Handover> {
    let mut free: Vec<BTreeMap<(Slot, u32), u32>> = Vec::with_capacity(build.resources.len());
    let last = times.iter().flatten().map(|(_, end)| *end).max().unwrap_or(0);
    let mut takings: Vec<Taking> = Vec::new();
    for (resource, at) in build.resources.iter().zip(0u32..) {
        let most = resource.changes.iter().map(|(_, people)| *people).fold(resource.people, u32::max);
        free.push(BTreeMap::from([((0, NOBODY), most)]));
        let steps = std::iter::once((0, resource.people)).chain(resource.changes.iter().copied());
        let ends = resource.changes.iter().map(|(slot, _)| *slot).chain([last]);
        let off = steps.zip(ends).filter(|((from, people), to)| *people < most && from < to && *from < last);
        takings.extend(off.map(|((from, people), to)| Taking {
            start: from,
            end: to,
            uses: vec![(0, at, most - people)],
            priority: 0,
            activity: NOBODY,
        }));
    }
    for (activity, at) in build.work.activities.iter().zip(0u32..) {
        let Some((start, end)) = times[at as usize].filter(|(start, end)| start < end && activity.work > 0) else { continue };
        let mut uses: Vec<(u32, u32, u32)> = activity
            .uses
            .iter()
            .filter_map(|(resource, units)| Some((build.resources.get(*resource as usize)?.people, *resource, *units)))
            .collect();
        if !uses.is_empty() {
            uses.sort_unstable();
            takings.push(Taking { start, end, uses, priority: activity.priority + 1, activity: at });
        }
    }
    takings.sort_unstable_by_key(|taking| (taking.start, taking.priority, taking.end));
    let mut found = Vec::new();
    for taking in &takings {
        let own = if taking.activity == NOBODY { &[] } else { build.work.links.before(taking.activity) };
        let mut givers: Vec<(Slot, u32)> = own.iter().filter_map(|link| Some((times[link.from as usize]?.1, link.from))).collect();
        for (people, resource, units) in &taking.uses {
            let mut missing = *units;
            let pool = &mut free[*resource as usize];
            let mut take = |pool: &mut BTreeMap<(Slot, u32), u32>, giver: (Slot, u32)| {
                let Some(there) = pool.get_mut(&giver).filter(|_| giver.0 <= taking.start && missing > 0) else { return false };
                let taken = missing.min(*there);
                *there -= taken;
                missing -= taken;
                if *there == 0 {
                    pool.remove(&giver);
                }
                if giver.1 != NOBODY && taking.activity != NOBODY {
                    found.push(Handover { to: taking.activity, at: giver.0, people: *people, resource: *resource, from: giver.1 });
                }
                true
            };
            for giver in &givers {
                take(pool, *giver);
            }
            while let Some(giver) = pool.keys().next().copied() {
                if !take(pool, giver) {
                    break;
                }
                givers.push(giver);
            }
            if *units > missing {
                *pool.entry((taking.end, taking.activity)).or_insert(0) += units - missing;
            }
        }
    }
    found.sort_unstable();
    found
}
