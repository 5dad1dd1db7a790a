//! Registries: entries that are gone or say less, and what works no more or is imported anew.

use super::blocked::Blocked;
use super::delta::{About, Delta, Progress, Regression, Weakening, Weight};
use super::moments::{later, moment};
use super::reach::{strangers, uncovered};
use super::sides::Both;
use super::sights::changed;
use crate::evidence::{Answer, Evidence, Outcome, Question};
use crate::model::{Registry, RegistryEntry, Replacement};
use crate::progress::{EntryVerdict, Observed, entry_verdict, of_entry};
use crate::syntax::{EntryKind, Probe, State};

/// One import that an entry speaks of: the module, and a name in it where names are told. Of packages that are kept apart, two of them.
type Atom = (Box<str>, Box<str>);

fn atoms(entry: &RegistryEntry) -> Vec<Atom> {
    if entry.kind == EntryKind::Isolate {
        let mut pairs = Vec::new();
        for (at, one) in entry.subjects.iter().enumerate() {
            pairs.extend(
                entry.subjects[at + 1..]
                    .iter()
                    .map(|other| if one < other { (one.clone(), other.clone()) } else { (other.clone(), one.clone()) }),
            );
        }
        return pairs;
    }
    let names: Vec<Box<str>> = if entry.names.is_empty() { vec![Box::default()] } else { entry.names.clone() };
    entry.subjects.iter().flat_map(|subject| names.iter().map(move |name| (subject.clone(), name.clone()))).collect()
}

fn shown(atom: &Atom, kind: EntryKind) -> String {
    match (kind, &*atom.1) {
        (EntryKind::Isolate, other) => format!("`{}` and `{other}`", atom.0),
        (_, "") => format!("`{}`", atom.0),
        (_, name) => format!("`{name}` of `{}`", atom.0),
    }
}

/// Whether an import of then may be spoken of otherwise now: what was broken may work, and what worked may retire.
fn follows(then: EntryKind, now: EntryKind) -> bool {
    use EntryKind as K;
    matches!(
        (then, now),
        (K::Broken, K::Works | K::Retired)
            | (K::MockBroken, K::MockWorks)
            | (K::Works, K::Retired)
            | (K::Sought, K::Works | K::Broken | K::Retired)
    ) || then == now
}

/// Whether what is said of a module is said of every name in it: that a module works does not say that a name is in it.
fn speaks_of_all(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Broken | EntryKind::MockBroken | EntryKind::Retired)
}

/// Whether an entry says that an import resolves.
fn resolves(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Works | EntryKind::MockWorks)
}

fn of<'r>(registries: &'r [Registry], id: &str) -> Option<&'r Registry> {
    registries.iter().find(|registry| &*registry.id == id)
}

