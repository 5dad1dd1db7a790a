//! `parses`: whether files are well-formed.

use super::super::answer::{Answer, Outcome, Sight};
use super::Seen;
use crate::code::Facts;
use crate::code::facts::{Place, Stopped};

/// What one file shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    faults: u32,
    first: Option<Place>,
    /// Why it was not read whole.
    stopped: Option<Box<str>>,
}

impl Found {
    /// What the facts of a file show.
    pub fn of(facts: &Facts) -> Found {
        let stopped = facts.parses().is_none().then(|| {
            Box::from(match facts.stopped {
                Some(Stopped::TooLarge { bytes, most }) => format!("it has {bytes} bytes, more than the {most} that are parsed"),
                _ => "it takes too long to parse".to_owned(),
            })
        });
        Found { faults: facts.syntax.count, first: facts.syntax.first.first().copied(), stopped }
    }

    /// The file alone: one when it does not parse.
    pub fn outcome(&self) -> Outcome {
        match &self.stopped {
            Some(why) => Outcome::Unknown(why.clone()),
            None => Outcome::Count(u64::from(self.faults > 0), vec![u64::from(self.faults > 0)]),
        }
    }
}

/// How many files do not parse.
pub fn answer(seen: &Seen<'_>, all: &[(u32, &Found)]) -> Answer {
    let (mut sights, mut stopped) = (Vec::new(), None);
    for (file, found) in all {
        let path = seen.path(*file);
        if let Some(why) = &found.stopped {
            stopped.get_or_insert_with(|| format!("`{path}` was not parsed: {why}"));
        }
        if found.faults > 0 {
            let what = match (found.faults, found.first) {
                (1, Some(place)) => format!("syntax error in column {}", place.column),
                (count, Some(place)) => format!("{count} syntax errors, the first in column {}", place.column),
                (count, None) => format!("{count} syntax errors"),
            };
            sights.push(Sight { path: path.into(), line: found.first.map(|place| place.line), what: what.into() });
        }
    }
    let faulty = sights.len() as u64;
    let outcome = match stopped {
        // One that does not parse decides; one that was not parsed might.
        Some(why) if faulty == 0 => Outcome::Unknown(why.into()),
        _ => Outcome::Count(faulty, vec![faulty]),
    };
    let mut answer = Answer::new(outcome).with(sights);
    if !all.is_empty() {
        answer.remarks.push(format!("{faulty} of {} do not parse", files(all.len())).into());
    }
    answer
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}
