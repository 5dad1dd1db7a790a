//! `symbol`: what is defined where.

use super::super::answer::{Answer, Outcome, Sight};
use super::super::needles::{Hit, Needles, Trigger, in_word, last_word};
use super::{NEAR, Needs, Seen, is_test, seeming};
use crate::code::facts::Deletion;
use crate::code::{Definition, Facts, Guard, Kind, Language, Mention, may_define};
use std::collections::BTreeSet;

/// Names that are to be defined.
#[derive(Debug)]
pub struct Wanted {
    names: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    written: Box<str>,
    needle: Option<u32>,
}

/// What one file shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// By name, its definitions.
    each: Vec<Vec<Defined>>,
    /// By place among the names, how near it is (nearest first), the line, and what stands there.
    near: Vec<(usize, u8, u32, Box<str>)>,
    /// A name, the line on which it stands, and why nobody can tell what it is there.
    broken: Option<(usize, u32, &'static str)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Defined {
    line: u32,
    what: Box<str>,
    assigned: bool,
    local: bool,
    test: bool,
}

impl Wanted {
    /// The names of a question.
    pub fn new(subjects: &[Box<str>]) -> Wanted {
        Wanted { names: subjects.iter().map(|written| Name { written: written.clone(), needle: None }).collect() }
    }

    /// Files without the last part of a name do not define it.
    pub fn triggers(&mut self, needles: &mut Needles) -> Option<Vec<Trigger>> {
        let mut triggers = Vec::new();
        for name in &mut self.names {
            let needle = needles.number(last_word(&name.written).as_bytes())?;
            name.needle = Some(needle);
            triggers.push(Trigger { needle, whole: true, paths: false });
        }
        triggers.extend(self.names.iter().filter_map(|name| Some(Trigger { needle: name.needle?, whole: false, paths: false })));
        triggers.dedup();
        Some(triggers)
    }