/// Finds registries and entries that are gone or say less.
pub(super) fn weakened(both: &Both<'_>, delta: &mut Delta) {
    let plans = (both.then.plan, both.now.plan);
    let root = plans.1.root();
    for old in &plans.0.registries {
        let name = format!("registry `{}`", old.id);
        let mut push = |words: String, was, place| {
            let about = About { item: (*root.name).into(), words: name.as_str().into(), place };
            delta.weakened.push(Weakening { about, words: words.into(), was: Some(both.was(was)) });
        };
        let Some(new) = of(&plans.1.registries, &old.id) else {
            push("is gone from the plan".to_owned(), old.said, root.said);
            continue;
        };
        let narrowed = uncovered(&old.under, &new.under);
        if !narrowed.is_empty() {
            push(format!("no longer covers `{}`", narrowed.join("`, `")), old.said, new.said);
        }
        if let Some(language) = old.language.as_ref().filter(|language| new.language.as_ref() != Some(language)) {
            let is = new.language.as_ref().map_or("no language".to_owned(), |language| format!("`{language}`"));
            push(format!("was for `{language}`, and is for {is}"), old.said, new.said);
        }
        for entry in &old.entries {
            let mut lost: Vec<String> = Vec::new();
            let mut heirs: Vec<&RegistryEntry> = Vec::new();
            let mut replaced: Vec<&RegistryEntry> = Vec::new();
            for atom in atoms(entry) {
                let heir = new.entries.iter().find(|other| {
                    let theirs = atoms(other);
                    let whole = speaks_of_all(other.kind) && theirs.contains(&(atom.0.clone(), Box::default()));
                    follows(entry.kind, other.kind) && (theirs.contains(&atom) || whole)
                });
                replaced.extend(heir.filter(|heir| !resolves(heir.kind)));
                match heir {
                    Some(heir) if heir.kind == entry.kind => heirs.push(heir),
                    Some(_) => {}
                    None => lost.push(shown(&atom, entry.kind)),
                }
            }
            if !lost.is_empty() {
                let now = new.entries.iter().find(|other| atoms(other).iter().any(|atom| atoms(entry).contains(atom)));
                let what = lost.join(", ");
                match now {
                    Some(other) => {
                        push(format!("said {} of {what}, and now {}", entry.kind.word(), other.kind.word()), entry.said, other.said)
                    }
                    None => push(format!("no longer says {} of {what}", entry.kind.word()), entry.said, new.said),
                }
            }
            heirs.dedup_by(|a, b| std::ptr::eq(*a, *b));
            replaced.dedup_by(|a, b| std::ptr::eq(*a, *b));
            for heir in replaced {
                if let Some(words) = replaced_by_less(both, entry, heir) {
                    push(words, entry.said, heir.said);
                }
            }
            for heir in heirs {
                let denied = || both.now.evidence.and_then(|evidence| entry_verdict(new, heir, evidence)) == Some(EntryVerdict::Denied);
                if heir.state == Some(State::Unsure) && entry.state != Some(State::Unsure) && !denied() {
                    let what = heir.subjects.iter().map(|subject| format!("`{subject}`")).collect::<Vec<_>>().join(", ");
                    push(format!("says {} of {what} as `unsure` now", heir.kind.word()), entry.said, heir.said);
                }
                let more = strangers(&heir.except, &entry.except);
                if !more.is_empty() {
                    push(format!("allows `{}` as well", more.join("`, `")), entry.said, heir.said);
                }
                let less = uncovered(&entry.under, &heir.under);
                if !less.is_empty() {
                    push(format!("no longer looks under `{}`", less.join("`, `")), entry.said, heir.said);
                }
                match (entry.until, heir.until) {
                    (Some(before), Some(after)) if later(before, after, plans) => {
                        push(
                            format!("allowed it until {}, and now until {}", moment(plans.0, before), moment(plans.1, after)),
                            entry.said,
                            heir.said,
                        );
                    }
                    (Some(before), None) => {
                        push(format!("allowed it until {}, and now for ever", moment(plans.0, before)), entry.said, heir.said)
                    }
                    _ => {}
                }
            }
        }
    }
}

/// An import that is to be used instead, with the names of it that are told.
fn instead(entry: &RegistryEntry) -> Option<(&str, &[Box<str>])> {
    match &entry.replacement {
        Some(Replacement::Text(module, names)) if Question::of_replacement(entry).is_some() => Some((module, names)),
        _ => None,
    }
}

/// Whether an entry says less of what is to be used instead, which must resolve: nothing, something else, or fewer names of it.
fn replaced_by_less(both: &Both<'_>, old: &RegistryEntry, new: &RegistryEntry) -> Option<String> {
    let before = instead(old)?;
    let show = |(module, names): (&str, &[Box<str>])| match names {
        [] => format!("`{module}`"),
        names => format!("`{module}` ({})", names.join(", ")),
    };
    let what = old.subjects.iter().map(|subject| format!("`{subject}`")).collect::<Vec<_>>().join(", ");
    let Some(after) = instead(new) else {
        return Some(format!("no longer says to use {} instead of {what}", show(before)));
    };
    let keeps = before.0 == after.0 && before.1.iter().all(|name| after.1.contains(name));
    if keeps || has_moved(both, old, new) {
        return None;
    }
    Some(format!("said to use {} instead of {what}, and now {}", show(before), show(after)))
}

/// Whether what is to be used instead is the same in another place, to which its file was moved.
fn has_moved(both: &Both<'_>, old: &RegistryEntry, new: &RegistryEntry) -> bool {
    let answer = |evidence: Option<&Evidence>, entry| Some(evidence?.answers.get(&Question::of_replacement(entry)?)?.seen.clone());
    let (before, after) = (answer(both.then.evidence, old), answer(both.now.evidence, new));
    let (Some(before), Some(after)) = (before, after) else { return false };
    let last = |entry| instead(entry).map(|(module, names)| (module.rsplit(['.', ':', '/']).next().unwrap_or(module), names));
    let is_same = last(old).zip(last(new)).is_some_and(|(a, b)| if a.1.is_empty() { a == b } else { a.1 == b.1 });
    is_same && !before.is_empty() && before.iter().all(|old| after.iter().any(|new| both.moves.has(&old.path, &new.path)))
}

