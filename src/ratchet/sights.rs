//! Two answers to one question, compared by what was seen: by path and name, never by line, so that lines that move change nothing.

use super::bounds::{Wants, wants};
use super::delta::Weight;
use super::moves::Moves;
use crate::evidence::{Answer, Outcome, Sight, Truth, judge};
use crate::model::Test;
use crate::syntax::Probe;
use std::collections::BTreeMap;

/// Places that are kept of one file, at the most; of a file with as many there may be more.
const OF_ONE_FILE: usize = 60;

/// What became of one condition between two trees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Nothing that matters.
    None,
    /// It went backwards.
    Worse {
        /// How much that weighs.
        weight: Weight,
        /// Whether it held and does not hold any more.
        fell: bool,
        /// What happened, in words.
        words: String,
        /// What is new or lost.
        names: Vec<Box<str>>,
    },
    /// It came nearer, or holds since.
    Better {
        /// Whether it did not hold and holds now.
        rose: bool,
        /// What happened, in words.
        words: String,
    },
}

/// What became of a condition, where some files were moved.
pub fn difference(test: &Test, then: &Answer, now: &Answer, moves: &Moves) -> Difference {
    let (held, holds) = (judge(test, then), judge(test, now));
    match (&held, &holds) {
        (Truth::True, Truth::Unknown(_)) if is_gone(test, then, now, moves) => {
            let words = "held, and nothing is left of what it was asked of".to_owned();
            return Difference::Worse { weight: Weight::Sure, fell: true, words, names: Vec::new() };
        }
        (Truth::True, Truth::Unknown(why)) => {
            let words = format!("held, and can no longer be measured: {why}");
            return Difference::Worse { weight: Weight::Doubtful, fell: true, words, names: Vec::new() };
        }
        (Truth::Unknown(_), _) | (_, Truth::Unknown(_)) => return Difference::None,
        (Truth::False, Truth::True) => return Difference::Better { rose: true, words: "holds now".to_owned() },
        _ => {}
    }
    let fell = held == Truth::True && holds == Truth::False;
    let wanted = wants(test);
    let offends = matches!(test.probe, Probe::Isolation | Probe::Parses | Probe::Tests) && !test.negated;
    let changed = Changed::between(test.probe, then, now, moves);
    if offends || wanted == Wants::Few && test.probe != Probe::Lines {
        return offenders(test, then, now, changed, fell, holds == Truth::True);
    }
    if holds == Truth::True {
        return Difference::None;
    }
    let names = match wanted {
        _ if test.probe == Probe::Lines => grown(then, now, moves),
        Wants::Few => changed.added,
        Wants::Many => changed.lost,
        Wants::Exactly => changed.added.into_iter().chain(changed.lost).collect(),
    };
    let moved = if fell { "held, and does not hold any more".to_owned() } else { "is further from holding".to_owned() };
    match further(test, then, now, wanted) {
        Some(true) => Difference::Worse { weight: Weight::Sure, fell, words: figures(moved, then, now), names },
        Some(false) if !fell => Difference::Better { rose: false, words: figures("is nearer to holding".to_owned(), then, now) },
        _ if fell => Difference::Worse { weight: Weight::Sure, fell, words: figures(moved, then, now), names },
        _ => Difference::None,
    }
}

/// Whether what an answer was found in then is there no more: so it is known why nobody can tell now.
pub(super) fn is_gone(test: &Test, then: &Answer, now: &Answer, moves: &Moves) -> bool {
    let left = || !then.seen.is_empty() && then.seen.iter().all(|sight| moves.has_left(&sight.path));
    match test.probe {
        // A name that nothing in the tree has may come from elsewhere, but then it did not before.
        Probe::Resolves => left(),
        // What should be few is what was to go.
        _ => wants(test) != Wants::Few && now.no_file && then.looked_at > 0,
    }
}

/// What is seen now and was not then, and the other way round, by path and name.
pub(super) fn changed(probe: Probe, then: &Answer, now: &Answer, moves: &Moves) -> Changed {
    Changed::between(probe, then, now, moves)
}

