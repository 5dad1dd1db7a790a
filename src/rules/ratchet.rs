//! `regressed`, `weakened` and `progressed`: what differs from another revision of the plan and of the tree.

use super::weigh::{Weights, weigh_gone};
use super::wording::{names, plural};
use crate::diag::{Diagnostic, Severity, code};
use crate::model::Plan;
use crate::ratchet::{Blocked, Delta, Weight};
use crate::survey::Survey;

/// New offenders told of one finding before the rest is counted.
const NAMED: usize = 200;

/// Errors of another revision that are told of before the rest is counted.
const FAULTS: usize = 5;

/// Items told that wait for something.
const WAITING: usize = 5;

/// Finds what held and does not hold any more, and every new offender.
pub fn regressed(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(delta) = &survey.delta else { return };
    for one in &delta.regressed {
        let mut diagnostic = Diagnostic::new(&code::REGRESSED, format!("{} {}", one.about.words, one.words))
            .at(one.about.place, format!("compared with `{}`", delta.revision))
            .about(&*one.about.item)
            .help("mend it, or say who accepts it for now: `waive regressed on … by … until … because …`");
        if one.weight == Weight::Doubtful {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic.notes.extend(one.names.iter().take(NAMED).map(ToString::to_string));
        if one.names.len() > NAMED {
            diagnostic.notes.push(format!("and {} more", one.names.len() - NAMED));
        }
        diagnostic.notes.extend(renamed(delta, &one.about.item));
        diagnostic.notes.extend(waits(survey.plan, &one.blocked));
        found.push(diagnostic);
    }
}

/// Finds where the plan asks less.
pub fn weakened(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(delta) = &survey.delta else { return };
    for one in &delta.weakened {
        let mut diagnostic = Diagnostic::new(&code::WEAKENED, format!("{} {}", one.about.words, one.words))
            .at(one.about.place, "")
            .about(&*one.about.item)
            .help("ask as much as before, or have it agreed on: whoever reads the change sees this finding");
        if let Some(was) = &one.was {
            diagnostic.notes.push(format!("at `{}` it stood in {was}", delta.revision));
        }
        diagnostic.notes.extend(renamed(delta, &one.about.item));
        found.push(diagnostic);
    }
}

/// A plan of another revision that has no counterpart any more, with the place it had there; nothing where that is allowed. What the plan
/// itself said of the rule there holds at the least, as no change makes its own findings light.
pub fn plan_gone(then: &Plan, revision: &str, was: &str, weights: &Weights) -> Option<Diagnostic> {
    let id = &*then.root().id;
    let mut diagnostic = Diagnostic::new(&code::WEAKENED, format!("plan `{id}` is gone, with all it held"))
        .note(format!("at `{revision}` it stood in {was}"))
        .about(id)
        .help("keep it among the plans that are checked, or have it agreed on: whoever reads the change sees this finding");
    diagnostic.severity = weigh_gone(&then.levels, weights, &diagnostic);
    (diagnostic.severity > Severity::Allow).then_some(diagnostic)
}

/// That a plan is gone that was not sound at another revision; nothing where the command line allows that. `was` is its file there.
pub fn faulty_plan_gone(name: &str, revision: &str, was: &str, weights: &Weights) -> Option<Diagnostic> {
    let mut diagnostic = Diagnostic::new(&code::WEAKENED, format!("plan `{name}` is gone, with all it held"))
        .note(format!("at `{revision}` it stood in {was}, and was not sound"))
        .about(name)
        .help("keep it among the plans that are checked, or have it agreed on: whoever reads the change sees this finding");
    diagnostic.severity = weigh_gone(&[], weights, &diagnostic);
    (diagnostic.severity > Severity::Allow).then_some(diagnostic)
}

/// That a plan had errors at another revision, so that nothing is compared; nothing where the command line allows that. `faults` are told.
pub fn not_compared(id: &str, revision: &str, faults: &[String], weights: &Weights) -> Option<Diagnostic> {
    let mut diagnostic =
        Diagnostic::new(&code::NOT_COMPARED, format!("plan `{id}` was not sound at `{revision}`, so that nothing is compared"))
            .about(id)
            .help("the plan is judged by what it is now; it is compared again once it is sound there");
    diagnostic.notes.extend(faults.iter().take(FAULTS).cloned());
    if faults.len() > FAULTS {
        diagnostic.notes.push(format!("and {} more", faults.len() - FAULTS));
    }
    diagnostic.severity = weigh_gone(&[], weights, &diagnostic);
    (diagnostic.severity > Severity::Allow).then_some(diagnostic)
}

/// Finds what came nearer to its end.
pub fn progressed(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(delta) = &survey.delta else { return };
    for one in &delta.progressed {
        let diagnostic = Diagnostic::new(&code::PROGRESSED, format!("{} {}", one.about.words, one.words))
            .at(one.about.place, "")
            .about(&*one.about.item)
            .help("nothing is to be done");
        found.push(diagnostic);
    }
}

/// What the item was called.
fn renamed(delta: &Delta, item: &str) -> Option<String> {
    let (old, _) = delta.renamed.iter().find(|(_, new)| **new == *item)?;
    Some(format!("it was called `{old}`"))
}

/// What waits for something that regressed.
fn waits(plan: &Plan, blocked: &Blocked) -> Option<String> {
    let all = blocked.count();
    if all == 0 {
        return None;
    }
    let direct: Vec<&str> = blocked.direct.iter().map(|id| &*plan.item(*id).name).collect();
    let what = plural(all, "item");
    Some(match (direct.len(), blocked.indirect.len()) {
        (0, _) => format!("{what} wait for it by way of others"),
        (_, 0) => format!("{what} {} for it: {}", if all == 1 { "waits" } else { "wait" }, names(&direct, WAITING)),
        (_, more) => format!("{what} wait for it: {} themselves, and {more} by way of these", names(&direct, WAITING)),
    })
}
