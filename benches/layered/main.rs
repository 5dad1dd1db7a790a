//! Speed of levelling on layered random projects: `cargo bench --bench layered`.

#![allow(clippy::disallowed_methods, reason = "a bench reads its files and the clock")]

use std::time::Instant;

use landfall::schedule::level::{Activity, Calendar, Link, LinkKind, Problem, Resource, level};

/// Random numbers that are the same everywhere (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((((word ^ (word >> 31)) >> 32) * u64::from(limit)) >> 32) as u32
    }
}

fn project(count: u32, resources: u32, weeks: bool) -> Problem {
    let mut random = Random(u64::from(count));
    let layers = match count {
        0..=1000 => 20,
        1001..=10_000 => 40,
        _ => 60,
    };
    let mut layer: Vec<u32> = (0..count).map(|_| random.below(layers)).collect();
    layer.sort_unstable();
    let bounds: Vec<u32> = (0..=layers).map(|number| layer.partition_point(|&it| it < number) as u32).collect();
    let mut activities = Vec::new();
    for (priority, &layer) in (0u32..).zip(&layer) {
        let mut links = Vec::new();
        let wanted = [1, 2, 2, 3][random.below(4) as usize];
        for _ in 0..if layer > 0 { wanted } else { 0 } {
            let back = if random.below(10) < 7 { layer - 1 } else { random.below(layer) };
            let (from, to) = (bounds[back as usize], bounds[back as usize + 1]);
            if from < to {
                links.push(Link { from: from + random.below(to - from), kind: LinkKind::FinishStart, lag: 0, lag_calendar: None });
            }
        }
        let uses = [(random.below(resources), 1)].into_iter().collect();
        let calendar = if weeks { random.below(4) } else { 0 };
        activities.push(Activity { work: 1 + random.below(5), calendar, uses, priority, links, ..Activity::default() });
    }
    let horizon = if weeks { 100_000 } else { 20_000 };
    let calendar = |pause: u32| {
        let runs = (0..horizon / 7).filter(|week| pause == 0 || week % (20 + pause) != 0).map(|week| (7 * week, 7 * week + 5));
        Calendar::from_runs(horizon, runs.collect())
    };
    let calendars = if weeks { (0..4).map(calendar).collect() } else { vec![Calendar::always(horizon)] };
    Problem { horizon, day: 0, calendars, resources: vec![Resource::constant(1); resources as usize], activities }
}

fn main() {
    println!(
        "{:>10} {:>10} {:>9} {:>10} {:>12} {:>12} {:>8} {:>8}",
        "activities", "calendars", "schedules", "total ms", "ms/schedule", "first ms", "end", "first"
    );
    for weeks in [false, true] {
        for (count, schedules) in [(1000, 41), (10_000, 21), (100_000, 5)] {
            let problem = project(count, 250, weeks);
            let clock = Instant::now();
            let one = level(&problem, 1, 1);
            let first = clock.elapsed().as_secs_f64() * 1e3;
            let clock = Instant::now();
            let leveled = level(&problem, schedules, 1);
            let total = clock.elapsed().as_secs_f64() * 1e3;
            let per = (total - first) / f64::from(leveled.tried.max(2) - 1);
            let (end, early) = (leveled.end.iter().max(), one.end.iter().max());
            println!(
                "{count:>10} {:>10} {:>9} {total:>10.2} {per:>12.3} {first:>12.2} {:>8} {:>8}",
                problem.calendars.len(),
                leveled.tried,
                end.copied().unwrap_or(0),
                early.copied().unwrap_or(0)
            );
        }
    }
}