/// What is to be used instead, where it resolved there and does not here: how it is told, and how much it weighs.
fn lost_instead(both: &Both<'_>, registry: &Registry, entry: &RegistryEntry) -> Option<(String, Weight)> {
    let (module, _) = instead(entry)?;
    let (was, then) = of_entry(registry, entry, both.held?).replacement?;
    let (is, _) = of_entry(registry, entry, both.now.evidence?).replacement?;
    match (was, is) {
        (Observed::Done, Observed::Unknown(_)) if left(both, then) => {
            Some((format!("is to be replaced by `{module}`, which resolved, and is gone"), Weight::Sure))
        }
        (Observed::Done, Observed::Unknown(why)) => {
            Some((format!("is to be replaced by `{module}`, which resolved, and can no longer be measured: {why}"), Weight::Doubtful))
        }
        (Observed::Done, Observed::Missing | Observed::Partial | Observed::NotDone(_)) => {
            Some((format!("is to be replaced by `{module}`, which resolved, and does not any more"), Weight::Sure))
        }
        _ => None,
    }
}

/// Whether all that an answer was found in then is there no more.
fn left(both: &Both<'_>, then: &Answer) -> bool {
    !then.seen.is_empty() && then.seen.iter().all(|sight| both.moves.has_left(&sight.path))
}

/// Finds entries that held and do not any more, and new importers of what is retired.
pub(super) fn moved(both: &Both<'_>, delta: &mut Delta) {
    use EntryVerdict as V;
    let (Some(held), Some(evidence)) = (both.held, both.now.evidence) else { return };
    let root = both.now.plan.root();
    for registry in &both.now.plan.registries {
        for entry in &registry.entries {
            let (Some(then), Some(now)) = (entry_verdict(registry, entry, held), entry_verdict(registry, entry, evidence)) else {
                continue;
            };
            let what = entry.subjects.iter().map(|subject| format!("`{subject}`")).collect::<Vec<_>>().join(", ");
            let about = || About {
                item: (*root.name).into(),
                words: format!("{} {what} of registry `{}`", entry.kind.word(), registry.id).into(),
                place: entry.said,
            };
            let mut regress = |words: &str, weight, names| {
                let words = words.into();
                delta.regressed.push(Regression { about: about(), item: None, weight, words, names, blocked: Blocked::default() });
            };
            if let Some((words, weight)) = lost_instead(both, registry, entry) {
                regress(&words, weight, Vec::new());
            }
            let probe = if entry.kind == EntryKind::Isolate { Probe::Isolation } else { Probe::Import };
            let question = Question::of_entry(registry, entry);
            let answers = held.answers.get(&question).zip(evidence.answers.get(&question));
            let offends = matches!(entry.kind, EntryKind::Retired | EntryKind::Isolate);
            let new = answers.filter(|_| offends).map(|(then, now)| changed(probe, then, now, both.moves).added).unwrap_or_default();
            let count = |answer: Option<&Outcome>| if let Some(Outcome::Count(all, _)) = answer { Some(*all) } else { None };
            let (before, after) = (count(answers.map(|(then, _)| &then.outcome)), count(answers.map(|(_, now)| &now.outcome)));
            let good = |verdict: V| matches!(verdict, V::Agrees | V::Gone | V::Ahead);
            let words = match (then, now) {
                (then, V::Denied) if good(then) && entry.kind == EntryKind::Isolate => "were kept apart, and are not any more",
                (then, V::Denied) if good(then) => "resolved, and does not any more",
                (V::Gone, V::InUse) => "was imported nowhere, and is imported again",
                (V::InUse, V::InUse) | (V::Denied, V::Denied) if !new.is_empty() => "is imported by more",
                (V::InUse, V::InUse) if after > before && new.is_empty() => "is imported by more that are not named one by one",
                _ => "",
            };
            if !words.is_empty() {
                regress(words, Weight::Sure, new);
                continue;
            }
            if good(then) && now == V::Unknown && !matches!(entry.kind, EntryKind::Broken | EntryKind::MockBroken | EntryKind::Sought) {
                match answers {
                    Some((then, _)) if resolves(entry.kind) && left(both, then) => regress("resolved, and is gone", Weight::Sure, new),
                    _ => regress("held, and can no longer be measured", Weight::Doubtful, new),
                }
                continue;
            }
            let better = match (then, now) {
                (V::InUse, V::Gone) => "is imported nowhere any more".to_owned(),
                (V::Denied, V::Agrees) => "holds now".to_owned(),
                (V::InUse, V::InUse) if after < before => {
                    format!("is imported {} times, before {}", after.unwrap_or(0), before.unwrap_or(0))
                }
                (V::Agrees, V::Ahead) if entry.kind != EntryKind::Retired => "works now".to_owned(),
                _ => continue,
            };
            delta.progressed.push(Progress { about: about(), words: better.into() });
        }
    }
}