    /// The needles of the names.
    pub fn needles(&self) -> impl Iterator<Item = u32> + '_ {
        self.names.iter().filter_map(|name| name.needle)
    }

    /// Whether the file must be parsed: whether one of the names stands as in a definition, whole or as part of a longer one.
    pub fn may_be_in(&self, needs: &Needs<'_>) -> bool {
        let wanted = |hit: &&Hit| self.names.iter().any(|name| name.needle == Some(hit.needle));
        let python = needs.language == Some(Language::Python);
        let whole = needs.hits.iter().filter(wanted).any(|hit| !python || may_define(needs.bytes, hit.start, hit.end));
        whole || needs.parts.iter().filter(wanted).any(|hit| longer(needs.bytes, hit).is_some())
    }

    /// The names that a file seems to define for which there is no parser, each by its place and with the line.
    pub fn seem_in(&self, needs: &Needs<'_>) -> Vec<(usize, u32)> {
        let defined = |hit: &&Hit| seeming::defines(needs, hit.start, hit.end);
        let of = |(at, name): (usize, &Name)| {
            let hit = needs.hits.iter().filter(|hit| Some(hit.needle) == name.needle).find(defined)?;
            Some((at, needs.line_at(hit.start)))
        };
        self.names.iter().enumerate().filter_map(of).collect()
    }

    /// What a file defines of the names.
    pub fn look(&self, facts: &Facts, mentions: &[Mention], needs: &Needs<'_>) -> Found {
        let mut found = Found { each: Vec::new(), near: Vec::new(), broken: None };
        for (at, name) in self.names.iter().enumerate() {
            let mut known = BTreeSet::new();
            let gone = |definition: &&Definition| is_deleted(facts, definition);
            let defining = || facts.defining(&name.written).filter(|definition| !is_variable(definition) && !gone(definition));
            let taken = |definition: &&Definition| definition.guard != Guard::Never;
            let defined: Vec<Defined> = defining().filter(taken).filter(|one| known.insert(&*one.name)).map(Defined::of).collect();
            if let Some(left_out) = defining().next().filter(|_| defined.is_empty()) {
                found.broken.get_or_insert((at, left_out.line, "where no build and no run takes it"));
            }
            if defined.is_empty() {
                self.nearest(at, facts, mentions, needs, &mut found);
            }
            found.each.push(defined);
        }
        found
    }

    fn nearest(&self, at: usize, facts: &Facts, mentions: &[Mention], needs: &Needs<'_>, found: &mut Found) {
        let name = &self.names[at];
        let last = last_word(&name.written);
        // Of `A.b`: another `b`, or an `A` without it; of `UserRepository`: `AuthUserRepository`, or a slip of the pen.
        let owner = name.written.rsplit_once(['.', ':']).map(|(owner, _)| last_word(owner));
        let likeness = |definition: &Definition| {
            let other = last_word(&definition.name);
            match () {
                () if other == last => Some(0),
                () if owner.is_none() && last.len() > 3 && other.contains(last) => Some(1),
                () if other.len() < 60 && last.len() < 60 && strsim::jaro_winkler(other, last) >= 0.93 => Some(1),
                () if owner == Some(other) => Some(2),
                () => None,
            }
        };
        let like = facts.definitions.iter().filter(|definition| definition.kind.counts() && !is_variable(definition));
        let mut like: Vec<(u8, &Definition)> = like.filter_map(|definition| Some((likeness(definition)?, definition))).collect();
        like.sort_by_key(|(rank, definition)| (*rank, definition.line));
        let told = like.iter().take(2).map(|(rank, one)| (at, *rank, one.line, Box::from(format!("{} {}", one.kind.word(), one.name))));
        found.near.extend(told);
        let hits = needs.hits.iter().filter(|hit| Some(hit.needle) == name.needle);
        let places: BTreeSet<u32> = hits.map(|hit| hit.start as u32).collect();
        let mut here = mentions.iter().filter(|mention| places.contains(&mention.at));
        if let Some(broken) = here.clone().find(|mention| mention.broken) {
            found.broken.get_or_insert((at, broken.line, "where the file does not parse"));
        }
        if let Some(first) = places.first().filter(|_| facts.stopped.is_some()) {
            found.broken.get_or_insert((at, needs.line_at(*first as usize), "and there is more in the file than is read"));
        }
        if like.is_empty()
            && let Some(used) = here.next()
        {
            found.near.push((at, 3, used.line, "it is used here".into()));
        }
    }

    /// What all files together show.
    pub fn answer(&self, seen: &Seen<'_>, all: &[(u32, &Found)]) -> Answer {
        let mut counts = vec![0u64; self.names.len()];
        let (mut sights, mut near, mut broken) = (Vec::new(), Vec::new(), None);
        let (mut plain, mut outside_tests, mut reachable) = (counts.clone(), counts.clone(), counts.clone());
        for (file, found) in all {
            let path = seen.path(*file);
            let test = is_test(path);
            for (at, defined) in found.each.iter().enumerate() {
                for one in defined {
                    counts[at] += 1;
                    plain[at] += u64::from(!one.assigned);
                    outside_tests[at] += u64::from(!one.test && !test);
                    reachable[at] += u64::from(!one.local);
                    sights.push(Sight { path: path.into(), line: Some(one.line), what: one.what.clone() });
                }
            }
            near.extend(found.near.iter().map(|(at, rank, line, what)| (*rank, path, *line, what, *at)));
            if let Some((at, line, why)) = found.broken {
                broken.get_or_insert((at, path, line, why));
            }
        }
        let mut remarks: Vec<Box<str>> = Vec::new();
        for (at, name) in self.names.iter().enumerate().filter(|(at, _)| counts[*at] > 0) {
            for (others, words) in
                [(&plain, "through assignment"), (&outside_tests, "only in tests"), (&reachable, "only inside a function")]
            {
                if others[at] == 0 {
                    remarks.push(format!("`{}` is defined {words}", name.written).into());
                }
            }
        }
        let unseen = broken.filter(|(at, ..)| counts[*at] == 0);
        let outcome = match unseen {
            Some((at, path, line, why)) => {
                let name = &self.names[at].written;
                Outcome::Unknown(format!("`{name}` stands in `{path}`, line {line}, {why}").into())
            }
            None => Outcome::Count(counts.iter().sum(), counts.clone()),
        };
        let mut answer = Answer::new(outcome).with(sights);
        near.retain(|(.., at)| counts[*at] == 0);
        near.sort_unstable();
        let told = near.into_iter().map(|(_, path, line, what, _)| Sight { path: path.into(), line: Some(line), what: what.clone() });
        answer.near = told.take(NEAR).collect();
        for name in self.names.iter().zip(&counts).filter(|(_, count)| **count == 0).map(|(name, _)| name) {
            answer.near.extend(namesakes(seen, &name.written));
        }
        answer.near.truncate(NEAR);
        answer.remarks = remarks;
        answer
    }

    /// The names that are defined nowhere, by the last part of each.
    pub fn lacking(&self, outcome: &Outcome) -> Vec<&str> {
        let Outcome::Count(_, counts) = outcome else { return Vec::new() };
        self.names.iter().zip(counts).filter(|(_, count)| **count == 0).map(|(name, _)| last_word(&name.written)).collect()
    }

    /// The outcome of one file.
    pub fn outcome(&self, found: &Found) -> Outcome {
        let counts: Vec<u64> = found.each.iter().map(|defined| defined.len() as u64).collect();
        match found.broken.filter(|(at, ..)| counts[*at] == 0) {
            Some((at, line, why)) => {
                let name = &self.names[at].written;
                Outcome::Unknown(format!("`{name}` stands in line {line}, {why}").into())
            }
            None => Outcome::Count(counts.iter().sum(), counts),
        }
    }

    /// The outcome of a file that has none of the names.
    pub fn nothing(&self) -> Outcome {
        Outcome::Count(0, vec![0; self.names.len()])
    }
}

