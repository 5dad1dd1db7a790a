//! `contradictory-claims`: two claims that cannot both be true, or a claim and the plan itself.
//!
//! An issue active and resolved, an item at two times or two paths, 89 missing and 119. Find out which holds and correct the
//! other. `unsure` contradicts nothing, and neither does a document from before something changed: `done DATE` says when.

mod matters;
mod stance;
mod within;

use crate::diag::{Diagnostic, code};
use crate::graph::Paths;
use crate::model::{Item, ItemId, Phase, PhaseId, RegistryEntry, Step, Target};
use crate::progress::check::{Checker, Subject, When, entry_state, parts_text, value_text, written};
use crate::survey::Survey;
use crate::syntax::State;
use stance::{Matter, Own};

/// Finds contradictions among the claims of each item, step, target, phase and import, and between them and the plan.
pub fn contradictory_claims(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let checker = survey.checker();
    let first = found.len();
    for (id, item) in plan.ids() {
        within::of_item(item, found);
        if !item.claims.is_empty() {
            of_item(survey, &checker, id, item, found);
        }
        for step in item.steps.iter().filter(|step| !step.claims.is_empty()) {
            of_step(&checker, item, step, found);
        }
    }
    for (index, phase) in plan.phases.iter().enumerate() {
        within::of_phase(survey, PhaseId(index as u32), phase, found);
        if !phase.claims.is_empty() {
            of_phase(&checker, PhaseId(index as u32), phase, found);
        }
    }
    plan.targets.iter().for_each(|target| within::of_target(plan, target, found));
    for target in plan.targets.iter().filter(|target| !target.claims.is_empty()) {
        of_target(&checker, target, found);
    }
    for entry in plan.registries.iter().flat_map(|registry| &registry.entries).filter(|entry| !entry.claims.is_empty()) {
        of_entry(&checker, entry, found);
    }
    for diagnostic in &mut found[first..] {
        let about = diagnostic.item.as_deref().filter(|about| *about != &*plan.root().name);
        let on = about.map_or_else(String::new, |about| format!(" on {about}"));
        diagnostic.notes.push(format!("to keep all of it on record, write `allow {}{on}`", code::CONTRADICTORY_CLAIMS.name));
    }
}

fn of_item(survey: &Survey<'_>, checker: &Checker<'_>, id: ItemId, item: &Item, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let name = format!("`{}`", item.name);
    let (subject, claims, place) = (Subject::Item(id), &*item.claims, item.said);
    let matter = Matter { checker, subject, name, about: &item.name, claims, place };
    let said = |text: String| Some((text, item.said));
    let state_place = item.state_said.unwrap_or(item.said);
    let some_done = || checker.tally(id).is_some_and(|tally| tally.rollup(None).done > 0);
    let by_date = item.state == Some(State::Done) || (item.is_container() && some_done());
    let by = item.per.first().copied().filter(|_| item.state.is_some() && !item.is_container());
    found.extend(matters::state(&matter, own_state(checker, id, item).map(|text| (text, state_place)), by, by_date));
    let status = item.status.map(|(status, since)| match since {
        Some(date) => format!("{} {date}", status.word()),
        None => status.word().to_owned(),
    });
    found.extend(matters::status(&matter, status.and_then(said)));
    let window_place = item.window_said.unwrap_or(item.said);
    found.extend(matters::schedule(&matter, own_times(checker, id, item).map(|text| (text, window_place))));
    found.extend(matters::phase(&matter, item.phase.and_then(|phase| said(format!("`{}`", plan.phases[phase.index()].id)))));
    found.extend(matters::place(&matter, own_places(&item.at)));
    found.extend(matters::times(&matter, |word| {
        let times = [("effort", item.effort), ("length", item.length), ("duration", item.duration), ("left", item.left)];
        times.into_iter().find(|(own, _)| *own == word).and_then(|(_, time)| said(time?.to_string()))
    }));
    let tier = match item.tier {
        Some(tier) => Some(format!("!{}", plan.tier_word(tier))),
        None => Some(checker.part_tiers(id)).filter(|parts| !parts.is_empty()).map(|parts| checker.tiers_text(&parts)),
    };
    found.extend(matters::tier(&matter, tier.and_then(said)));
    found.extend(matters::rank(&matter, item.own_rank().and_then(|rank| said(format!("rank {rank}")))));
    let health = item.health.as_ref().and_then(|(level, _)| plan.health.get(usize::from(*level)));
    found.extend(matters::health(&matter, health.and_then(|level| said(level.word.to_string()))));
    found.extend(matters::count(&matter, None));
    let due = item.due.and_then(|due| matters::due_text(&matter, due));
    found.extend(matters::due(&matter, due.map(|text| (text, item.due_said.unwrap_or(item.said)))));
    found.extend(matters::done_on(&matter, item.done_on, item.done_on.map(|day| (day.to_string(), state_place))));
    let circle = |needed: ItemId| Paths::new(&survey.network, &survey.order).behind(id, needed).is_some();
    found.extend(matters::needs(&matter, circle));
    found.extend(matters::totals(&matter, checker.tally(id).as_deref()));
}

