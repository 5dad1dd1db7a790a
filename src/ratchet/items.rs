//! Where items and their steps ask less than they did, and what became of their claims.

use super::condition::losses;
use super::delta::{About, Delta, Weakening};
use super::moments::{later, moment, phase_words};
use super::places::{Asked, dropped};
use super::reach::{strangers, uncovered};
use super::sides::Both;
use crate::model::{Item, ItemId, ItemKind, Moment, Plan, Step};
use crate::progress::Observed;
use crate::syntax::{State, Status};
use crate::text::Place;

/// An item of now, as a thing that something is said about.
pub(super) fn about(plan: &Plan, id: ItemId) -> About {
    let item = plan.item(id);
    About { item: (*item.name).into(), words: called(item), place: item.said }
}

fn called(item: &Item) -> Box<str> {
    format!("{} `{}`", item.kind.word(), item.name).into()
}

/// Something of then that is gone: said at what held it, or at the plan.
pub(super) fn lost(both: &Both<'_>, holder: Option<ItemId>, words: impl Into<Box<str>>) -> About {
    let holders = holder.into_iter().chain(holder.into_iter().flat_map(|id| both.then.plan.ancestors(id)));
    let at = holders.filter_map(|id| both.pairs.now.get(id.index()).copied().flatten()).next().unwrap_or(Plan::ROOT);
    let item = both.now.plan.item(at);
    About { item: (*item.name).into(), words: words.into(), place: item.said }
}

/// Finds items, steps and conditions that are gone or ask less, and claims that were taken back.
pub(super) fn weakened(both: &Both<'_>, delta: &mut Delta) {
    let (then, now) = (both.then.plan, both.now.plan);
    for (old, item) in then.ids().skip(1) {
        let Some(new) = both.pairs.now[old.index()] else {
            let whole = item.parent.filter(|parent| *parent != Plan::ROOT).is_some_and(|parent| both.pairs.now[parent.index()].is_none());
            if !whole && matters(both, old) {
                let words = if item.is_container() { "is gone from the plan, with all it held" } else { "is gone from the plan" };
                let about = lost(both, item.parent, called(item));
                delta.weakened.push(Weakening { about, words: words.into(), was: Some(both.was(item.said)) });
            }
            continue;
        };
        let mut weaker = Weaker { both, delta, about: about(now, new) };
        weaker.item(old, new);
        weaker.steps(item, now.item(new));
    }
}

/// Whether the plan asks less without an item: not when it was dropped, or is an entry of the past.
fn matters(both: &Both<'_>, id: ItemId) -> bool {
    let item = both.then.plan.item(id);
    let past = matches!(item.kind, ItemKind::Issue | ItemKind::Decision | ItemKind::External) && both.assessed_then.is_closed(id);
    !item.is_dropped() && !past
}

/// The outermost of what is dropped and holds an item.
fn dropped_with(plan: &Plan, id: ItemId) -> Option<ItemId> {
    plan.ancestors(id).filter(|holder| plan.item(*holder).is_dropped()).last()
}

struct Weaker<'a, 'c> {
    both: &'a Both<'c>,
    delta: &'a mut Delta,
    about: About,
}

impl Weaker<'_, '_> {
    fn push(&mut self, words: impl Into<Box<str>>, was: Place, now: Option<Place>) {
        let mut about = self.about.clone();
        about.place = now.unwrap_or(about.place);
        self.delta.weakened.push(Weakening { about, words: words.into(), was: Some(self.both.was(was)) });
    }

