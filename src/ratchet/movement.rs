//! What progressed and what regressed: items, their steps, and the gates of phases.

use super::blocked::{Blocked, blocked};
use super::delta::{About, Delta, Progress, Regression, Weight};
use super::items::about;
use super::moves::Moves;
use super::sides::Both;
use super::sights::{self, Difference, changed, difference};
use crate::evidence::{Evidence, Question};
use crate::model::{Condition, Item, ItemId, ItemKind, Phase, Place, Step};
use crate::progress::{GateState, Observed, Standing, importers, units};
use crate::syntax::Probe;
use crate::time::Date;
use std::collections::BTreeSet;

/// Finds what moved.
pub(super) fn moved(both: &Both<'_>, delta: &mut Delta) {
    for (new, item) in both.now.plan.ids().skip(1) {
        let Some(old) = both.pairs.then[new.index()] else { continue };
        let mut seen = Seen::new(both.moves);
        if let (Some(then), Some(now)) = (both.held, both.now.evidence) {
            if !seen.units(item, then, now, both.data_date) {
                seen.condition(item.condition.as_ref(), then, now);
            }
            if item.condition.is_none() {
                seen.places(item.stands_at(), item.kind == ItemKind::Retire, then, now);
                seen.users(item, then, now);
            }
        }
        standing(both, delta, (old, new), seen);
        steps(both, delta, new, item);
    }
    for (at, phase) in both.now.plan.phases.iter().enumerate() {
        gate(both, delta, at, phase);
    }
}

/// What became of the parts of a condition, and of paths.
struct Seen<'m> {
    /// Which files were moved.
    moves: &'m Moves,
    worse: Vec<String>,
    names: Vec<Box<str>>,
    weight: Option<Weight>,
    better: Vec<String>,
}

impl<'m> Seen<'m> {
    fn new(moves: &'m Moves) -> Seen<'m> {
        Seen { moves, worse: Vec::new(), names: Vec::new(), weight: None, better: Vec::new() }
    }

    fn condition(&mut self, condition: Option<&Condition>, then: &Evidence, now: &Evidence) {
        let Some(condition) = condition else { return };
        condition.tests(&mut |test| {
            let question = Question::of(test);
            let (Some(before), Some(after)) = (then.answers.get(&question), now.answers.get(&question)) else { return };
            match difference(test, before, after, self.moves) {
                Difference::None => {}
                Difference::Worse { weight, words, names, .. } => {
                    self.worse.push(format!("`{}` {words}", test.text));
                    self.names.extend(names);
                    self.weight = self.weight.max(Some(weight));
                }
                Difference::Better { words, .. } => self.better.push(format!("`{}` {words}", test.text)),
            }
        });
    }

    fn worse(&mut self, words: &str, name: String) {
        self.worse.push(words.to_owned());
        self.names.push(name.into());
        self.weight = Some(Weight::Sure);
    }

    fn places<'p>(&mut self, places: impl IntoIterator<Item = &'p Place>, retires: bool, then: &Evidence, now: &Evidence) {
        for place in places {
            let (Some(before), Some(after)) = (then.places.get(&place.path), now.places.get(&place.path)) else { continue };
            match (before.stands, after.stands) {
                (true, false) if !retires => self.worse("nothing stands there any more:", place.path.to_string()),
                (false, true) if retires => self.worse("it is back:", place.path.to_string()),
                (true, true) if !retires && after.empty && !before.empty => self.worse("it is empty now:", place.path.to_string()),
                (true, false) => self.better.push(format!("`{}` is gone", place.path)),
                (false, true) => self.better.push(format!("`{}` stands now", place.path)),
                _ => {}
            }
        }
    }

    /// Who imports something that retires.
    fn users(&mut self, item: &Item, then: &Evidence, now: &Evidence) {
        if item.kind != ItemKind::Retire {
            return;
        }
        let (Some(before), Some(after)) = (importers(item, then), importers(item, now)) else { return };
        let changed = changed(Probe::Import, before, after, self.moves);
        if !changed.added.is_empty() {
            self.worse.push("it is imported by more".to_owned());
            self.names.extend(changed.added);
            self.weight = Some(Weight::Sure);
        } else if !changed.lost.is_empty() {
            self.better.push("it is imported by fewer".to_owned());
        }
    }