/// The state of an item in the plan; of a container, what is counted below it.
fn own_state(checker: &Checker<'_>, id: ItemId, item: &Item) -> Option<String> {
    let own = item.state.filter(|state| !matches!(state, State::Unsure | State::Dropped)).map(|state| state.word().to_owned());
    if !item.is_container() {
        return own.filter(|_| item.quantity.count <= 1);
    }
    let parts = checker.tally(id).filter(|tally| tally.rollup(None).expected > 0).map(|tally| tally.words());
    match (own, parts) {
        (Some(own), Some(parts)) => Some(format!("{own}, with {parts},")),
        (own, parts) => own.or(parts),
    }
}

/// When the plan has an item, in words.
fn own_times(checker: &Checker<'_>, id: ItemId, item: &Item) -> Option<String> {
    if let Some(window) = item.window() {
        return Some(written(window));
    }
    match checker.when(id)? {
        When::Parts(parts) => Some(parts_text(&parts)),
        When::Within(_) => item.phase.map(|phase| format!("phase `{}`", checker.plan.phases[phase.index()].id)),
        When::One(_) => None,
    }
}

fn own_places(at: &[crate::model::Place]) -> Own {
    let shown: Vec<&str> = at.iter().map(|place| &*place.path).collect();
    at.first().map(|place| (super::wording::names(&shown, 3), place.said))
}

fn of_step(checker: &Checker<'_>, item: &Item, step: &Step, found: &mut Vec<Diagnostic>) {
    let name = format!("step `{}` of `{}`", step.id, item.name);
    let matter = Matter { checker, subject: Subject::Step(step), name, about: &item.name, claims: &step.claims, place: step.said };
    let said = |text: String| Some((text, step.said));
    found.extend(matters::state(
        &matter,
        step.state.and_then(|state| said(state.word().to_owned())),
        None,
        step.state == Some(State::Done),
    ));
    found.extend(matters::schedule(&matter, step.window.and_then(|window| said(written(window)))));
    found.extend(matters::place(&matter, own_places(&step.at)));
    found.extend(matters::due(&matter, step.due.and_then(|due| matters::due_text(&matter, due)).and_then(said)));
    found.extend(matters::done_on(&matter, step.done_on, step.done_on.and_then(|day| said(day.to_string()))));
}

fn of_phase(checker: &Checker<'_>, id: PhaseId, phase: &Phase, found: &mut Vec<Diagnostic>) {
    let name = format!("phase `{}`", phase.id);
    let about = &*checker.plan.root().name;
    let matter = Matter { checker, subject: Subject::Phase(id), name, about, claims: &phase.claims, place: phase.said };
    let tallies = checker.phase_tallies();
    let state = phase.state.filter(|state| *state != State::Unsure).map(|state| {
        let parts = tallies.get(id.index()).filter(|tally| tally.rollup(None).expected > 0);
        (parts.map_or_else(|| state.word().to_owned(), |tally| format!("{}, with {},", state.word(), tally.words())), phase.said)
    });
    found.extend(matters::state(&matter, state, None, false));
    let window = phase.window.map(|window| (written(window), phase.window_said.unwrap_or(phase.said)));
    found.extend(matters::schedule(&matter, window));
    found.extend(matters::times(&matter, |_| None));
    found.extend(matters::totals(&matter, tallies.get(id.index())));
}

fn of_target(checker: &Checker<'_>, target: &Target, found: &mut Vec<Diagnostic>) {
    let name = format!("target `{}`", target.id);
    let about = &*checker.plan.item(target.parent).name;
    let matter = Matter { checker, subject: Subject::Target(target), name, about, claims: &target.claims, place: target.said };
    let last = target.readings.last().filter(|_| target.measure.is_none());
    let own = last.map(|reading| (value_text(target, reading.value), reading.said));
    found.extend(matters::values(&matter, own, target.readings.len()));
}

fn of_entry(checker: &Checker<'_>, entry: &RegistryEntry, found: &mut Vec<Diagnostic>) {
    let module = entry.subjects.first().map_or("", |subject| &**subject);
    let all: Vec<&str> = entry.names.iter().map(|name| &**name).collect();
    let name = if all.is_empty() { format!("`{module}`") } else { format!("{} of `{module}`", super::wording::names(&all, 3)) };
    let about = &*checker.plan.root().name;
    let matter = Matter { checker, subject: Subject::Entry(entry), name, about, claims: &entry.claims, place: entry.said };
    let said = |text: String| Some((text, entry.said));
    found.extend(matters::state(&matter, entry_state(entry).and_then(|(_, text)| said(text)), None, false));
    found.extend(matters::tier(&matter, None));
    found.extend(matters::place(&matter, own_places(&entry.at)));
    found.extend(matters::done_on(&matter, entry.fixed, entry.fixed.and_then(|day| said(day.to_string()))));
}