/// What should be few: every new one by name, even where others went.
fn offenders(test: &Test, then: &Answer, now: &Answer, changed: Changed, fell: bool, holds: bool) -> Difference {
    let grew = matches!((count(then), count(now)), (Some(then), Some(now)) if now > then);
    let unnamed = grew && changed.added.is_empty() && !holds;
    if fell || !changed.added.is_empty() || unnamed {
        let what = match (fell, changed.added.len()) {
            (true, _) => "held, and does not hold any more".to_owned(),
            (_, 0) => "has more that are not named one by one".to_owned(),
            (_, 1) => "has a new one".to_owned(),
            (_, more) => format!("has {more} new ones"),
        };
        let note = if holds { ", within what the condition allows" } else { "" };
        let weight = if holds { Weight::Doubtful } else { Weight::Sure };
        return Difference::Worse { weight, fell, words: format!("{}{note}", figures(what, then, now)), names: changed.added };
    }
    if changed.lost.is_empty() || test.negated && holds {
        return Difference::None;
    }
    let gone = changed.lost.len();
    Difference::Better { rose: false, words: figures(format!("{gone} fewer"), then, now) }
}

/// Whether a number went the wrong way; nothing when it stayed, or nobody can tell.
fn further(test: &Test, then: &Answer, now: &Answer, wanted: Wants) -> Option<bool> {
    let (before, after) = (number(then)?, number(now)?);
    let (wrong, right) = match wanted {
        Wants::Few => (after > before, after < before),
        Wants::Many => {
            let each = |answer: &Answer| if let Outcome::Count(_, each) = &answer.outcome { each.clone() } else { Vec::new() };
            let (old, new) = (each(then), each(now));
            let one_less = test.bound.is_none() && old.len() == new.len() && old.iter().zip(&new).any(|(old, new)| *old > 0 && *new == 0);
            let parts = matches!(now.outcome, Outcome::Each(_));
            (after < before && (test.bound.is_some() || parts) || one_less, after > before && !one_less)
        }
        Wants::Exactly => {
            let goal = test.bound.map_or(0.0, |(_, amount)| amount.value());
            let (old, new) = ((before - goal).abs(), (after - goal).abs());
            (new > old, new < old)
        }
    };
    if wrong {
        Some(true)
    } else if right {
        Some(false)
    } else {
        None
    }
}

/// Files that have more lines than before.
fn grown(then: &Answer, now: &Answer, moves: &Moves) -> Vec<Box<str>> {
    let lines = |sight: &Sight| sight.what.split(' ').next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0);
    let before: BTreeMap<&str, u64> = then.seen.iter().map(|sight| (&*sight.path, lines(sight))).collect();
    let more = now.seen.iter().filter_map(|sight| {
        let (old, new) = (before.get(moves.origin(&sight.path).unwrap_or(&sight.path)).copied().unwrap_or(0), lines(sight));
        (new > old).then(|| format!("{} ({new} lines, before {old})", sight.path).into())
    });
    more.collect()
}