    /// The files that a query finds, each a unit: those that were done and are not, and new ones that are not.
    fn units(&mut self, item: &Item, then: &Evidence, now: &Evidence, data_date: Date) -> bool {
        let (Some(before), Some(after)) = (units(item, then, data_date), units(item, now, data_date)) else { return false };
        if after.count() == 0 && !before.done.is_empty() && is_gone(item.condition.as_ref(), then, now, self.moves) {
            self.worse.push(format!("{} of {} were, and none is left", before.done.len(), before.count()));
            self.weight = Some(Weight::Sure);
            return true;
        }
        let known: BTreeSet<&str> =
            before.partial.iter().chain(&before.missing).copied().chain(before.unknown.iter().map(|(path, _)| *path)).collect();
        let fallen: Vec<Box<str>> = after
            .partial
            .iter()
            .chain(&after.missing)
            .filter(|path| !known.contains(self.moves.origin(path).unwrap_or(path)))
            .map(|path| Box::from(*path))
            .collect();
        match (fallen.len(), after.done.len().checked_sub(before.done.len())) {
            (0, Some(more)) if more > 0 => {
                self.better.push(format!("{} of {} are done, before {}", after.done.len(), after.count(), before.done.len()))
            }
            (0, _) => {}
            (count, _) => {
                let are = if count == 1 { "one more is" } else { "more are" };
                self.worse.push(format!(
                    "{are} not done ({} of {} are, before {} of {})",
                    after.done.len(),
                    after.count(),
                    before.done.len(),
                    before.count()
                ));
                self.names.extend(fallen);
                self.weight = Some(Weight::Sure);
            }
        }
        true
    }

    fn told(parts: &[String]) -> String {
        let mut all: Vec<&str> = parts.iter().map(String::as_str).collect();
        all.dedup();
        all.join("; ").trim_end_matches(':').to_owned()
    }
}

/// The item as a whole: what was done and is not is a regression whatever is claimed now.
fn standing(both: &Both<'_>, delta: &mut Delta, (old, new): (ItemId, ItemId), seen: Seen<'_>) {
    let (before, after) = (both.assessed_then.standing(old), both.assessed_now.standing(new));
    let item = both.now.plan.item(new);
    // The parts of a whole are told one by one.
    let fell = !item.is_container() && before == Standing::Done && !both.assessed_now.is_closed(new);
    // A claim of one revision says nothing of what was measured at the other.
    let alike = both.held.is_some() == both.now.evidence.is_some();
    let measured = alike && !matches!(both.assessed_now.observed(new), Observed::NothingAsked);
    // Where the plan asks for more than it did, the tree of then was not done either.
    let by_tree = fell && measured && (both.assessed_held.standing(new) == Standing::Done || !seen.worse.is_empty());
    if by_tree || !seen.worse.is_empty() && after != Standing::Dropped {
        let unsure = matches!(both.assessed_now.observed(new), Observed::Unknown(_));
        let weight = if by_tree && !unsure { Weight::Sure } else { seen.weight.unwrap_or(Weight::Doubtful) };
        let headline = if by_tree {
            match after {
                Standing::Unknown if unsure => "was done, and can no longer be measured".to_owned(),
                Standing::Unknown => "was done, and is not".to_owned(),
                after => format!("was done, and is {}", after.word()),
            }
        } else {
            "went backwards".to_owned()
        };
        let parts = Seen::told(&seen.worse);
        let words = if parts.is_empty() { headline } else { format!("{headline}: {parts}") };
        let blocked = blocked(both.now.plan, both.network, &both.assessed_now.closed, new);
        delta.regressed.push(Regression {
            about: about(both.now.plan, new),
            item: Some(new),
            weight,
            words: words.into(),
            names: seen.names,
            blocked,
        });
        return;
    }
    let rose = alike && rank(after) > rank(before) && before != Standing::Dropped && after != Standing::Dropped;
    if rose && (!item.is_container() || after == Standing::Done) {
        let words = format!("was {}, and is {}", before.word(), after.word());
        delta.progressed.push(Progress { about: about(both.now.plan, new), words: words.into() });
    } else if !seen.better.is_empty() {
        delta.progressed.push(Progress { about: about(both.now.plan, new), words: Seen::told(&seen.better).into() });
    }
}

