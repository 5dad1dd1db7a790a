//! Where one test asks less than another: what it looks for, where it looks, what it leaves out, and what it wants to find.

use super::bounds::{Bounds, Wants, wants};
use super::reach::{strangers, uncovered};
use crate::evidence::compare_versions;
use crate::model::Test;
use crate::syntax::{Comparison, Probe};

/// The ways in which the second test asks less than the first, as clauses; none when whatever satisfies it would have satisfied the first.
pub fn losses(old: &Test, new: &Test) -> Vec<String> {
    let counts = !matches!(old.probe, Probe::Isolation | Probe::Parses | Probe::Command | Probe::Value | Probe::Version);
    if old.probe != new.probe || !counts && old.negated != new.negated {
        return vec![format!("something else is asked than `{}`", old.text)];
    }
    let mut found = Vec::new();
    let wanted = match old.probe {
        Probe::Isolation | Probe::Parses => Wants::Few,
        Probe::LineCoverage | Probe::BranchCoverage => Wants::Exactly,
        _ if old.versus.is_some() => Wants::Exactly,
        _ => wants(old),
    };
    bounds(old, new, &mut found);
    if counts && wanted != Wants::Exactly && wants(new) != wanted && !found.is_empty() {
        // The other way round: nothing else can be compared.
        return found;
    }
    subjects(old, new, wanted, &mut found);
    names(old, new, wanted, &mut found);
    // Which files a query finds is compared once, with the item.
    let of_item = old.each && new.each;
    if looks_under(old.probe) && !of_item {
        let (before, now) = (scope(old), scope(new));
        globs("looks", wanted, &before, &now, &mut found);
    }
    if !of_item {
        except(old, new, wanted, &mut found);
    }
    for (word, before, now) in [("key", &old.key, &new.key), ("versus", &old.versus, &new.versus)] {
        if before != now {
            let show = |text: &Option<Box<str>>| text.as_deref().map_or("nothing".to_owned(), |text| format!("`{text}`"));
            found.push(format!("`{word}` was {} and is {}", show(before), show(now)));
        }
    }
    found
}

/// Whether the subjects of a probe say where it looks rather than what it looks for.
fn is_scope(probe: Probe) -> bool {
    matches!(probe, Probe::Lines | Probe::Parses | Probe::LineCoverage | Probe::BranchCoverage)
}

fn looks_under(probe: Probe) -> bool {
    !matches!(probe, Probe::Command | Probe::Tests | Probe::Value | Probe::Version | Probe::Findings | Probe::File | Probe::Directory)
}

fn scope(test: &Test) -> Vec<Box<str>> {
    let subjects = if is_scope(test.probe) { test.subjects.as_slice() } else { &[] };
    test.under.iter().chain(subjects).cloned().collect()
}

fn subjects(old: &Test, new: &Test, wanted: Wants, found: &mut Vec<String>) {
    if is_scope(old.probe) || old.subjects == new.subjects {
        return;
    }
    if old.probe == Probe::Command {
        let show = |test: &Test| test.subjects.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ");
        found.push(format!("the command was {} and is {}", show(old), show(new)));
        return;
    }
    let lost = list(&old.subjects, &new.subjects);
    let extra = list(&new.subjects, &old.subjects);
    let bounded = wanted == Wants::Many && old.bound.is_some();
    let alike = wanted == Wants::Exactly || matches!(old.probe, Probe::Tests | Probe::Value | Probe::Version);
    if !lost.is_empty() && (!bounded || alike) {
        found.push(format!("{} no longer looked for", are(&lost)));
    }
    if !extra.is_empty() && (bounded || alike) {
        found.push(format!("{} counted as well", are(&extra)));
    }
}

fn names(old: &Test, new: &Test, wanted: Wants, found: &mut Vec<String>) {
    let whole = |test: &Test| test.names.is_empty();
    match (whole(old), whole(new), wanted) {
        (true, true, _) | (true, false, Wants::Many) | (false, true, Wants::Few) => {}
        (true, false, _) => found.push(format!("only {} looked for", are(&list(&new.names, &[])))),
        _ => {
            let lost = list(&old.names, &new.names);
            if !lost.is_empty() {
                found.push(format!("{} no longer looked for", are(&lost)));
            }
        }
    }
}

fn globs(word: &str, wanted: Wants, before: &[Box<str>], now: &[Box<str>], found: &mut Vec<String>) {
    let narrowed = uncovered(before, now);
    let widened = uncovered(now, before);
    if wanted != Wants::Many && !narrowed.is_empty() {
        found.push(format!("it no longer {word} under {}", quoted(&narrowed)));
    }
    if wanted != Wants::Few && !widened.is_empty() {
        found.push(format!("it also {word} under {}", quoted(&widened)));
    }
}

fn except(old: &Test, new: &Test, wanted: Wants, found: &mut Vec<String>) {
    let added = strangers(&new.except, &old.except);
    let dropped = strangers(&old.except, &new.except);
    if wanted != Wants::Many && !added.is_empty() {
        found.push(format!("`except` is widened by {}", quoted(&added)));
    }
    if wanted != Wants::Few && !dropped.is_empty() {
        found.push(format!("{} no longer left out", are(&dropped)));
    }
}

fn bounds(old: &Test, new: &Test, found: &mut Vec<String>) {
    let percent = |test: &Test| test.bound.map(|(_, amount)| amount.percent);
    let same_unit = percent(old).is_none() || percent(new).is_none() || percent(old) == percent(new);
    let sound = match (Bounds::of(old), Bounds::of(new)) {
        (Some(old), Some(new)) => same_unit && new.within(old),
        _ => old.bound == new.bound && old.negated == new.negated,
    };
    if old.probe == Probe::Tests && asks_all(old) && new.bound.is_some() {
        found.push(format!("it wanted all the tests it names to pass, and wants {}", limit(new)));
        return;
    }
    let compares = old.bound.is_some() || new.bound.is_some() || old.negated != new.negated;
    if compares && !sound {
        found.push(format!("it wanted {} and wants {}", limit(old), limit(new)));
    }
    match (&old.text_bound, &new.text_bound) {
        (None, _) => {}
        (a, b) if a == b => {}
        (Some((Comparison::AtLeast | Comparison::Above, before)), Some((Comparison::AtLeast, now)))
            if old.probe == Probe::Version && compare_versions(now, before).is_gt() => {}
        (Some((comparison, before)), Some((other, now))) => {
            found.push(format!("it wanted `{} {before}` and wants `{} {now}`", comparison.word(), other.word()));
        }
        (Some((comparison, before)), None) => found.push(format!("it no longer wants `{} {before}`", comparison.word())),
    }
}

/// Whether nothing says how many are wanted, so that tests must all pass.
fn asks_all(test: &Test) -> bool {
    test.bound.is_none() && !test.negated
}

/// What a test wants of its count.
fn limit(test: &Test) -> String {
    match (test.bound, test.negated) {
        _ if test.probe == Probe::Tests && asks_all(test) => "all to pass".to_owned(),
        (Some((comparison, amount)), false) => format!("`{} {amount}`", comparison.word()),
        (Some((comparison, amount)), true) => format!("not `{} {amount}`", comparison.word()),
        (None, false) => "at least one".to_owned(),
        (None, true) => "none".to_owned(),
    }
}

fn list<'a>(these: &'a [Box<str>], without: &[Box<str>]) -> Vec<&'a str> {
    these.iter().filter(|one| !without.contains(one)).map(|one| &**one).collect()
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn are(names: &[&str]) -> String {
    format!("{} {}", quoted(names), if names.len() == 1 { "is" } else { "are" })
}
