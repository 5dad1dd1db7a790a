//! Paths that a plan asked for, and whether what it asks now says as much of them.

use super::bounds::{Wants, wants};
use crate::model::{Condition, Place, Test};
use crate::syntax::Probe;

/// What is asked of one thing: the paths that count, its condition, and whether it is to be gone.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'p> {
    /// Where it stands.
    pub at: &'p [Place],
    /// Where it stood, as far as the plan says so.
    pub was: &'p [Place],
    /// The glob of its units.
    pub each: Option<&'p str>,
    /// What must hold.
    pub condition: Option<&'p Condition>,
    /// Whether it is to be gone at the end.
    pub retires: bool,
}

/// Paths of then that nothing asks for any more, each with how that came, as the end of a sentence.
pub fn dropped<'o>(old: Asked<'o>, new: Asked<'_>) -> Vec<(&'o Place, String)> {
    // Beside a condition a path is only the place, but for what is to be gone.
    if old.condition.is_some() && !old.retires {
        return if new.condition.is_some() { Vec::new() } else { unnamed(old.at, new) };
    }
    match new.condition {
        Some(condition) if !new.retires => {
            let asked = |path: &str| asks_for(condition, path, false) || new.each.is_some_and(|glob| is_within(glob, path));
            // What stood there is asked for where it stands now.
            let moved = |path: &str| names(new.was, path) && new.at.iter().any(|place| asked(&place.path));
            let lost = old.at.iter().filter(|place| !asked(&place.path) && !moved(&place.path));
            lost.map(|place| (place, format!("no longer asks that something stands at `{}`", place.path))).collect()
        }
        Some(condition) => unnamed(old.at, new).into_iter().filter(|(place, _)| !asks_for(condition, &place.path, true)).collect(),
        None => unnamed(old.at, new),
    }
}

/// Paths that are not named any more.
fn unnamed<'o>(old: &'o [Place], new: Asked<'_>) -> Vec<(&'o Place, String)> {
    // What stood there stands elsewhere now, or is looked for at both places.
    let moved = |path: &str| (!new.at.is_empty() || new.retires) && names(new.was, path);
    let gone = old.iter().filter(|place| !names(new.at, &place.path) && !moved(&place.path));
    gone.map(|place| {
        let instead = new.at.iter().filter(|now| !names(old, &now.path)).map(|now| format!("`{}`", now.path)).collect::<Vec<_>>();
        let words = match instead.as_slice() {
            [] => format!("no longer stands at `{}`", place.path),
            instead => format!("was at `{}` and is at {}, without `was`", place.path, instead.join(", ")),
        };
        (place, words)
    })
    .collect()
}

fn names(places: &[Place], path: &str) -> bool {
    places.iter().any(|place| *place.path == *path)
}

/// Whether a condition cannot hold unless something stands at a path, or, of what is to be gone, unless nothing does.
fn asks_for(condition: &Condition, path: &str, retires: bool) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().any(|part| asks_for(part, path, retires)),
        Condition::Any(parts) => !parts.is_empty() && parts.iter().all(|part| asks_for(part, path, retires)),
        Condition::Test(test) if retires => denies(test, path),
        Condition::Test(test) => needs(test, path),
        Condition::Attested(_) => false,
    }
}

/// Whether a test holds only where nothing stands at a path.
fn denies(test: &Test, path: &str) -> bool {
    let of_paths = matches!(test.probe, Probe::File | Probe::Directory) && test.except.is_empty();
    of_paths && test.negated && test.bound.is_none() && test.subjects.iter().any(|subject| is_within(path, subject))
}

/// Whether a test holds only where something stands at a path, or in a folder.
fn needs(test: &Test, path: &str) -> bool {
    let all = |these: &[Box<str>]| !these.is_empty() && these.iter().all(|one| is_within(one, path));
    let many = wants(test) != Wants::Few && !test.negated && !test.holds_of_none();
    match test.probe {
        Probe::File | Probe::Directory if test.bound.is_none() => many && test.subjects.iter().any(|subject| is_within(subject, path)),
        Probe::File | Probe::Directory => many && all(&test.subjects),
        Probe::Text | Probe::Symbol | Probe::Import => many && all(&test.under),
        // Where nothing stands these are not known to hold, whatever they want.
        Probe::Lines | Probe::Parses | Probe::LineCoverage | Probe::BranchCoverage => {
            !test.negated
                && test.under.iter().chain(&test.subjects).all(|one| is_within(one, path))
                && !(test.under.is_empty() && test.subjects.is_empty())
        }
        Probe::Value => !test.negated && all(&test.subjects),
        Probe::Resolves => !test.negated && test.subjects.iter().any(|subject| is_module(subject, path)),
        _ => false,
    }
}

/// Whether a path or glob is a path, or lies below it.
fn is_within(glob: &str, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    glob.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the name of a module is that of a path: `app.env` of `src/app/env.py`.
fn is_module(name: &str, path: &str) -> bool {
    let name = name.replace("::", "/").replace('.', "/");
    let file = path.trim_end_matches('/');
    let stem = match file.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => stem,
        _ => file,
    };
    stem.strip_suffix(&*name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}
