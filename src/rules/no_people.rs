//! `no-people`: work for which there is nobody.
//!
//! Nobody who is to do it has the skills, it takes more people at once than there ever are, or those who are to do it never work.
//! Such work is dated as if there were people, and must not be trusted.

use super::wording::names;
use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Plan};
use crate::survey::Survey;

/// Finds work that nobody can do.
pub fn no_people(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    for (id, lacks) in &table.build.lacking {
        let item = plan.item(*id);
        let skills: Vec<&str> = lacks.iter().map(|skill| &**skill).collect();
        let who = if item.by.is_empty() { "nobody has".to_owned() } else { format!("{} has not", who(plan, *id)) };
        let message = format!("`{}` takes {}, which {who}", item.name, names(&skills, 4));
        let diagnostic = Diagnostic::new(&code::NO_PEOPLE, message).at(item.said, "").about(&*item.name);
        found.push(diagnostic.help("say with `skills` who can do it, or give it to others with `by`"));
    }
    for id in &table.unplaced {
        let item = plan.item(*id);
        let Some((resource, units)) = too_many(survey, *id) else { continue };
        let of = &table.build.resources[resource as usize];
        let party = &plan.parties[of.party.index()];
        let are = if of.people == 1 { "is" } else { "are" };
        let message = format!("`{}` takes {units} people of `{}` at once, and there {are} {}", item.name, party.id, of.people);
        let diagnostic = Diagnostic::new(&code::NO_PEOPLE, message).at(item.said, "").see(party.said, "the team").about(&*item.name);
        found.push(diagnostic.help("let fewer work on it at once, or say with `people` how many there are"));
    }
}

/// Whom an item takes more of at once than there are, in [`crate::schedule::Build::resources`], and how many.
pub(super) fn too_many(survey: &Survey<'_>, id: ItemId) -> Option<(u32, u32)> {
    let table = &survey.timetable;
    let mut uses = table.activity(id).into_iter().flat_map(|at| &table.build.work.activity(at).uses);
    let short = uses.find(|(resource, units)| {
        let of = &table.build.resources[*resource as usize];
        of.people.max(of.changes.iter().map(|(_, people)| *people).max().unwrap_or(0)) < *units
    });
    short.copied()
}

fn who(plan: &Plan, id: ItemId) -> String {
    let ids: Vec<&str> = plan.item(id).by.iter().map(|party| &*plan.parties[party.index()].id).collect();
    names(&ids, 4)
}
