//! `over-allocated`: more work at a time than people for it.
//!
//! Work that is fixed stays where it is, and without levelling nothing waits for people. Move some of it, add people, or let
//! the work be levelled.

use super::no_people::too_many;
use super::wording::{names, plural};
use crate::diag::{Diagnostic, code};
use crate::model::ItemId;
use crate::schedule::Overload;
use crate::survey::Survey;

/// Finds the times in which a team or a person has too much to do; one finding for each team or person.
pub fn over_allocated(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    // Of what alone takes more people than there are, that is told already.
    let alone = |overload: &&Overload| {
        let [only] = overload.items.as_slice() else { return false };
        too_many(survey, *only).is_some_and(|(resource, _)| resource == overload.resource)
    };
    let overloads: Vec<&Overload> = table.overloads.iter().filter(|overload| !alone(overload)).collect();
    let mut at = 0;
    while let Some(first) = overloads.get(at) {
        let of = &table.build.resources[first.resource as usize];
        let all: Vec<_> = overloads[at..].iter().take_while(|overload| overload.resource == first.resource).collect();
        at += all.len();
        let party = &plan.parties[of.party.index()];
        let skills: Vec<&str> = of.skills.iter().map(|skill| &**skill).collect();
        let with = if skills.is_empty() { String::new() } else { format!(" with {}", names(&skills, 3)) };
        let people = |people: u32| if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
        let message = format!(
            "`{}`{with} has too much to do on {}: the work takes {}, and there {} {}",
            party.id,
            first.period,
            people(first.needed),
            if first.there == 1 { "is" } else { "are" },
            first.there
        );
        let mut diagnostic = Diagnostic::new(&code::OVER_ALLOCATED, message).at(party.said, "").about(&*plan.root().name);
        for id in first.items.iter().take(4) {
            let item = plan.item(*id);
            diagnostic = diagnostic.see(item.window_said.unwrap_or(item.said), format!("`{}` takes them", item.name));
        }
        if first.items.len() > 4 {
            diagnostic = diagnostic.note(format!("and {}", plural(first.items.len() - 4, "more item")));
        }
        if all.len() > 1 {
            let others: Vec<String> = all.iter().skip(1).take(6).map(|overload| overload.period.to_string()).collect();
            let more = all.len().saturating_sub(7);
            let more = if more > 0 { format!(" and {}", plural(more, "more time")) } else { String::new() };
            diagnostic = diagnostic.note(format!("the same on {}{more}", others.join(", ")));
        }
        let fixed = |id: &ItemId| plan.item(*id).on.is_some() || plan.item(*id).weeks.is_some();
        let help = match table.tried > 0 {
            true if all.iter().any(|overload| overload.items.iter().any(fixed)) => "move fixed work apart, or add people",
            true => "add people, or let one of these need another",
            false => "add people, or let the work be levelled",
        };
        found.push(diagnostic.help(help));
    }
}
