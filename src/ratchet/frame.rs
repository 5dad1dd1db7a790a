//! Where the frame of a plan became looser: waivers, weights of rules, phases and their gates, aliases, trees, reports and scales.

use super::condition::losses;
use super::delta::{About, Delta, Weakening};
use super::reach::strangers;
use super::sides::Both;
use crate::diag::{Severity, find_code};
use crate::model::{Plan, RuleLevel, Tier, Waiver};
use crate::syntax::State;
use crate::text::Place;
use std::collections::BTreeSet;

/// Finds everything beside items, targets and registries that became looser.
pub(super) fn weakened(both: &Both<'_>, delta: &mut Delta) {
    let mut frame = Frame { both, delta };
    frame.waivers();
    frame.levels();
    frame.phases();
    frame.aliases();
    frame.trees();
    frame.reports();
    frame.scales();
    let (old, new) = (both.then.plan, both.now.plan);
    // What had expired or was late by then holds again on an earlier day.
    match (old.as_of, new.as_of) {
        (Some(before), Some(after)) if after < before => {
            frame.push(
                "plan",
                &format!("was told of as of {before}, and is as of {after}: what had expired holds again"),
                Some(old.root().said),
                None,
            );
        }
        (None, Some(after)) => {
            frame.push(
                "plan",
                &format!("took today for its data date, and stays at {after}: nothing expires or is late any more"),
                None,
                None,
            );
        }
        _ => {}
    }
    if let (Some(before), Some(after)) = (old.start, new.start)
        && after > before
    {
        frame.push("plan", &format!("began on {before}, and begins on {after}: its days and weeks are later"), Some(old.root().said), None);
    }
}

struct Frame<'a, 'c> {
    both: &'a Both<'c>,
    delta: &'a mut Delta,
}

impl Frame<'_, '_> {
    fn push(&mut self, words: &str, what: &str, was: Option<Place>, now: Option<Place>) {
        let root = self.both.now.plan.root();
        let place = now.filter(|place| *place != Place::default()).unwrap_or(root.said);
        let words = if words == "plan" { format!("plan `{}`", root.id) } else { words.to_owned() };
        let about = About { item: (*root.name).into(), words: words.into(), place };
        let was = was.filter(|place| *place != Place::default()).map(|place| self.both.was(place));
        self.delta.weakened.push(Weakening { about, words: what.into(), was });
    }

    fn waivers(&mut self) {
        let (old, new) = (self.both.then.plan, self.both.now.plan);
        for waiver in &new.waivers {
            if old.waivers.iter().any(|other| accepts(other, waiver) && !lasts_longer(waiver, other)) {
                continue;
            }
            self.delta.loosened.push(waiver.said);
            let on = if waiver.on.is_empty() { String::new() } else { format!(" on `{}`", waiver.on.join("`, `")) };
            let name = format!("the waiver of `{}`{on}", waiver.rule);
            let until = |waiver: &Waiver| waiver.until.map_or("for ever".to_owned(), |until| format!("until {until}"));
            match old.waivers.iter().find(|other| accepts(other, waiver)) {
                Some(other) => {
                    self.push(&name, &format!("holds {} instead of {}", until(waiver), until(other)), Some(other.said), Some(waiver.said));
                }
                None => self.push(&name, &format!("is new, {}", until(waiver)), None, Some(waiver.said)),
            }
        }
    }

    /// Rules that weigh less than they did, on everything or on some items.
    fn levels(&mut self) {
        let (old, new) = (self.both.then.plan, self.both.now.plan);
        let keys = |plan: &Plan| -> BTreeSet<(Box<str>, Box<str>)> {
            let on = |level: &RuleLevel| if level.on.is_empty() { vec![Box::default()] } else { level.on.clone() };
            plan.levels.iter().flat_map(|level| on(level).into_iter().map(|item| (level.rule.clone(), item))).collect()
        };
        for (rule, item) in keys(old).union(&keys(new)) {
            let (before, then) = weight(old, rule, item);
            let (after, now) = weight(new, rule, item);
            if after >= before {
                continue;
            }
            self.delta.loosened.extend(now);
            let on = if item.is_empty() { String::new() } else { format!(" on `{item}`") };
            self.push(&format!("the rule `{rule}`{on}"), &format!("was {}, and is {}", weighs(before), weighs(after)), then, now);
        }
    }

