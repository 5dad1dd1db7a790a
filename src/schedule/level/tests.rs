//! Properties of levelled schedules, held against a checker that counts slot by slot.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::ValueTree;

use super::{Activity, Calendar, Link, LinkKind, Problem, Resource, UNPLACED, level, overloads, waits};

fn link_kind() -> impl Strategy<Value = LinkKind> {
    prop_oneof![
        4 => Just(LinkKind::FinishStart),
        1 => Just(LinkKind::StartStart),
        1 => Just(LinkKind::FinishFinish),
        1 => Just(LinkKind::StartFinish)
    ]
}

/// Which kinds of trouble a generated problem may hold.
#[derive(Debug, Clone, Copy)]
struct Taste {
    calendars: bool,
    varied: bool,
    fixed: bool,
    links: bool,
    horizon: u32,
}

fn activity(taste: Taste) -> impl Strategy<Value = Activity> {
    let fixed = if taste.fixed { prop::option::weighted(0.15, 0u32..40).boxed() } else { Just(None).boxed() };
    let kind = if taste.links { link_kind().boxed() } else { Just(LinkKind::FinishStart).boxed() };
    let lag = if taste.links { (-3i32..5).boxed() } else { (0i32..3).boxed() };
    let calendar = if taste.calendars { (0u32..4).boxed() } else { Just(0).boxed() };
    let lag_calendar = if taste.calendars { prop::option::of(0u32..4).boxed() } else { Just(None).boxed() };
    let link = (any::<u32>(), kind, lag, lag_calendar).prop_map(|(from, kind, lag, lag_calendar)| Link { from, kind, lag, lag_calendar });
    let due = prop::option::weighted(0.3, 5u32..60);
    (0u32..6, calendar, vec((0u32..3, 1u32..4), 0..3), 0u32..10, fixed, due, vec(link, 0..3)).prop_map(
        |(work, calendar, uses, release, fixed, due, links)| Activity {
            work,
            calendar,
            uses: uses.into_iter().collect(),
            release,
            fixed,
            due,
            priority: 0,
            links,
        },
    )
}

fn problem(taste: Taste) -> impl Strategy<Value = Problem> {
    let horizon = taste.horizon;
    let calendar = vec((0..horizon, 1u32..12), 1..20)
        .prop_map(move |runs| Calendar::from_runs(horizon, runs.into_iter().map(|(from, length)| (from, from + length)).collect()));
    let calendars = if taste.calendars { vec(calendar, 3).boxed() } else { Just(Vec::new()).boxed() };
    let changes = if taste.varied { vec((0..horizon, 0u32..5), 0..4).boxed() } else { Just(Vec::new()).boxed() };
    let resource = (2u32..5, changes).prop_map(|(capacity, changes)| Resource { capacity, changes });
    (calendars, vec(resource, 3), vec(activity(taste), 1..25), 0u32..6).prop_map(move |(mut calendars, resources, mut activities, day)| {
        calendars.insert(0, Calendar::always(horizon));
        for (index, activity) in activities.iter_mut().enumerate() {
            activity.priority = index as u32;
            activity.links.retain(|_| index > 0);
            for link in &mut activity.links {
                link.from %= (index as u32).max(1);
            }
        }
        Problem { horizon, day, calendars, resources, activities }
    })
}

fn any_problem() -> impl Strategy<Value = Problem> {
    (any::<[bool; 4]>(), prop_oneof![4 => Just(300u32), 1 => Just(40)])
        .prop_flat_map(|([calendars, varied, fixed, links], horizon)| problem(Taste { calendars, varied, fixed, links, horizon }))
}

/// The worked slots of an activity's calendar, spelt out.
fn worked(problem: &Problem, calendar: Option<u32>) -> Vec<bool> {
    let mut slots = vec![calendar.is_none(); problem.horizon as usize];
    if let Some(calendar) = calendar {
        for (from, to) in problem.calendars[calendar as usize].runs(0, problem.horizon) {
            slots[from as usize..to as usize].fill(true);
        }
    }
    slots
}