fn number(answer: &Answer) -> Option<f64> {
    match &answer.outcome {
        Outcome::Count(all, _) => Some(*all as f64),
        Outcome::Share(part, whole) if *whole > 0 => Some(*part as f64 * 100.0 / *whole as f64),
        Outcome::Each(parts) => Some(parts.iter().filter(|part| **part == Truth::True).count() as f64),
        Outcome::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn count(answer: &Answer) -> Option<u64> {
    if let Outcome::Count(all, _) = answer.outcome { Some(all) } else { None }
}

/// Adds what was measured then and now.
fn figures(words: String, then: &Answer, now: &Answer) -> String {
    match (then.measured(), now.measured()) {
        (before, after) if before.is_empty() || after.is_empty() => words,
        (before, after) if before == after => format!("{words} ({after}, as before)"),
        (before, after) => format!("{words} ({after}, before it was {before})"),
    }
}

/// What is seen of now and was not of then, and the other way round.
#[derive(Debug, Default)]
pub(super) struct Changed {
    pub added: Vec<Box<str>>,
    pub lost: Vec<Box<str>>,
}

type Key<'a> = (&'a str, &'a str);

impl Changed {
    fn between(probe: Probe, then: &Answer, now: &Answer, moves: &Moves) -> Changed {
        let (old, new) = (Seen::new(probe, then), Seen::new(probe, now));
        let mut added: Vec<(Key<'_>, u64)> = new.beyond(&old);
        let mut lost: Vec<(Key<'_>, u64)> = old.beyond(&new);
        // A file that was moved took with it what was in it, and no more.
        for (key, more) in &mut added {
            for (_, less) in lost.iter_mut().filter(|(other, _)| other.1 == key.1 && moves.has(other.0, key.0)) {
                let taken = (*more).min(*less);
                (*more, *less) = (*more - taken, *less - taken);
            }
        }
        added.retain(|(_, more)| *more > 0);
        lost.retain(|(_, less)| *less > 0);
        let show = |all: Vec<(Key<'_>, u64)>| all.into_iter().map(|(key, more)| shown(key, more)).collect();
        Changed { added: show(added), lost: show(lost) }
    }
}

fn shown((path, what): Key<'_>, more: u64) -> Box<str> {
    let times = if more > 1 { format!(", {more} times") } else { String::new() };
    match (path, what) {
        ("", what) => format!("{what}{times}").into(),
        (path, "") => format!("{path}{times}").into(),
        (path, what) => format!("{path} ({what}){times}").into(),
    }
}

/// What was seen, by identity.
struct Seen<'a> {
    counts: BTreeMap<Key<'a>, u64>,
    by_path: BTreeMap<&'a str, usize>,
    /// The last path that was kept, where not all was.
    end: Option<&'a str>,
}

impl<'a> Seen<'a> {
    fn new(probe: Probe, answer: &'a Answer) -> Seen<'a> {
        let mut seen = Seen { counts: BTreeMap::new(), by_path: BTreeMap::new(), end: None };
        for sight in &answer.seen {
            *seen.counts.entry(identity(probe, sight)).or_default() += 1;
            *seen.by_path.entry(identity(probe, sight).0).or_default() += 1;
        }
        if answer.more > 0 {
            seen.end = answer.seen.last().map(|sight| identity(probe, sight).0);
        }
        seen
    }

    /// Whether everything that was seen of a path was kept.
    fn is_whole(&self, path: &str) -> bool {
        self.end.is_none_or(|end| path < end && self.by_path.get(path).is_none_or(|count| *count < OF_ONE_FILE))
    }

    /// What is here and not there, as far as that can be told, with how many more.
    fn beyond(&self, other: &Seen<'_>) -> Vec<(Key<'a>, u64)> {
        let all = self.counts.iter().filter(|(key, _)| other.is_whole(key.0));
        all.filter_map(|(key, count)| {
            let known = other.counts.get(key).copied().unwrap_or(0);
            (*count > known).then(|| (*key, count - known))
        })
        .collect()
    }
}

/// What makes something that was seen the same in another tree.
fn identity(probe: Probe, sight: &Sight) -> Key<'_> {
    match probe {
        // The report may be called otherwise, and what came of it may be told otherwise.
        Probe::Tests => ("", sight.what.rsplit_once(' ').map_or(&*sight.what, |(id, _)| id)),
        // How often, where and in which way is told beside the name.
        Probe::Import | Probe::Parses | Probe::Lines => (&sight.path, ""),
        Probe::Isolation => {
            let end = [", inside a function", ", for the type checker", ", in cell "].iter().filter_map(|mark| sight.what.find(mark)).min();
            (&sight.path, end.map_or(&*sight.what, |end| &sight.what[..end]))
        }
        Probe::Symbol | Probe::Resolves => {
            let what = sight.what.split(", by ").next().unwrap_or_default();
            (&sight.path, what.split("in cell ").next().unwrap_or_default().trim_end_matches(", "))
        }
        _ => (&sight.path, &sight.what),
    }
}