    fn phases(&mut self) {
        let (old, new) = (self.both.then.plan, self.both.now.plan);
        for phase in &old.phases {
            let name = format!("phase `{}`", phase.id);
            let Some((at, now)) = new.phases.iter().enumerate().find(|(_, other)| other.id == phase.id) else {
                self.push(&name, "is gone from the plan", Some(phase.said), None);
                continue;
            };
            for loss in losses(phase.gate.as_ref(), now.gate.as_ref(), (old, new)) {
                self.push(
                    &name,
                    &format!("has a looser gate: it {}", loss.words),
                    loss.was.or(Some(phase.said)),
                    loss.now.or(Some(now.said)),
                );
            }
            if phase.state == Some(State::Done)
                && now.state != Some(State::Done)
                && self.both.assessed_now.gates.get(at).copied().flatten() != Some(crate::progress::GateState::NotMet)
            {
                self.push(&name, "was claimed done, and is not, without evidence that says so", Some(phase.said), Some(now.said));
            }
            let last =
                |plan: &Plan, phase: &crate::model::Phase| phase.window.and_then(|window| plan.period(window)).map(|period| period.last);
            // A start that is moved is told of once.
            if phase.window != now.window
                && let (Some(before), Some(after)) = (last(old, phase), last(new, now))
                && after > before
            {
                self.push(
                    &name,
                    &format!("ended on {before}, and ends on {after}"),
                    phase.window_said.or(Some(phase.said)),
                    now.window_said.or(Some(now.said)),
                );
            }
        }
    }

    fn aliases(&mut self) {
        let (old, new) = (self.both.then.plan, self.both.now.plan);
        for alias in &new.aliases {
            let name = format!("the alias of `{}`", alias.from);
            match old.aliases.iter().find(|other| other.from == alias.from) {
                None => self.push(&name, &format!("is new: paths lead to `{}`", alias.to), None, Some(alias.said)),
                Some(other) if other.to != alias.to => {
                    self.push(&name, &format!("led to `{}`, and leads to `{}`", other.to, alias.to), Some(other.said), Some(alias.said));
                }
                Some(_) => {}
            }
        }
        for alias in old.aliases.iter().filter(|alias| !new.aliases.iter().any(|other| other.from == alias.from)) {
            self.push(&format!("the alias of `{}`", alias.from), &format!("to `{}` is gone", alias.to), Some(alias.said), None);
        }
    }

    fn trees(&mut self) {
        let (old, new) = (self.both.then.plan, self.both.now.plan);
        for tree in &old.trees {
            let name = format!("the tree `{}`", tree.id);
            match new.trees.iter().find(|other| other.id == tree.id) {
                None => self.push(&name, &format!("at `{}` is gone", tree.folder), Some(tree.said), None),
                Some(other) if other.folder != tree.folder => {
                    self.push(&name, &format!("was `{}`, and is `{}`", tree.folder, other.folder), Some(tree.said), Some(other.said));
                }
                Some(_) => {}
            }
        }
        // Without one, the folder at hand is the main tree.
        for tree in new.trees.iter().filter(|tree| &*tree.id == "main" && !old.trees.iter().any(|other| other.id == tree.id)) {
            self.push("the main tree", &format!("is `{}` now", tree.folder), None, Some(tree.said));
        }
        if old.sees_ignored && !new.sees_ignored {
            self.push("plan", "no longer sees files that ignore files leave out", None, None);
        }
    }