fn used(problem: &Problem, start: &[u32], end: &[u32], resource: u32, slot: u32, free_only: bool) -> u32 {
    let mut sum = 0;
    for (index, activity) in problem.activities.iter().enumerate() {
        let runs = start[index] != UNPLACED && start[index] <= slot && slot < end[index];
        if runs && worked(problem, Some(activity.calendar))[slot as usize] && !(free_only && activity.fixed.is_some()) {
            sum += activity.uses.iter().filter(|used| used.0 == resource).map(|used| used.1).sum::<u32>();
        }
    }
    sum
}

fn capacity(resource: &Resource, slot: u32) -> u32 {
    let mut changes = resource.changes.clone();
    changes.sort_by_key(|change| change.0);
    changes.iter().rev().find(|change| change.0 <= slot).map_or(resource.capacity, |change| change.1)
}

/// Until when an end is in time: where nothing more of its day is worked, to the end of that.
fn stands_until(works: &[bool], end: u32, day: u32) -> u32 {
    let over = |slot: &u32| slot.checked_rem(day).is_none_or(|into| into == 0) || works.get(*slot as usize).copied().unwrap_or(false);
    let until = (end..).find(over).unwrap_or(end);
    if until.checked_rem(day) == Some(0) { until } else { end }
}

/// The end of some work that an end asks for, slot by slot: the first that is in time for it, but where nothing is worked on its day, as late on
/// the next as the work allows.
fn end_for(works: &[bool], asked: u32, work: u32, day: u32, exact: bool) -> Option<u32> {
    let until = |end: u32| if exact { end } else { stands_until(works, end, day) };
    let is_end = |end: &u32| *end == 0 || works.get(*end as usize - 1).copied().unwrap_or(false);
    let first = (0..=works.len() as u32).filter(is_end).find(|end| until(*end) >= asked)?;
    if first <= asked {
        return Some(first);
    }
    let begin = first - 1;
    let of_day = |slot: &u32| *slot == begin || day > 0 && slot / day == begin / day;
    let same = (begin..works.len() as u32).take_while(of_day).filter(|slot| works[*slot as usize]).take(work as usize);
    same.last().map(|last| last + 1)
}

/// Whether a link asks to the hour.
fn is_exact(problem: &Problem, link: &Link) -> bool {
    link.lag_calendar.is_none() && problem.day > 0 && link.lag % problem.day as i32 != 0
}

/// Whether a link holds, counted slot by slot.
fn holds(problem: &Problem, link: &Link, start: &[u32], end: &[u32], to: usize) -> bool {
    let anchor = match link.kind {
        LinkKind::FinishStart | LinkKind::FinishFinish => end[link.from as usize],
        LinkKind::StartStart | LinkKind::StartFinish => start[link.from as usize],
    };
    let tied = match link.kind {
        LinkKind::FinishStart | LinkKind::StartStart => start[to],
        LinkKind::FinishFinish | LinkKind::StartFinish if problem.activities[to].work == 0 || is_exact(problem, link) => end[to],
        LinkKind::FinishFinish | LinkKind::StartFinish => {
            stands_until(&worked(problem, Some(problem.activities[to].calendar)), end[to], problem.day)
        }
    };
    let slots = worked(problem, link.lag_calendar);
    let between = |from: u32, to: u32| (from..to).filter(|&slot| slots.get(slot as usize).copied().unwrap_or(false)).count() as i64;
    if link.lag == 0 {
        tied >= anchor
    } else if link.lag > 0 {
        if link.lag_calendar.is_none() { tied >= anchor + link.lag as u32 } else { between(anchor, tied) >= i64::from(link.lag) }
    } else if link.lag_calendar.is_none() {
        i64::from(tied) >= i64::from(anchor) + i64::from(link.lag)
    } else {
        tied >= anchor || between(tied, anchor) <= -i64::from(link.lag)
    }
}

