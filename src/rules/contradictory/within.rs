//! What the plan itself says twice of one thing, in ways that cannot both be true.

use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemId, Phase, PhaseId, Plan, Reading, Target};
use crate::progress::Observed;
use crate::progress::check::value_text;
use crate::rules::wording::names;
use crate::survey::Survey;
use crate::syntax::{State, Status};
use crate::text::Place;

/// Finds facts of one item that exclude each other: states, how far it is, what was chosen.
pub(super) fn of_item(item: &Item, found: &mut Vec<Diagnostic>) {
    let place = item.state_said.unwrap_or(item.said);
    let mut clash = |what: String, place: Place, see: Option<(Place, &str)>| {
        let mut diagnostic =
            Diagnostic::new(&code::CONTRADICTORY_CLAIMS, format!("`{}` {what}", item.name)).at(place, "").about(&*item.name);
        if let Some((place, label)) = see {
            diagnostic = diagnostic.see(place, label);
        }
        found.push(diagnostic.help("find out which holds, and correct the other"));
    };
    if let Some(State::Done | State::Missing) = item.state {
        let done = item.state == Some(State::Done);
        let word = if done { "done" } else { "missing" };
        if let Some(progress) = item.progress.filter(|progress| if done { progress.value() < 100.0 } else { progress.value() >= 100.0 }) {
            clash(format!("is {word}, and {}{progress} of it is done", if done { "only " } else { "" }), place, None);
        }
        if let Some(left) = item.left.filter(|left| done && left.thousandths > 0) {
            clash(format!("is done, and {left} of it is left"), place, None);
        }
        match item.status {
            Some((status @ (Status::Active | Status::Resolved), _)) if done == (status == Status::Active) => {
                clash(format!("is {word} and {}", status.word()), place, None);
            }
            _ => {}
        }
        for step in item.steps.iter().filter(|step| done && step.state == Some(State::Missing)) {
            clash(format!("is done, and its step `{}` is missing", step.id), step.said, Some((place, "done")));
        }
    }
    let mut chosen = item.options.iter().filter(|option| option.chosen.is_some());
    if let Some(first) = chosen.next() {
        for other in chosen {
            clash(format!("has two options chosen: `{}` and `{}`", first.id, other.id), other.said, Some((first.said, "chosen as well")));
        }
    }
}

/// Finds phases that are done while something in them is said not to be; what the evidence shows is told apart.
pub(super) fn of_phase(survey: &Survey<'_>, id: PhaseId, phase: &Phase, found: &mut Vec<Diagnostic>) {
    if phase.state != Some(State::Done) {
        return;
    }
    let plan = survey.plan;
    let is_said = |(at, item): &(ItemId, &Item)| {
        let said =
            matches!(item.state, Some(State::Missing | State::Partial)) && *survey.assessment.observed(*at) == Observed::NothingAsked;
        item.phase == Some(id) && !item.is_container() && said && !item.is_dropped()
    };
    let open: Vec<&Item> = plan.ids().filter(is_said).map(|(_, item)| item).collect();
    let Some(first) = open.first() else { return };
    let all: Vec<&str> = open.iter().map(|item| &*item.name).collect();
    let are = if let [_] = all.as_slice() { "is" } else { "are" };
    found.push(
        Diagnostic::new(&code::CONTRADICTORY_CLAIMS, format!("phase `{}` is done, and {} in it {are} not", phase.id, names(&all, 4)))
            .at(phase.said, "done")
            .see(first.state_said.unwrap_or(first.said), "not done")
            .about(&*plan.root().name)
            .help("find out which holds, and correct the other"),
    );
}

/// Finds readings of one day, or without a day, that differ: which is the later cannot be told.
pub(super) fn of_target(plan: &Plan, target: &Target, found: &mut Vec<Diagnostic>) {
    let about = &*plan.item(target.parent).name;
    let differ = |pair: &&[Reading]| pair[0].on == pair[1].on && value_text(target, pair[0].value) != value_text(target, pair[1].value);
    for pair in target.readings.windows(2).filter(differ) {
        let day = pair[0].on.map_or_else(|| "without a day".to_owned(), |day| format!("of {day}"));
        let values = format!("{} and {}", value_text(target, pair[0].value), value_text(target, pair[1].value));
        let diagnostic =
            Diagnostic::new(&code::CONTRADICTORY_CLAIMS, format!("target `{}` has two readings {day} that differ: {values}", target.id))
                .at(pair[1].said, "")
                .see(pair[0].said, "the other");
        found.push(diagnostic.about(about).help(match pair[0].on {
            Some(_) => "correct the day of one, or keep the one that holds",
            None => "say with `on DATE` when each was taken",
        }));
    }
}
