//! Entries of registries that the tree denies, or is ahead of. They are findings of `contradicted`, `stale` and `unknown-evidence`.

use super::evidence::told;
use crate::diag::{Code, Diagnostic, code};
use crate::evidence::Answer;
use crate::model::{Moment, RegistryEntry, Replacement};
use crate::progress::{EntryVerdict, Observed, entry_verdict, of_entry};
use crate::survey::Survey;
use crate::syntax::EntryKind;

/// Finds entries that do not say what the tree shows.
pub fn registry_evidence(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(evidence) = &survey.evidence else { return };
    let root = &survey.plan.root().name;
    for registry in &survey.plan.registries {
        for entry in &registry.entries {
            let Some(verdict) = entry_verdict(registry, entry, evidence) else { continue };
            let seen = of_entry(registry, entry, evidence);
            let answer = seen.answer;
            let mut push = |code: &'static Code, message: String, help: &str, answer: Option<&Answer>| {
                let diagnostic = Diagnostic::new(code, message).at(entry.said, "").about(&**root).help(help);
                found.push(match answer {
                    Some(answer) => told(diagnostic, answer),
                    None => diagnostic,
                });
            };
            let name = name_of(entry);
            match verdict {
                EntryVerdict::Denied if entry.kind == EntryKind::Isolate => {
                    push(
                        &code::CONTRADICTED,
                        format!("{name} are to be kept apart, but import each other"),
                        "remove these imports, or allow them with `except`",
                        answer,
                    );
                }
                EntryVerdict::Denied => {
                    push(
                        &code::CONTRADICTED,
                        format!("{name} is said to work, but does not resolve"),
                        "mend it, or say `broken` and what to use instead",
                        answer,
                    );
                }
                EntryVerdict::Ahead if entry.kind == EntryKind::Sought => {
                    push(
                        &code::STALE,
                        format!("{name} is sought, and stands in the tree"),
                        "say where it is: make it an entry that works",
                        answer,
                    );
                }
                EntryVerdict::Ahead if matches!(entry.kind, EntryKind::Broken | EntryKind::MockBroken) => {
                    push(
                        &code::STALE,
                        format!("{name} is said to be broken, but resolves"),
                        "say that it works, or retire it if it must not be used",
                        answer,
                    );
                }
                EntryVerdict::InUse if overdue(survey, entry) => {
                    push(
                        &code::CONTRADICTED,
                        format!("{name} was to be gone, and is still imported"),
                        "replace these imports, or move its `until`",
                        answer,
                    );
                }
                EntryVerdict::Unknown => {
                    let why = match &seen.observed {
                        Observed::Unknown(why) | Observed::NotDone(why) => why,
                        _ => "nobody could look",
                    };
                    let help = if entry.kind == EntryKind::Isolate || !entry.under.is_empty() || !registry.under.is_empty() {
                        "correct the name, or remove the entry if nothing of it is there any more"
                    } else {
                        "name the folders of the search path with `under`"
                    };
                    push(&code::UNKNOWN_EVIDENCE, format!("{name} could not be measured: {why}"), help, None);
                }
                _ => {}
            }
            if let Some((Observed::Missing | Observed::Partial | Observed::NotDone(_), with_answer)) = &seen.replacement
                && let Some(Replacement::Text(with, _)) = &entry.replacement
            {
                let answer = Some(*with_answer);
                push(
                    &code::CONTRADICTED,
                    format!("`{with}` is to be used instead of {name}, but does not resolve"),
                    "correct the replacement",
                    answer,
                );
            }
        }
    }
}

/// Whether the last moment of an entry has passed.
fn overdue(survey: &Survey<'_>, entry: &RegistryEntry) -> bool {
    let until = |moment: Moment| survey.timetable.latest(survey.plan, moment);
    entry.state == Some(crate::syntax::State::Done) || entry.until.and_then(until).is_some_and(|until| until < survey.data_date)
}

/// The modules of an entry with the names it gives.
fn name_of(entry: &RegistryEntry) -> String {
    let subjects: Vec<&str> = entry.subjects.iter().map(|subject| &**subject).collect();
    let names = match entry.names.as_slice() {
        [] => String::new(),
        names => format!(" ({})", names.iter().map(|name| &**name).collect::<Vec<_>>().join(", ")),
    };
    format!("{}{names}", super::wording::names(&subjects, 3))
}