fn check(problem: &Problem, start: &[u32], end: &[u32]) -> Result<(), String> {
    for (index, activity) in problem.activities.iter().enumerate() {
        if start[index] == UNPLACED {
            continue;
        }
        if let Some(fixed) = activity.fixed {
            if start[index] != fixed {
                return Err(format!("{index} moved from {fixed} to {}", start[index]));
            }
            continue;
        }
        let slots = worked(problem, Some(activity.calendar));
        let done = (start[index]..end[index]).filter(|&slot| slots[slot as usize]).count() as u32;
        let at_work = activity.work == 0 || (slots[start[index] as usize] && slots[end[index] as usize - 1]);
        if done != activity.work || !at_work || start[index] < activity.release || end[index] > problem.horizon {
            return Err(format!("{index} runs {}..{} with {done} worked slots", start[index], end[index]));
        }
        for link in &activity.links {
            if start[link.from as usize] != UNPLACED && !holds(problem, link, start, end, index) {
                return Err(format!("{index} at {}..{} breaks {link:?}", start[index], end[index]));
            }
        }
    }
    for (resource, index) in problem.resources.iter().zip(0u32..) {
        for slot in 0..problem.horizon {
            let all = used(problem, start, end, index, slot, false);
            let free = used(problem, start, end, index, slot, true);
            if all > capacity(resource, slot) && free > 0 && all - free.min(all) <= capacity(resource, slot) {
                return Err(format!("resource {index} overloaded in {slot}"));
            }
            if all > capacity(resource, slot) && free > 0 {
                return Err(format!("resource {index} used in {slot} where fixed activities overload it"));
            }
        }
    }
    Ok(())
}

fn cost(problem: &Problem, leveled: &super::Leveled) -> (usize, u64, u32) {
    let late = problem.activities.iter().zip(&leveled.end).filter(|(activity, end)| activity.fixed.is_none() && **end != UNPLACED);
    let late = late.map(|(activity, &end)| activity.due.map_or(0, |due| u64::from(end.saturating_sub(due)))).sum();
    (leveled.unplaced.len(), late, leveled.end.iter().copied().filter(|&end| end != UNPLACED).max().unwrap_or(0))
}

