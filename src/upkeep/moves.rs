//! Entries of registries whose code has moved.

use super::registry::{EntryState, Resolution};
use super::{Left, Proposal, Upkeep};
use crate::edit::{Change, EntryChange};
use crate::model::Replacement;
use crate::progress::{Observed, of_entry};
use crate::survey::Survey;
use crate::syntax::{EntryKind, State};

/// What is found in exactly one other place: its name, and where.
fn moved<'s>(states: &'s [EntryState<'_>]) -> Vec<(&'s str, &'s str)> {
    let of_entry = |state: &'s EntryState<'_>| state.entry.subjects.iter().zip(&state.names);
    let pairs = states.iter().flat_map(of_entry).filter_map(|(subject, name)| match name {
        Resolution::Fails { same, .. } => match same.as_slice() {
            [to] => Some((&**subject, &**to)),
            _ => None,
        },
        _ => None,
    });
    pairs.collect()
}

/// The innermost of what moved that holds a name.
fn around<'m>(moved: &[(&'m str, &'m str)], subject: &str) -> Option<(&'m str, &'m str)> {
    let holds = |from: &str| subject.strip_prefix(from).is_some_and(|rest| rest.starts_with(['.', ':', '/']));
    moved.iter().copied().filter(|(from, _)| holds(from)).max_by_key(|(from, _)| from.len())
}

/// Proposes new paths for what works and resolves in exactly one other place, `works` for what was broken and resolves, certainty for
/// what nobody had tried, and `done` for what retires and nobody imports any more.
pub fn moves(survey: &Survey<'_>, states: &[EntryState<'_>]) -> Upkeep {
    let mut upkeep = Upkeep { asked: states.len(), ..Upkeep::default() };
    let moved = moved(states);
    for state in states {
        let entry = state.entry;
        let change = |change: EntryChange| Change::Entry(state.registry, state.at, change);
        let verified = || entry.verified.filter(|tried| *tried < survey.data_date).map(|_| change(EntryChange::Verified(survey.data_date)));
        let of = |name: &str| format!("{} {name}", entry.kind.word());
        let all_resolve = !state.names.is_empty() && state.names.iter().all(|name| matches!(name, Resolution::Resolves(_)));
        match entry.kind {
            EntryKind::Works | EntryKind::MockWorks => {
                if all_resolve && entry.state == Some(State::Unsure) {
                    let mut changes = vec![change(EntryChange::State(None))];
                    changes.extend(verified());
                    upkeep.proposals.push(Proposal {
                        changes,
                        name: of(&entry.subjects.join(", ")),
                        place: entry.said,
                        from: State::Unsure.word().to_owned(),
                        to: "it resolves".to_owned(),
                        proof: state.names.iter().map(|name| name.words(entry.kind)).collect(),
                    });
                }
                for (at, (subject, name)) in entry.subjects.iter().zip(&state.names).enumerate() {
                    let Resolution::Fails { same, near } = name else { continue };
                    let why = match same.as_slice() {
                        [to] => {
                            let mut changes = vec![change(EntryChange::Subject(at, to.clone()))];
                            changes.extend(verified());
                            upkeep.proposals.push(Proposal {
                                changes,
                                name: of(subject),
                                place: entry.said,
                                from: subject.to_string(),
                                to: to.clone(),
                                proof: near.clone(),
                            });
                            continue;
                        }
                        [] if let Some((from, to)) = around(&moved, subject) => {
                            let rest = &subject[from.len()..];
                            format!("it does not resolve; `{from}` is found at `{to}`, so that it may be `{to}{rest}`")
                        }
                        [] if near.is_empty() => "it does not resolve, and nothing of that name was found elsewhere".to_owned(),
                        [] => "it does not resolve, and what is near may be something else".to_owned(),
                        several => format!("it does not resolve, and it could be {}", several.join(" or ")),
                    };
                    upkeep.left.push(Left { name: of(subject), place: entry.said, why, proof: near.clone() });
                }
            }
            EntryKind::Broken | EntryKind::MockBroken if all_resolve && entry.fixed.is_none() => {
                let kind = if entry.kind == EntryKind::Broken { EntryKind::Works } else { EntryKind::MockWorks };
                let mut changes = vec![change(EntryChange::Kind(kind))];
                changes.extend(verified());
                upkeep.proposals.push(Proposal {
                    changes,
                    name: of(&entry.subjects.join(", ")),
                    place: entry.said,
                    from: entry.kind.word().to_owned(),
                    to: kind.word().to_owned(),
                    proof: state.names.iter().map(|name| name.words(entry.kind)).collect(),
                });
            }
            EntryKind::Retired => {
                let gone = !state.names.is_empty() && state.names.iter().all(|name| matches!(name, Resolution::Counted(0, _)));
                let open = !matches!(entry.state, Some(State::Done | State::Dropped));
                if gone && open {
                    upkeep.proposals.push(Proposal {
                        changes: vec![change(EntryChange::State(Some(State::Done)))],
                        name: of(&entry.subjects.join(", ")),
                        place: entry.said,
                        from: entry.state.map_or("", State::word).to_owned(),
                        to: State::Done.word().to_owned(),
                        proof: vec!["nothing imports it any more".to_owned()],
                    });
                }
                for (subject, name) in entry.subjects.iter().zip(&state.names) {
                    if let Resolution::Counted(count, places) = name
                        && *count > 0
                        && entry.state == Some(State::Done)
                    {
                        let why = format!("it is claimed done, and {}", name.words(entry.kind));
                        upkeep.left.push(Left { name: of(subject), place: entry.said, why, proof: places.clone() });
                    }
                }
            }
            _ => {}
        }
        if let Some(Replacement::Text(with, _)) = &entry.replacement
            && let (Some(evidence), Some(registry)) = (&survey.evidence, survey.plan.registries.get(state.registry))
            && matches!(
                of_entry(registry, entry, evidence).replacement,
                Some((Observed::Missing | Observed::Partial | Observed::NotDone(_), _))
            )
        {
            let why = format!("`{with}` is to be used instead, and does not resolve");
            upkeep.left.push(Left { name: of(&entry.subjects.join(", ")), place: entry.said, why, proof: Vec::new() });
        }
        for (subject, name) in entry.subjects.iter().zip(&state.names) {
            if let Resolution::Unknown(why) = name {
                upkeep.left.push(Left { name: of(subject), place: entry.said, why: why.clone(), proof: Vec::new() });
            }
        }
    }
    upkeep
}
