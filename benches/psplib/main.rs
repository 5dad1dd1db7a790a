//! Quality and speed of levelling on the PSPLIB instances: `cargo bench --bench psplib -- FOLDER [--budgets 1000,5000] [--sets j30,j120] [--threads 2] [--each] [--seed 1]`.
//!
//! The folder holds `.sm` files and `best_<set>.csv` with lines `name,lower bound,best known`. Without a folder nothing is run.

#![allow(clippy::disallowed_methods, reason = "a bench reads its files and the clock")]

mod sm;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use landfall::schedule::level::{Activity, Calendar, Link, LinkKind, Problem, Resource, default_schedules, level};

struct Instance {
    name: String,
    project: sm::Project,
    best: u32,
}

#[derive(Debug, Clone, Default)]
struct Outcome {
    name: String,
    best: u32,
    span: u32,
    tried: u32,
    seconds: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value = |name: &str| arguments.iter().position(|it| it == name).and_then(|at| arguments.get(at + 1)).cloned();
    let Some(folder) = arguments.first().filter(|it| !it.starts_with("--")).map(PathBuf::from) else {
        println!("no folder of PSPLIB instances given");
        return;
    };
    let budgets = value("--budgets").unwrap_or_else(|| "1000,5000,50000,0".to_owned());
    let budgets: Vec<u32> = budgets.split(',').filter_map(|it| it.parse().ok()).collect();
    let sets = value("--sets").unwrap_or_else(|| "j30,j60,j90,j120".to_owned());
    let threads = value("--threads").and_then(|it| it.parse().ok()).unwrap_or(1);
    let seed = value("--seed").and_then(|it| it.parse().ok()).unwrap_or(1);
    println!(
        "{:>5} {:>9} {:>9} {:>8} {:>9} {:>9} {:>9} {:>9}",
        "set", "schedules", "gap %", "best %", "ms mean", "ms max", "us/sched", "tried"
    );
    for budget in budgets {
        for set in sets.split(',') {
            let instances = load(&folder, set);
            let outcomes = run(&instances, budget, threads, seed);
            report(set, budget, &outcomes);
            if arguments.iter().any(|it| it == "--each") {
                for it in &outcomes {
                    println!("{} {} {} {} {:.1}", it.name, it.best, it.span, it.tried, it.seconds * 1e3);
                }
            }
        }
    }
}

fn load(folder: &Path, set: &str) -> Vec<Instance> {
    let text = std::fs::read_to_string(folder.join(format!("best_{set}.csv"))).unwrap_or_default();
    let best: HashMap<&str, u32> = text
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(',');
            Some((fields.next()?, fields.nth(1)?.trim().parse().ok()?))
        })
        .collect();
    let mut instances = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Some(name) = path.file_stem().and_then(|it| it.to_str()).filter(|_| path.extension().is_some_and(|it| it == "sm")) else {
            continue;
        };
        let Some(&best) = best.get(name) else { continue };
        let project = std::fs::read_to_string(&path).ok().and_then(|text| sm::read(&text)).expect("a PSPLIB project");
        instances.push(Instance { name: name.to_owned(), project, best });
    }
    instances.sort_by(|one, other| one.name.cmp(&other.name));
    instances
}

fn problem(project: &sm::Project) -> Problem {
    let horizon = project.durations.iter().sum();
    let mut activities: Vec<Activity> = (0u32..)
        .zip(project.durations.iter().zip(&project.demands))
        .map(|(priority, (&work, demands))| Activity {
            work,
            priority,
            uses: (0u32..).zip(demands.iter().copied()).filter(|used| used.1 > 0).collect(),
            ..Activity::default()
        })
        .collect();
    for (from, successors) in project.successors.iter().enumerate() {
        for &to in successors {
            activities[to].links.push(Link { from: from as u32, kind: LinkKind::FinishStart, lag: 0, lag_calendar: None });
        }
    }
    let resources = project.capacities.iter().map(|&capacity| Resource::constant(capacity)).collect();
    Problem { horizon, day: 0, calendars: vec![Calendar::always(horizon)], resources, activities }
}

/// The last end, when the schedule holds. Knows the project alone, nothing of the engine.
fn checked(project: &sm::Project, start: &[u32]) -> Result<u32, String> {
    let end: Vec<u32> = start.iter().zip(&project.durations).map(|(start, duration)| start + duration).collect();
    for (from, successors) in project.successors.iter().enumerate() {
        if let Some(to) = successors.iter().find(|&&to| start[to] < end[from]) {
            return Err(format!("{to} starts before {from} ends"));
        }
    }
    let span = end.iter().copied().max().unwrap_or(0);
    for (resource, &capacity) in project.capacities.iter().enumerate() {
        for time in 0..span {
            let running = (0..start.len()).filter(|&index| start[index] <= time && time < end[index]);
            if running.map(|index| project.demands[index][resource]).sum::<u32>() > capacity {
                return Err(format!("resource {resource} overloaded at {time}"));
            }
        }
    }
    Ok(span)
}

/// Seconds this thread has had a processor; nothing where the system does not tell.
fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

fn run(instances: &[Instance], budget: u32, threads: usize, seed: u64) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![Outcome::default(); instances.len()]);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(instance) = instances.get(index) else { break };
                    let problem = problem(&instance.project);
                    let schedules = if budget == 0 { default_schedules(problem.activities.len()) } else { budget };
                    let (clock, before) = (std::time::Instant::now(), processor_seconds());
                    let leveled = level(&problem, schedules, seed);
                    let wall = clock.elapsed().as_secs_f64();
                    let seconds = before.and_then(|before| Some(processor_seconds()? - before)).unwrap_or(wall);
                    let span = checked(&instance.project, &leveled.start).unwrap_or_else(|fault| panic!("{}: {fault}", instance.name));
                    assert!(leveled.tried <= schedules && leveled.unplaced.is_empty());
                    outcomes.lock().expect("no thread failed")[index] =
                        Outcome { name: instance.name.clone(), best: instance.best, span, tried: leveled.tried, seconds };
                }
            });
        }
    });
    outcomes.into_inner().expect("no thread failed")
}

fn report(set: &str, budget: u32, outcomes: &[Outcome]) {
    let count = outcomes.len().max(1) as f64;
    let gap = outcomes.iter().map(|it| f64::from(it.span) / f64::from(it.best) - 1.0).sum::<f64>() / count * 100.0;
    let hit = outcomes.iter().filter(|it| it.span <= it.best).count() as f64 / count * 100.0;
    let seconds: f64 = outcomes.iter().map(|it| it.seconds).sum();
    let most = outcomes.iter().map(|it| it.seconds).fold(0.0, f64::max);
    let tried: u64 = outcomes.iter().map(|it| u64::from(it.tried)).sum();
    let label = if budget == 0 { "default".to_owned() } else { budget.to_string() };
    println!(
        "{set:>5} {label:>9} {gap:>9.3} {hit:>8.1} {:>9.2} {:>9.2} {:>9.2} {:>9.0}",
        seconds / count * 1e3,
        most * 1e3,
        seconds / tried.max(1) as f64 * 1e6,
        tried as f64 / count
    );
}