/// The problem with its activities in another order.
fn shuffled(problem: &Problem, keys: &[u32]) -> (Problem, Vec<usize>) {
    let mut order: Vec<usize> = (0..problem.activities.len()).collect();
    order.sort_by_key(|&index| keys.get(index).copied().unwrap_or(0));
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut activities: Vec<Activity> = order.iter().map(|&old| problem.activities[old].clone()).collect();
    for activity in &mut activities {
        activity.links.reverse();
        for link in &mut activity.links {
            link.from = place[link.from as usize] as u32;
        }
    }
    (Problem { activities, ..problem.clone() }, place)
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn a_levelled_schedule_holds(problem in any_problem(), schedules in 1u32..200) {
        let leveled = level(&problem, schedules, 1);
        prop_assert!(leveled.tried <= schedules.max(1));
        if let Err(fault) = check(&problem, &leveled.start, &leveled.end) {
            prop_assert!(false, "{fault}");
        }
    }

    #[test]
    fn nothing_is_too_strange(mut problem in any_problem(), strange in vec((0usize..25, 0u8..8, any::<u32>()), 1..8), horizon in prop_oneof![Just(0), Just(1), Just(300), Just(u32::MAX)]) {
        problem.horizon = horizon;
        for (index, what, value) in strange {
            let value = if value % 2 == 0 { u32::MAX - value % 3 } else { value };
            let index = index % problem.activities.len();
            let activity = &mut problem.activities[index];
            match what {
                0 => activity.work = value,
                1 => activity.release = value,
                2 => activity.fixed = Some(value),
                3 => activity.due = Some(value),
                4 => activity.uses.push((value % 4, value)),
                5 => activity.links.push(Link { from: value, kind: LinkKind::StartFinish, lag: 0, lag_calendar: Some(value) }),
                6 => activity.links.iter_mut().for_each(|link| link.lag = value as i32),
                _ => problem.resources[0].changes.push((value, value)),
            }
        }
        let leveled = level(&problem, 30, 1);
        let _ = (waits(&problem, &leveled.start), overloads(&problem, &leveled.start));
        prop_assert!(leveled.tried <= 30);
    }

    #[test]
    fn with_room_everything_finds_a_place(problem in problem(Taste { calendars: false, varied: false, fixed: true, links: true, horizon: 1000 })) {
        let leveled = level(&problem, 20, 1);
        for &index in &leveled.unplaced {
            let too_much = problem.resources.iter().zip(0u32..).any(|(resource, number)| {
                let uses = problem.activities[index as usize].uses.iter().filter(|used| used.0 == number);
                uses.map(|used| used.1).sum::<u32>() > resource.capacity
            });
            prop_assert!(too_much, "{index} found no place");
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(problem in any_problem(), keys in vec(any::<u32>(), 25)) {
        let leveled = level(&problem, 60, 7);
        let (other, place) = shuffled(&problem, &keys);
        let again = level(&other, 60, 7);
        for (old, &new) in place.iter().enumerate() {
            prop_assert_eq!((leveled.start[old], leveled.end[old]), (again.start[new], again.end[new]));
        }
    }

    #[test]
    fn more_schedules_are_never_worse(problem in any_problem(), fewer in 1u32..300, more in 1u32..300) {
        let (few, many) = (level(&problem, fewer, 3), level(&problem, fewer + more, 3));
        // Lateness against fixed activities that follow counts too, which this cost does not know.
        if problem.activities.iter().all(|activity| activity.fixed.is_none()) {
            prop_assert!(cost(&problem, &many) <= cost(&problem, &few));
        }
    }

    #[test]
    fn every_overload_is_found_and_none_invented(problem in any_problem(), starts in vec(0u32..60, 25)) {
        let starts = &starts[..problem.activities.len()];
        let ends: Vec<u32> = problem.activities.iter().zip(starts).map(|(activity, &start)| {
            problem.calendars[activity.calendar as usize].finish(start, activity.work).unwrap_or(problem.horizon.max(start))
        }).collect();
        let found = overloads(&problem, starts);
        for (resource, index) in problem.resources.iter().zip(0u32..) {
            for slot in 0..problem.horizon {
                let use_ = used(&problem, starts, &ends, index, slot, false);
                let over = use_ > capacity(resource, slot);
                let named: Vec<_> = found.iter().filter(|it| it.resource == index && it.from <= slot && slot < it.to).collect();
                prop_assert_eq!(named.len(), usize::from(over));
                prop_assert!(named.iter().all(|it| it.excess >= use_ - capacity(resource, slot)));
            }
        }
    }

    #[test]
    fn a_wait_names_a_resource_that_was_short(problem in any_problem()) {
        let leveled = level(&problem, 30, 5);
        for wait in waits(&problem, &leveled.start) {
            let activity = &problem.activities[wait.activity as usize];
            prop_assert!(wait.since < wait.until && wait.until == leveled.start[wait.activity as usize]);
            let before = problem.calendars[activity.calendar as usize].previous_worked(wait.until).unwrap_or(0);
            let resource = &problem.resources[wait.resource as usize];
            let use_ = used(&problem, &leveled.start, &leveled.end, wait.resource, before, false);
            let units: u32 = activity.uses.iter().filter(|used| used.0 == wait.resource).map(|used| used.1).sum();
            prop_assert!(use_ + units > capacity(resource, before));
            if let Some(behind) = wait.behind {
                prop_assert!(leveled.start[behind as usize] <= before && before < leveled.end[behind as usize]);
            }
        }
    }

    #[test]
    fn a_calendar_answers_as_its_slots_say(runs in vec((0u32..300, 1u32..40), 0..30), slot in 0u32..320, work in 0u32..60, width in 1u32..3, day in 0u32..9, exact in any::<bool>()) {
        let runs: Vec<_> = runs.into_iter().map(|(from, length)| (from, from + length * width)).collect();
        let calendar = Calendar::from_runs(300, runs.clone());
        let works: Vec<bool> = (0..300).map(|slot| runs.iter().any(|run| run.0 <= slot && slot < run.1)).collect();
        let count = |from: u32, to: u32| works.iter().take(to as usize).skip(from as usize).filter(|&&works| works).count() as u32;
        prop_assert_eq!(calendar.next_worked(slot), (slot..300).find(|&slot| works[slot as usize]));
        prop_assert_eq!(calendar.rank(slot), count(0, slot));
        prop_assert_eq!(calendar.total(), count(0, 300));
        if work > 0 {
            prop_assert_eq!(calendar.finish(slot, work), (0..=300).find(|&end| count(slot, end) == work));
            prop_assert_eq!(calendar.start(slot.min(300), work), (0..slot.min(300)).rev().find(|&start| count(start, slot.min(300)) == work));
            if slot <= 300 {
                let end = end_for(&works, slot, work, day, exact);
                let in_time = |finish: u32| end.is_some_and(|end| count(0, finish) >= count(0, end));
                let earliest = (0..300).find(|&start| works[start as usize] && calendar.finish(start, work).is_some_and(in_time));
                prop_assert_eq!(calendar.start_to_end_at(slot, work, day, exact), earliest);
            }
            if works.get(slot.wrapping_sub(1) as usize) == Some(&true) {
                prop_assert_eq!(calendar.stands_until(slot, day), stands_until(&works, slot, day));
            }
        }
        let mirrored = calendar.mirrored();
        prop_assert_eq!(mirrored.mirrored(), calendar.clone());
        for slot in 0..300 {
            prop_assert_eq!(mirrored.works(299 - slot), works[slot as usize]);
        }
    }
}

/// The packed table and the step functions are two ways to the same schedule.
#[test]
fn both_decoders_agree() {
    use super::decode::{Decoder, General, Schedule};
    use super::network::Compiled;
    use super::packed::Packed;

    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..300 {
        let taste = Taste { calendars: false, varied: true, fixed: true, links: true, horizon: 120 };
        let problem = problem(taste).new_tree(&mut runner).expect("a problem").current();
        let compiled = Compiled::new(&problem);
        let mirror = compiled.network.mirrored();
        for network in [&compiled.network, &mirror] {
            let count = compiled.origin.len();
            let order: Vec<u32> = (0..count as u32).rev().collect();
            let order = if std::ptr::eq(network, &mirror) { order } else { (0..count as u32).collect() };
            let (mut one, mut other) = (Schedule::new(count), Schedule::new(count));
            let mut packed = Packed::new(network).expect("all slots are worked");
            for _ in 0..2 {
                let all = packed.decode(&order, &compiled.release, &mut one);
                assert_eq!(all, General::new(network).decode(&order, &compiled.release, &mut other));
                assert_eq!((&one.start, &one.end), (&other.start, &other.end));
            }
        }
    }
}

fn simple(work: u32, uses: &[(u32, u32)], priority: u32, after: &[u32]) -> Activity {
    let link = |&from: &u32| Link { from, kind: LinkKind::FinishStart, lag: 0, lag_calendar: None };
    Activity { work, uses: uses.iter().copied().collect(), priority, links: after.iter().map(link).collect(), ..Activity::default() }
}

/// Two activities for one unit: the second waits behind the first, its follower for neither.
#[test]
fn a_wait_names_who_was_in_the_way() {
    let activities = vec![simple(3, &[(0, 1)], 0, &[]), simple(2, &[(0, 1)], 1, &[]), simple(1, &[], 2, &[1])];
    let problem = Problem { horizon: 50, day: 0, calendars: Vec::new(), resources: vec![Resource::constant(1)], activities };
    let found = waits(&problem, &[0, 3, 5]);
    assert_eq!(found, [super::Wait { activity: 1, since: 0, until: 3, resource: 0, behind: Some(0) }]);
}

/// What can never run is named; what follows it runs all the same.
#[test]
fn what_needs_too_much_is_left_out() {
    let activities = vec![simple(1, &[(0, 2)], 0, &[]), simple(2, &[(0, 1)], 1, &[0]), simple(60, &[], 2, &[])];
    let problem = Problem { horizon: 50, day: 0, calendars: Vec::new(), resources: vec![Resource::constant(1)], activities };
    let leveled = level(&problem, 10, 1);
    assert_eq!(leveled.unplaced, [0, 2]);
    assert_eq!((leveled.start[1], leveled.end[1]), (0, 2));
}

/// Lateness counts before the last end: the due one goes first although that ends the whole later.
#[test]
fn what_is_due_goes_first() {
    let mut activities = vec![simple(2, &[(0, 1)], 0, &[]), simple(5, &[], 1, &[0]), simple(3, &[(0, 1)], 2, &[])];
    activities[2].due = Some(3);
    let mut problem = Problem { horizon: 50, day: 0, calendars: Vec::new(), resources: vec![Resource::constant(1)], activities };
    assert_eq!(level(&problem, 50, 1).start, [3, 5, 0]);
    problem.activities[2].due = None;
    assert_eq!(level(&problem, 50, 1).start, [0, 2, 2]);
}

/// A fixed activity stays, takes its units, and the free ones keep away.
#[test]
fn a_fixed_activity_stays() {
    let mut activities = vec![simple(4, &[(0, 1)], 0, &[]), simple(3, &[(0, 1)], 1, &[]), simple(2, &[(0, 1)], 2, &[0])];
    activities[0].fixed = Some(2);
    let problem = Problem { horizon: 50, day: 0, calendars: Vec::new(), resources: vec![Resource::constant(1)], activities };
    let leveled = level(&problem, 50, 1);
    assert!(leveled.start[0] == 2 && leveled.start[1].min(leveled.start[2]) == 6);
    assert_eq!(leveled.end.iter().max(), Some(&11));
}

/// The least lateness, and with it the earliest last end, of works that one person does in any order.
fn best_of_all_orders(works: &[(u32, u32, Option<u32>)]) -> (u32, u32) {
    fn go(works: &[(u32, u32, Option<u32>)], left: &[usize], (free, late): (u32, u32)) -> (u32, u32) {
        let next = left.iter().map(|at| {
            let (work, release, due) = works[*at];
            let end = free.max(release) + work;
            let rest: Vec<usize> = left.iter().copied().filter(|other| other != at).collect();
            go(works, &rest, (end, late + end.saturating_sub(due.unwrap_or(u32::MAX))))
        });
        next.min().unwrap_or((late, free))
    }
    go(works, &(0..works.len()).collect::<Vec<_>>(), (0, 0))
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 200, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn few_works_of_one_person_are_done_in_the_best_order(works in vec((1u32..6, 0u32..5, proptest::option::of(1u32..12)), 1..5)) {
        let activity = |(at, (work, release, due)): (u32, &(u32, u32, Option<u32>))| {
            Activity { release: *release, due: *due, ..simple(*work, &[(0, 1)], at, &[]) }
        };
        let activities: Vec<Activity> = (0..).zip(&works).map(activity).collect();
        let problem = Problem { horizon: 90, day: 0, calendars: Vec::new(), resources: vec![Resource::constant(1)], activities };
        let leveled = level(&problem, 2000, 1);
        let late = works.iter().zip(&leveled.end).map(|((_, _, due), end)| end.saturating_sub(due.unwrap_or(u32::MAX))).sum::<u32>();
        let span = leveled.end.iter().copied().max().unwrap_or(0);
        prop_assert_eq!((late, span), best_of_all_orders(&works));
    }
}