    fn reports(&mut self) {
        let (old, new) = (self.both.then.plan, self.both.now.plan);
        for (word, before, after) in
            [("coverage", &old.coverage_reports, &new.coverage_reports), ("tests", &old.test_reports, &new.test_reports)]
        {
            for glob in before.iter().filter(|glob| !after.contains(glob)) {
                self.push("plan", &format!("no longer reads the {word} reports `{glob}`"), None, None);
            }
            // Reports add up, so that another one only ever helps; the first ones are told by what they show.
            for glob in strangers(after, before).into_iter().filter(|_| !before.is_empty()) {
                self.push("plan", &format!("also reads the {word} reports `{glob}`"), None, None);
            }
        }
        match (&old.facts, &new.facts) {
            (before, Some(facts)) if before.as_ref().map(|place| &place.path) != Some(&facts.path) => {
                self.push(
                    "plan",
                    &format!("takes the facts in `{}` for the tree", facts.path),
                    before.as_ref().map(|place| place.said),
                    Some(facts.said),
                );
            }
            _ => {}
        }
    }

    fn scales(&mut self) {
        let (old, new) = (self.both.then.plan, self.both.now.plan);
        let mut pairs: Vec<(String, &[Tier], &[Tier])> =
            vec![("tiers".to_owned(), &old.tiers, &new.tiers), ("health".to_owned(), &old.health, &new.health)];
        for scale in &old.scales {
            if let Some(other) = new.scales.iter().find(|other| other.id == scale.id) {
                pairs.push((format!("`{}`", scale.id), &scale.levels, &other.levels));
            }
        }
        let mut told: BTreeSet<Vec<&str>> = BTreeSet::new();
        for (name, before, after) in pairs {
            let words = |levels: &'_ [Tier]| levels.iter().map(|level| level.word.to_string()).collect::<Vec<_>>();
            let (was, is) = (words(before), words(after));
            let kept: Vec<&String> = is.iter().filter(|word| was.contains(word)).collect();
            // New levels between the old ones change nothing of what was said.
            if kept.iter().copied().eq(was.iter()) || !told.insert(before.iter().map(|level| &*level.word).collect()) {
                continue;
            }
            let said = after.iter().find_map(|level| level.said);
            let was_said = before.iter().find_map(|level| level.said);
            self.push(&format!("the scale {name}"), &format!("was {}, and is {}", was.join(" > "), is.join(" > ")), was_said, said);
        }
    }
}

/// Whether a waiver accepts everything that another does.
fn accepts(broad: &Waiver, narrow: &Waiver) -> bool {
    broad.rule == narrow.rule
        && (broad.on.is_empty()
            || !narrow.on.is_empty() && narrow.on.iter().all(|name| broad.on.iter().any(|whole| is_within(name, whole))))
}

fn is_within(name: &str, whole: &str) -> bool {
    name.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn lasts_longer(new: &Waiver, old: &Waiver) -> bool {
    match (new.until, old.until) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(new), Some(old)) => new > old,
    }
}

/// How much a rule weighs on an item, or on everything where the item is empty, and where that is said.
fn weight(plan: &Plan, rule: &str, item: &str) -> (Severity, Option<Place>) {
    let of_rule = || plan.levels.iter().filter(|level| &*level.rule == rule);
    // The innermost item that is named.
    let limited = of_rule().flat_map(|level| level.on.iter().filter(|name| is_within(item, name)).map(move |name| (name.len(), level)));
    let own = limited.max_by_key(|(length, level)| (*length, level.severity)).map(|(_, level)| level);
    let everywhere = || of_rule().filter(|level| level.on.is_empty()).max_by_key(|level| level.severity);
    own.or_else(everywhere)
        .map(|level| (level.severity, Some(level.said)))
        .unwrap_or_else(|| (find_code(rule).map_or(Severity::Warning, |code| code.severity), None))
}

fn weighs(severity: Severity) -> &'static str {
    match severity {
        Severity::Allow => "allowed",
        Severity::Note => "a note",
        Severity::Warning => "a warning",
        Severity::Error => "an error",
    }
}
