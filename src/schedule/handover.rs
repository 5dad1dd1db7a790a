//! Who goes on with whose people: the resource flow of a schedule.
//!
//! Every person who works on something came to it from something else, or was free from the beginning. Taken as needs, these handovers keep a
//! schedule possible however its work slips, so that late dates and floats hold for people too (Artigues, Michelon & Reusser, 2003: Insertion
//! techniques for static and dynamic resource-constrained project scheduling). Where several could give somebody free, what is needed anyway
//! comes first, and then whoever has been free for longest, which binds least. Who is off for some days hands nothing over: absences within a team
//! are looked at when late dates are known (`crowded`).

use super::axis::Slot;
use super::build::Build;
use super::work::{Between, Times};
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
        let Some(place) = times[at as usize].filter(|(start, end)| start < end && activity.work > 0) else { continue };
        let (start, end) = build.work.taken(at, place);
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

/// The handovers as links, each once, sorted.
pub fn between(handed: &[Handover], times: &Times) -> Vec<Between> {
    let link = |handover: &Handover| {
        let room = times[handover.from as usize].map_or(0, |(_, end)| end.saturating_sub(handover.at));
        Between { from: handover.from, to: handover.to, room }
    };
    let mut all: Vec<Between> = handed.iter().map(link).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ItemId, PartyId};
    use crate::schedule::activity::{Activity, Bound, Gap, Link, Links, Mode, Reason, What};
    use crate::schedule::axis::Axis;
    use crate::schedule::crowded::late_dates;
    use crate::schedule::level::Calendar;
    use crate::schedule::levelling::Levelling;
    use crate::schedule::people::Resource;
    use crate::schedule::work::Work;
    use crate::syntax::LinkKind;
    use crate::time::Date;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    /// Teams of so many people, and of how many from some slots on; and work: how long it takes, whom, how many of them, and what it needs.
    type Recipe = (Vec<Team>, Vec<(u32, u32, u32, Option<u32>)>);

    type Team = (u32, Vec<(u32, u32)>);

    fn recipe() -> impl Strategy<Value = Recipe> {
        let people = prop::collection::vec((2u32..4, prop::collection::vec((0u32..40, 2u32..4), 0..4)), 1..4);
        let works = prop::collection::vec((1u32..6, any::<u32>(), 1u32..3, prop::option::of(any::<u32>())), 2..14);
        (people, works)
    }

    fn build((people, works): &Recipe) -> Build {
        let axis = Axis::new(Date::parse("2025-09-01").expect("a date"), 400, &[480], 480, std::iter::empty(), false);
        let resource = |(at, (people, changes)): (usize, &Team)| {
            let mut changes = changes.clone();
            changes.sort_unstable();
            changes.dedup_by_key(|(slot, _)| *slot);
            Resource { party: PartyId(at as u32), skills: Vec::new(), people: *people, changes }
        };
        let resources: Vec<Resource> = people.iter().enumerate().map(resource).collect();
        let mut links = Vec::new();
        let activity = |(at, (work, of, units, needs)): (usize, &(u32, u32, u32, Option<u32>))| {
            if let Some(needs) = needs.filter(|_| at > 0) {
                let (from, kind) = (needs % at as u32, LinkKind::FinishStart);
                links.push(Link { from, to: at as u32, kind, gap: Gap::default(), reason: Reason::Part });
            }
            Activity {
                what: What::Leaf(ItemId(at as u32)),
                mode: Mode::Free,
                calendar: 0,
                work: *work,
                uses: [(of % resources.len() as u32, *units)].into_iter().collect(),
                release: Some((0, Bound::PlanStart)),
                from_morning: true,
                floor: 0,
                pinned: None,
                due: None,
                as_late: false,
                estimated: true,
                priority: at as u32,
            }
        };
        let activities: Vec<Activity> = works.iter().enumerate().map(activity).collect();
        let links = Links::new(links, activities.len());
        let order = links.order();
        let calendars = vec![Calendar::always(400); 2];
        let work = Work { activities, links, order, calendars, day: 1, night: 0, data_date: 0 };
        let (starts, finishes) = ((0..works.len() as u32).collect(), (0..works.len() as u32).collect());
        Build { axis, work, resources, starts, finishes, phases: Vec::new(), lacking: Vec::new(), cramped: Vec::new(), circles: Vec::new() }
    }

    /// The first slot in which a schedule takes more of somebody than there are.
    fn overworked(build: &Build, times: &Times) -> Option<(usize, Slot)> {
        let taken = |resource: usize, slot: Slot| -> u32 {
            let all =
                build.work.activities.iter().zip(times).filter(|(_, place)| place.is_some_and(|(start, end)| start <= slot && slot < end));
            all.flat_map(|(activity, _)| &activity.uses).filter(|(of, _)| *of as usize == resource).map(|(_, units)| units).sum()
        };
        let cases = (0..build.resources.len()).flat_map(|resource| (0..400).map(move |slot| (resource, slot)));
        cases.into_iter().find(|(resource, slot)| taken(*resource, *slot) > build.resources[*resource].at(*slot))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

        #[test]
        fn all_may_be_as_late_as_they_may_be(recipe in recipe()) {
            let build = build(&recipe);
            let (early, _) = build.work.forward(&[]);
            let levelling = Levelling::new(&build, &early).expect("somebody works");
            let (starts, homeless, _) = levelling.level(20, &[], &[]);
            prop_assert!(homeless.is_empty());
            let (times, _) = build.work.forward(&starts);
            prop_assert_eq!(overworked(&build, &times), None);
            let extra = between(&handovers(&build, &times), &times);
            let end = times.iter().flatten().map(|(_, end)| *end).max().unwrap_or(0);
            let late = late_dates(&build, &times, end, &vec![None; times.len()], &extra);
            for ((early, late), activity) in times.iter().zip(&late).zip(&build.work.activities) {
                let (early, late) = (early.expect("placed"), late.expect("placed"));
                prop_assert!(early.0 <= late.0 && late.1 <= end && late.1 - late.0 == activity.work);
            }
            prop_assert_eq!(overworked(&build, &late), None);
        }
    }
}