/// Whether nothing is left of what any part of a condition was asked of.
fn is_gone(condition: Option<&Condition>, then: &Evidence, now: &Evidence, moves: &Moves) -> bool {
    let mut gone = false;
    if let Some(condition) = condition {
        condition.tests(&mut |test| {
            let question = Question::of(test);
            let both = then.answers.get(&question).zip(now.answers.get(&question));
            gone |= both.is_some_and(|(before, after)| sights::is_gone(test, before, after, moves));
        });
    }
    gone
}

fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Done => 3,
        Standing::Partial => 2,
        Standing::Missing | Standing::Unknown | Standing::Dropped => 1,
    }
}

fn steps(both: &Both<'_>, delta: &mut Delta, new: ItemId, item: &Item) {
    let (Some(then), Some(now)) = (both.held, both.now.evidence) else { return };
    for step in &item.steps {
        let mut seen = Seen::new(both.moves);
        seen.condition(step.condition.as_ref(), then, now);
        if step.condition.is_none() {
            seen.places(&step.at, item.kind == ItemKind::Retire, then, now);
        }
        let of_step = || About { place: step.said, words: said(step, item), ..about(both.now.plan, new) };
        if let Some(weight) = seen.weight {
            let words = format!("went backwards: {}", Seen::told(&seen.worse));
            let blocked = blocked(both.now.plan, both.network, &both.assessed_now.closed, new);
            delta.regressed.push(Regression { about: of_step(), item: Some(new), weight, words: words.into(), names: seen.names, blocked });
        } else if !seen.better.is_empty() {
            delta.progressed.push(Progress { about: of_step(), words: Seen::told(&seen.better).into() });
        }
    }
}

fn said(step: &Step, item: &Item) -> Box<str> {
    format!("step `{}` of `{}`", step.id, item.name).into()
}

fn gate(both: &Both<'_>, delta: &mut Delta, at: usize, phase: &Phase) {
    let (Some(then), Some(now)) = (both.held, both.now.evidence) else { return };
    let mut seen = Seen::new(both.moves);
    seen.condition(phase.gate.as_ref(), then, now);
    let root = both.now.plan.root();
    let about = About { item: (*root.name).into(), words: format!("the gate of phase `{}`", phase.id).into(), place: phase.said };
    let state = |gates: &[Option<GateState>]| gates.get(at).copied().flatten();
    let (before, after) = (state(&both.assessed_held.gates), state(&both.assessed_now.gates));
    let fell = before == Some(GateState::Met) && after.is_some_and(|state| state != GateState::Met);
    if fell || seen.weight.is_some() {
        let headline = if fell { "was met, and is not any more" } else { "is further from being met" };
        let parts = Seen::told(&seen.worse);
        let words = if parts.is_empty() { headline.to_owned() } else { format!("{headline}: {parts}") };
        let weight = if fell && after == Some(GateState::NotMet) { Weight::Sure } else { seen.weight.unwrap_or(Weight::Doubtful) };
        let blocked = behind(both, phase);
        delta.regressed.push(Regression { about, item: None, weight, words: words.into(), names: seen.names, blocked });
    } else if before != Some(GateState::Met) && after == Some(GateState::Met) {
        delta.progressed.push(Progress { about, words: "is met now".into() });
    }
}

/// The open items of the phases that follow one.
fn behind(both: &Both<'_>, phase: &Phase) -> Blocked {
    let plan = both.now.plan;
    let follows = |other: &Phase| other.after.iter().any(|(id, _)| plan.phases.get(id.index()).is_some_and(|first| first.id == phase.id));
    let direct = plan.ids().skip(1).filter(|(id, item)| {
        !item.is_container()
            && !both.assessed_now.is_closed(*id)
            && item.phase.and_then(|id| plan.phases.get(id.index())).is_some_and(follows)
    });
    Blocked { direct: direct.map(|(id, _)| id).collect(), indirect: Vec::new() }
}