impl Defined {
    fn of(definition: &Definition) -> Defined {
        let mut what = format!("{} {}", definition.kind.word(), definition.name);
        let test = definition.guard == Guard::Test;
        let marks = [
            (definition.assigned && definition.kind != Kind::Assignment, "through assignment"),
            (definition.local, "inside a function"),
            (test, "in test builds"),
            (definition.guard == Guard::TypeChecking, "for the type checker"),
            (definition.guard == Guard::Conditional, "under a condition"),
        ];
        for (_, mark) in marks.iter().filter(|(holds, _)| *holds) {
            what.push_str(", ");
            what.push_str(mark);
        }
        if let Some(value) = definition.value.as_ref().filter(|_| definition.assigned) {
            what.push_str(&format!(" = {value}"));
        }
        let (assigned, local) = (definition.assigned, definition.local);
        Defined { line: definition.line, what: what.into(), assigned, local, test }
    }
}

/// Whether a name of Python is taken away again behind its definition, whatever happens.
fn is_deleted(facts: &Facts, definition: &Definition) -> bool {
    let of = |deletion: &&Deletion| deletion.name == definition.name && deletion.guard == Guard::Always && deletion.line > definition.line;
    facts.deletions.iter().any(|deletion| of(&deletion))
}

/// A variable of a function is nothing that others could use.
fn is_variable(definition: &Definition) -> bool {
    definition.local && matches!(definition.kind, Kind::Assignment | Kind::Declared | Kind::Constant | Kind::Field)
}

/// The longer name that a name is part of, where it stands behind a word that defines.
fn longer<'b>(bytes: &'b [u8], hit: &Hit) -> Option<&'b str> {
    if hit.end - hit.start <= 3 {
        return None;
    }
    let start = bytes.get(..hit.start)?.iter().rposition(|byte| !in_word(*byte)).map_or(0, |at| at + 1);
    let end = hit.end + bytes.get(hit.end..)?.iter().position(|byte| !in_word(*byte)).unwrap_or(bytes.len() - hit.end);
    let before = bytes.get(start.saturating_sub(12)..start)?;
    let before = before.strip_suffix(b" ")?;
    let words = [&b"class"[..], b"interface", b"struct", b"enum", b"trait"];
    words.iter().any(|word| before.ends_with(word)).then(|| std::str::from_utf8(bytes.get(start..end)?).ok())?
}

/// Files elsewhere whose name is that of a name: `plugin_manager.py` for `PluginManager`.
fn namesakes(seen: &Seen<'_>, written: &str) -> Vec<Sight> {
    let plain = |text: &str| text.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect::<String>();
    let first = written.split(['.', ':']).next().unwrap_or(written);
    if first.len() < 5 {
        return Vec::new();
    }
    let wanted = plain(first);
    let like = seen.entries.iter().enumerate().filter(|(at, entry)| {
        let name = entry.path.rsplit('/').next().unwrap_or(&entry.path);
        let stem = name.split('.').next().unwrap_or(name);
        stem.len() >= wanted.len() && Language::of_path(name).is_some() && plain(stem) == wanted && !seen.chosen.has(*at as u32)
    });
    like.take(2).map(|(_, entry)| Sight { path: entry.path.clone(), line: None, what: "a file of this name".into() }).collect()
}