    fn item(&mut self, old_id: ItemId, new_id: ItemId) {
        let (then, now) = (self.both.then.plan, self.both.now.plan);
        let (old, new) = (then.item(old_id), now.item(new_id));
        if old.kind.is_counted() && !new.kind.is_counted() {
            self.push(format!("was a {}, and is not counted any more", old.kind.word()), old.said, None);
        }
        match (old.kind, new.kind) {
            (ItemKind::Retire, kind) if kind != ItemKind::Retire => {
                self.push("was to be gone at the end, and is not any more", old.said, None)
            }
            (kind, ItemKind::Retire) if kind != ItemKind::Retire => {
                self.push(format!("was a {}, and is to be gone at the end", kind.word()), old.said, None);
            }
            _ => {}
        }
        if let Some(holder) = dropped_with(now, new_id) {
            if self.is_dropped_unseen(old_id, holder) {
                self.push(
                    format!("is dropped with `{}`, which it was put into, and not counted any more", now.item(holder).name),
                    old.said,
                    None,
                );
            }
        } else if new.is_dropped() {
            if !old.is_dropped() {
                self.push("is dropped, and not counted any more", old.said, new.state_said);
            }
        } else {
            self.claim(old, new, self.both.assessed_now.observed(new_id));
        }
        for loss in losses(old.condition.as_ref(), new.condition.as_ref(), (then, now)) {
            self.push(loss.words, loss.was.unwrap_or(old.said), loss.now);
        }
        self.paths(old, new);
        self.each(old, new);
        self.count(old, new);
        self.dates(old, new);
        self.phase(old, new);
        if let (Some(a), Some(b)) = (old.tier, new.tier)
            && let (before, after) = (then.tier_word(a), now.tier_word(b))
            && before != after
            && new.tier_is_own
            && now.tiers.iter().position(|tier| &*tier.word == before).is_some_and(|level| level < usize::from(b))
        {
            self.push(format!("was `!{before}`, and is `!{after}`"), old.said, None);
        }
    }

    /// Whether an item is dropped now that was not, with something of which it is not told that it was dropped.
    fn is_dropped_unseen(&self, old_id: ItemId, holder: ItemId) -> bool {
        let then = self.both.then.plan;
        let told = self.both.pairs.then[holder.index()].is_some_and(|before| !then.item(before).is_dropped());
        !told && !then.item(old_id).is_dropped()
    }

    /// A claim that was taken back although no evidence denies it.
    fn claim(&mut self, old: &Item, new: &Item, seen: &Observed) {
        let word = |state: Option<State>| state.map_or("nothing", |state| state.word());
        let denied = match new.kind {
            ItemKind::Retire => matches!(seen, Observed::Present | Observed::Partial | Observed::Missing | Observed::NotDone(_)),
            _ => matches!(seen, Observed::Partial | Observed::Missing | Observed::Absent | Observed::NotDone(_)),
        };
        let solved = |item: &Item| item.status.is_some_and(|(status, _)| status != Status::Active);
        if solved(old) && !solved(new) && new.status.is_some() {
            self.push("was solved, and is open again", old.said, None);
        }
        if rank(old.state) > rank(new.state) && old.state != Some(State::Dropped) && !denied {
            let place = old.state_said.unwrap_or(old.said);
            self.push(
                format!("was claimed {}, and now {}, without evidence that says so", word(old.state), word(new.state)),
                place,
                new.state_said,
            );
        }
        for (what, before, after) in
            [("done", old.quantity.done, new.quantity.done), ("partial", old.quantity.partial, new.quantity.partial)]
        {
            if let (Some(before), after) = (before, after.unwrap_or(0))
                && after < before
                && !denied
                && new.state != Some(State::Done)
                && !(what == "partial" && new.quantity.done > old.quantity.done)
            {
                self.push(format!("was claimed {what} {before} times, and now {after}"), old.said, None);
            }
        }
    }

    fn paths(&mut self, old: &Item, new: &Item) {
        for (gone, words) in dropped(asked(old), asked(new)) {
            self.push(words, gone.said, new.at.first().map(|place| place.said));
        }
    }

    fn each(&mut self, old: &Item, new: &Item) {
        let Some((glob, except)) = &old.each else { return };
        let Some((new_glob, new_except)) = &new.each else {
            return self.push(format!("no longer looks at each of `{glob}`"), old.said, None);
        };
        if !uncovered(std::slice::from_ref(glob), std::slice::from_ref(new_glob)).is_empty() {
            self.push(format!("looked at each of `{glob}`, and now of `{new_glob}`"), old.said, None);
        }
        let more = strangers(new_except, except);
        if !more.is_empty() {
            self.push(format!("leaves out `{}` as well", more.join("`, `")), old.said, None);
        }
    }

    fn count(&mut self, old: &Item, new: &Item) {
        let (before, after) = (old.quantity, new.quantity);
        if after.count < before.count {
            self.push(format!("stood for {} things, and now for {}", before.count, after.count), old.said, None);
        } else if before.at_least && !after.at_least && after.count == before.count && before.count > 1 {
            self.push(format!("stood for at least {} things, and now for no more", before.count), old.said, None);
        }
    }

