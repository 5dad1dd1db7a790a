//! `contradictory-claims`: two claims that cannot both be true, or a claim and the plan itself.
//!
//! An issue active and resolved, an item at two times or two paths, 89 missing and 119. Find out which holds and correct the
//! other. `unsure` contradicts nothing, and neither does a document from before something changed: `done DATE` says when.

mod matters;
mod stance;

use super::days::Calendar;
use super::tally::Tally;
use super::totals::is_tallied;
use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemId, Phase, Plan, RegistryEntry, Step, Target, Value, Window};
use crate::survey::Survey;
use crate::syntax::{Amount, EntryKind, State};
use matters::{OwnState, Rank, Standing, When};
use stance::{Stance, Subject};

/// Finds contradictions among the claims of each item, step, target, phase and import, and between them and the plan.
pub fn contradictory_claims(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let calendar = Calendar::new(plan);
    let first = found.len();
    for (id, item) in plan.ids() {
        if !item.claims.is_empty() {
            of_item(survey, &calendar, id, item, found);
        }
        for step in item.steps.iter().filter(|step| !step.claims.is_empty()) {
            of_step(plan, &calendar, item, step, found);
        }
    }
    for phase in plan.phases.iter().filter(|phase| !phase.claims.is_empty()) {
        of_phase(plan, &calendar, phase, found);
    }
    for target in plan.targets.iter().filter(|target| !target.claims.is_empty()) {
        of_target(plan, target, found);
    }
    for entry in plan.registries.iter().flat_map(|registry| &registry.entries).filter(|entry| !entry.claims.is_empty()) {
        of_entry(plan, entry, found);
    }
    for diagnostic in &mut found[first..] {
        let about = diagnostic.item.as_deref().filter(|about| *about != &*plan.root().name);
        let on = about.map_or_else(String::new, |about| format!(" on {about}"));
        diagnostic.notes.push(format!("to keep all of it on record, write `allow {}{on}`", code::CONTRADICTORY_CLAIMS.name));
    }
}

fn of_item(survey: &Survey<'_>, calendar: &Calendar<'_>, id: ItemId, item: &Item, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let subject = Subject { name: format!("`{}`", item.name), about: &item.name };
    let claims = &item.claims;
    let state_said = item.state_said.unwrap_or(item.said);
    let tally = is_tallied(item).then(|| Tally::of(survey, id));
    found.extend(matters::state(plan, &subject, claims, own_state(item, tally.as_ref())));
    found.extend(matters::status(plan, &subject, claims, item.status, item.said));
    found.extend(matters::schedule(plan, calendar, &subject, claims, own_windows(plan, calendar, id, item)));
    found.extend(matters::phase(plan, &subject, claims, item.phase.map(|phase| (phase, item.said))));
    found.extend(matters::place(plan, &subject, claims, &item.at, &item.was));
    let times = [("effort", item.effort), ("length", item.length), ("duration", item.duration), ("left", item.left)];
    let times: Vec<_> = times.into_iter().filter_map(|(word, time)| Some((word, time?))).collect();
    found.extend(matters::times(plan, &subject, claims, &times, item.said));
    found.extend(matters::tier(plan, &subject, claims, own_tier(plan, id, item, tally.as_ref())));
    found.extend(matters::health(plan, &subject, claims, item.health.as_ref().map(|(level, _)| *level), item.said));
    let count = (item.kind.is_counted() && !item.is_container()).then_some((item.quantity.count, item.quantity.at_least));
    found.extend(matters::count(plan, &subject, claims, count, item.said));
    found.extend(matters::due(plan, calendar, &subject, claims, item.due.map(|due| (due, item.due_said.unwrap_or(item.said)))));
    found.extend(matters::done_on(plan, &subject, claims, item.done_on, state_said));
    found.extend(matters::totals(plan, &subject, claims, tally.as_ref()));
}

/// The state of an item in the plan; of a container also what is counted below it.
fn own_state(item: &Item, tally: Option<&Tally>) -> OwnState {
    let mut own = OwnState { stances: Vec::new(), changed: item.done_on.max(item.started) };
    if let Some(state) = item.state.filter(|state| !matches!(state, State::Unsure | State::Dropped)) {
        own.stances.push(Stance::own(Standing::One(state), state.word(), item.state_said.unwrap_or(item.said)));
    }
    if let Some(tally) = tally.filter(|tally| item.is_container() && tally.rollup(None).expected > 0) {
        own.stances.push(Stance::own(Standing::Parts(tally.clone()), matters::parts_text(tally), item.said));
    }
    own
}

/// When the plan has an item: its window, or that of its phase; of a container, those of its parts.
fn own_windows(plan: &Plan, calendar: &Calendar<'_>, id: ItemId, item: &Item) -> Vec<Stance<When>> {
    let place = item.window_said.unwrap_or(item.said);
    if let Some(window) = item.on.or(item.weeks.map(|(first, last)| Window::Weeks(first, last))) {
        return vec![Stance::own(When::One(calendar.window(window)), super::wording::written(window), place)];
    }
    if item.is_container() {
        let mut windows: Vec<Window> = Vec::new();
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            let part = plan.item(at);
            windows.extend(part.on.or(part.weeks.map(|(first, last)| Window::Weeks(first, last))));
            open.extend(part.children.iter().rev());
        }
        let days = windows.iter().map(|window| calendar.window(*window)).collect();
        return vec![Stance::own(When::Parts(days), matters::windows_text(&windows), item.said)];
    }
    let phase = item.phase.and_then(|phase| Some((phase, calendar.phase(phase)?)));
    let stance = phase.map(|(phase, days)| Stance::own(When::One(days), format!("phase `{}`", plan.phases[phase.index()].id), item.said));
    stance.into_iter().collect()
}

/// The tier the plan gives an item; of a container without one, those of its parts. How urgent a whole plan is says nothing
/// of its parts.
fn own_tier(plan: &Plan, id: ItemId, item: &Item, tally: Option<&Tally>) -> Option<Stance<Rank>> {
    if let Some(tier) = item.tier {
        return Some(Stance::own(Rank::One(tier), format!("!{}", plan.tier_word(tier)), item.said));
    }
    let parts: Vec<(u8, u32)> = tally.filter(|_| item.is_container() && id != Plan::ROOT)?.by_tier().collect();
    (!parts.is_empty()).then(|| Stance::own(Rank::Parts(parts.clone()), matters::tiers_text(plan, &parts), item.said))
}

fn of_step(plan: &Plan, calendar: &Calendar<'_>, item: &Item, step: &Step, found: &mut Vec<Diagnostic>) {
    let subject = Subject { name: format!("step `{}` of `{}`", step.id, item.name), about: &item.name };
    let stance = step
        .state
        .filter(|state| !matches!(state, State::Unsure | State::Dropped))
        .map(|state| Stance::own(Standing::One(state), state.word(), step.said));
    let own = OwnState { stances: stance.into_iter().collect(), changed: step.done_on };
    found.extend(matters::state(plan, &subject, &step.claims, own));
    let window = step.window.or(item.on).or(item.weeks.map(|(first, last)| Window::Weeks(first, last)));
    let windows = window.map(|window| Stance::own(When::One(calendar.window(window)), super::wording::written(window), step.said));
    found.extend(matters::schedule(plan, calendar, &subject, &step.claims, windows.into_iter().collect()));
    found.extend(matters::place(plan, &subject, &step.claims, &step.at, &[]));
    found.extend(matters::due(plan, calendar, &subject, &step.claims, step.due.map(|due| (due, step.said))));
    found.extend(matters::done_on(plan, &subject, &step.claims, step.done_on, step.said));
}

fn of_phase(plan: &Plan, calendar: &Calendar<'_>, phase: &Phase, found: &mut Vec<Diagnostic>) {
    let subject = Subject { name: format!("phase `{}`", phase.id), about: &plan.root().name };
    let stance =
        phase.state.filter(|state| *state != State::Unsure).map(|state| Stance::own(Standing::One(state), state.word(), phase.said));
    found.extend(matters::state(plan, &subject, &phase.claims, OwnState { stances: stance.into_iter().collect(), changed: None }));
    let place = phase.window_said.unwrap_or(phase.said);
    let window = phase.window.map(|window| Stance::own(When::One(calendar.window(window)), super::wording::written(window), place));
    found.extend(matters::schedule(plan, calendar, &subject, &phase.claims, window.into_iter().collect()));
    found.extend(matters::totals(plan, &subject, &phase.claims, None));
}

fn of_target(plan: &Plan, target: &Target, found: &mut Vec<Diagnostic>) {
    let subject = Subject { name: format!("target `{}`", target.id), about: &plan.item(target.parent).name };
    let readings: Vec<_> = target
        .readings
        .iter()
        .filter_map(|reading| {
            let (amount, text) = match reading.value {
                Value::Amount(amount) => (amount, amount.to_string()),
                Value::Ratio(part, whole) => {
                    let tenths = u64::from(part) * 1000 / u64::from(whole.max(1));
                    (Amount { digits: tenths, decimals: 1, percent: true, about: false, or_more: false }, format!("{part}/{whole}"))
                }
                Value::Level(_) => return None,
            };
            Some((amount, reading.on, text, reading.said))
        })
        .collect();
    found.extend(matters::values(plan, &subject, &target.claims, &readings));
}

fn of_entry(plan: &Plan, entry: &RegistryEntry, found: &mut Vec<Diagnostic>) {
    let module = entry.subjects.first().map_or("", |subject| &**subject);
    let all: Vec<&str> = entry.names.iter().map(|name| &**name).collect();
    let name = if all.is_empty() { format!("`{module}`") } else { format!("{} of `{module}`", super::wording::names(&all, 3)) };
    let subject = Subject { name, about: &plan.root().name };
    let (state, word) = match (entry.kind, entry.state) {
        (_, Some(State::Unsure | State::Dropped)) | (EntryKind::Sought | EntryKind::Isolate, _) => return,
        (_, Some(state)) => (state, state.word()),
        (EntryKind::Works | EntryKind::MockWorks, None) => (State::Done, "works"),
        (EntryKind::Broken | EntryKind::MockBroken, None) => (State::Missing, "broken"),
        (EntryKind::Retired, None) => (State::Deprecated, "retired"),
    };
    let own = OwnState { stances: vec![Stance::own(Standing::One(state), word, entry.said)], changed: entry.fixed.max(entry.verified) };
    found.extend(matters::state(plan, &subject, &entry.claims, own));
}