    fn dates(&mut self, old: &Item, new: &Item) {
        let plans = (self.both.then.plan, self.both.now.plan);
        for (what, before, after, said) in [("due", old.due, new.due, new.due_said), ("until", old.until, new.until, None)] {
            let Some(before) = before else { continue };
            let place = old.due_said.filter(|_| what == "due").unwrap_or(old.said);
            match after {
                None => self.push(format!("is no longer {what} {}", moment(plans.0, before)), place, None),
                Some(after) if later(before, after, plans) => {
                    self.push(format!("was {what} {}, and is {what} {}", moment(plans.0, before), moment(plans.1, after)), place, said);
                }
                Some(_) => {}
            }
        }
    }

    /// An item that has a later phase, or none any more, unless a due date still asks for it in time. What holds it is told once.
    fn phase(&mut self, old: &Item, new: &Item) {
        let (then, now) = (self.both.then.plan, self.both.now.plan);
        let Some(phase) = old.phase else { return };
        let with_holder = old.parent.zip(new.parent).is_some_and(|(before, after)| {
            self.both.pairs.now[before.index()] == Some(after) && (then.item(before).phase, now.item(after).phase) == (old.phase, new.phase)
        });
        let before = Moment::Phase(phase);
        let in_time = new.due.is_some_and(|due| !later(before, due, (then, now)));
        if with_holder || in_time {
            return;
        }
        let was = phase_words(then, phase);
        match new.phase {
            None => self.push(format!("was in phase {was}, and is in none"), old.said, None),
            Some(after) if later(before, Moment::Phase(after), (then, now)) => {
                self.push(format!("was in phase {was}, and is in the later phase {}", phase_words(now, after)), old.said, None);
            }
            Some(_) => {}
        }
    }

    fn steps(&mut self, old: &Item, new: &Item) {
        let plans = (self.both.then.plan, self.both.now.plan);
        for step in &old.steps {
            let Some(now) = new.steps.iter().find(|other| other.id == step.id) else {
                if step.state != Some(State::Dropped) && !new.steps.iter().any(|other| is_same(step, other, old)) {
                    self.push(format!("has lost its step `{}`", step.id), step.said, None);
                }
                continue;
            };
            if step.state == Some(State::Done) && now.state != Some(State::Done) && !self.denies(now) {
                self.push(format!("has its step `{}` no longer done, without evidence that says so", step.id), step.said, Some(now.said));
            }
            for loss in losses(step.condition.as_ref(), now.condition.as_ref(), plans) {
                self.push(format!("in step `{}` {}", step.id, loss.words), loss.was.unwrap_or(step.said), loss.now.or(Some(now.said)));
            }
            let retires = new.kind == ItemKind::Retire;
            for (gone, words) in dropped(asked_of_step(step, retires), asked_of_step(now, retires)) {
                self.push(format!("in step `{}` {words}", step.id), gone.said, Some(now.said));
            }
        }
    }

    /// Whether the evidence denies a step.
    fn denies(&self, step: &Step) -> bool {
        let Some(evidence) = self.both.now.evidence else { return false };
        let condition = step.condition.iter().flat_map(|condition| crate::progress::proofs(condition, evidence)).any(|proof| proof.fails());
        condition
            || step.condition.is_none() && step.at.iter().any(|place| evidence.places.get(&place.path).is_some_and(|there| !there.stands))
    }
}

/// What is asked of an item.
fn asked(item: &Item) -> Asked<'_> {
    Asked {
        at: &item.at,
        was: &item.was,
        each: item.each.as_ref().map(|(glob, _)| &**glob),
        condition: item.condition.as_ref(),
        retires: item.kind == ItemKind::Retire,
    }
}

/// What is asked of a step: its condition, or else its paths.
fn asked_of_step(step: &Step, retires: bool) -> Asked<'_> {
    let at = if step.condition.is_some() { &[] } else { &step.at[..] };
    Asked { at, was: &[], each: None, condition: step.condition.as_ref(), retires }
}

/// Whether a step of another id is the same: it stands at the same paths or has the same title, and the id is new.
fn is_same(old: &Step, new: &Step, item: &Item) -> bool {
    let is_new = !item.steps.iter().any(|step| step.id == new.id);
    let paths = |step: &Step| step.at.iter().map(|place| place.path.clone()).collect::<Vec<_>>();
    is_new && (new.title == old.title || !old.at.is_empty() && paths(old) == paths(new))
}

/// How much a claim says.
fn rank(state: Option<State>) -> u8 {
    match state {
        Some(State::Done) => 3,
        Some(State::Partial) => 2,
        _ => 1,
    }
}
