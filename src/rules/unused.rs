//! `unused-declaration`: something is declared and never used.
//!
//! A leftover, or the line that should name it was forgotten. A phase is used when something is in it or due by it; a team
//! when it or one of its people is named; an external when something needs it. Levels of scales are only looked at when they
//! are tiers, and built-in ones never.

use crate::diag::{Diagnostic, code};
use crate::model::{Claim, ClaimFact, Item, ItemKind, Moment, PhaseId, Plan};
use crate::survey::Survey;
use crate::text::Place;
use std::collections::BTreeSet;

/// Finds declarations that nothing refers to.
pub fn unused(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let mut add = |what: &str, name: &str, place: Place, about: &str, help: &str| {
        let diagnostic = Diagnostic::new(&code::UNUSED, format!("the {what} `{name}` is never used")).at(place, "declared here");
        found.push(diagnostic.about(about).help(help));
    };
    let root = &*plan.root().name;
    let team_used: Vec<bool> = {
        let mut used: Vec<bool> = plan.parties.iter().map(|party| party.used).collect();
        // Work that only names skills goes to whoever has them.
        let asked = plan.items.iter().filter(|item| item.by.is_empty()).flat_map(|item| &item.skills);
        let asked: BTreeSet<&str> = asked.map(|skill| &**skill).collect();
        for (at, party) in plan.parties.iter().enumerate() {
            used[at] |= party.skills.iter().any(|skill| asked.contains(&**skill));
            if let Some(team) = party.team.filter(|_| used[at]) {
                used[team.index()] = true;
            }
        }
        used
    };
    for (party, used) in plan.parties.iter().zip(team_used) {
        // The people of a team are its strength, whether or not work is given to them by name.
        if !used && party.team.is_none() {
            let what = if party.is_person { "person" } else { "team" };
            add(what, &party.id, party.said, root, "name it with `by` or `owner` where it works, or remove it");
        }
    }
    let held = phases_in_use(plan);
    for (phase, _) in plan.phases.iter().zip(held).filter(|(_, held)| !held) {
        add("phase", &phase.id, phase.said, root, &format!("put work into it with `in {}`, or remove it", phase.id));
    }
    for scale in plan.scales.iter().filter(|scale| !scale.used) {
        add("scale", &scale.id, scale.said, root, "the scales that are used are called `severity` and `health`; remove it, or call it so");
    }
    for tag in plan.tags.iter().filter(|tag| !tag.used) {
        add("tag", &tag.id, tag.said, root, "tag something with it, or remove it");
    }
    for source in plan.sources.iter().filter(|source| !source.used) {
        add("source", &source.id, source.said, root, &format!("name it where it was read, `per {}:LINE`, or remove it", source.id));
    }
    tiers(plan, &mut add);
    externals(plan, &mut add);
}

type Add<'a> = dyn FnMut(&str, &str, Place, &str, &str) + 'a;

fn tiers(plan: &Plan, add: &mut Add<'_>) {
    let declared: Vec<_> = plan.tiers.iter().filter_map(|tier| Some((tier, tier.said?))).collect();
    let root = &*plan.root().name;
    if declared.iter().all(|(tier, _)| !tier.used) {
        if let Some((_, place)) = declared.first() {
            let scale = plan.scales.iter().find(|scale| scale.levels.iter().any(|level| level.said == Some(*place)));
            add(
                "scale",
                scale.map_or("severity", |scale| &scale.id),
                *place,
                root,
                "give items a tier, such as `!high`, or remove the scale",
            );
        }
        return;
    }
    for (tier, place) in declared.into_iter().filter(|(tier, _)| !tier.used) {
        add("tier", &format!("!{}", tier.word), place, root, "give something this tier, or remove the level");
    }
}

fn externals(plan: &Plan, add: &mut Add<'_>) {
    let mut needed = vec![false; plan.items.len()];
    for item in &plan.items {
        item.needs.iter().for_each(|need| needed[need.target.index()] = true);
    }
    for id in plan.junctions.iter().flat_map(|junction| &junction.needed) {
        needed[id.index()] = true;
    }
    for (id, item) in plan.ids().filter(|(_, item)| item.kind == ItemKind::External && !item.is_dropped()) {
        if !needed[id.index()] && !plan.ancestors(id).any(|holder| needed[holder.index()]) {
            add("external", &item.name, item.said, &item.name, &format!("say what needs it, `needs {}`, or remove it", item.name));
        }
    }
}

/// By phase: whether something is in it or due by it. Phases that follow it do not count.
fn phases_in_use(plan: &Plan) -> Vec<bool> {
    let mut used = vec![false; plan.phases.len()];
    let mut mark = |phase: PhaseId| used[phase.index()] = true;
    let moment = |moment: Option<Moment>| match moment {
        Some(Moment::Phase(phase)) => Some(phase),
        _ => None,
    };
    let of_claims = |claims: &[Claim], mark: &mut dyn FnMut(PhaseId)| {
        for fact in claims.iter().flat_map(|claim| &claim.facts) {
            match fact {
                ClaimFact::Phase(phase) | ClaimFact::Due(Moment::Phase(phase)) => mark(*phase),
                _ => {}
            }
        }
    };
    for item in &plan.items {
        let item: &Item = item;
        item.phase.into_iter().for_each(&mut mark);
        [item.due, item.not_before, item.until].into_iter().filter_map(moment).for_each(&mut mark);
        of_claims(&item.claims, &mut mark);
        for step in &item.steps {
            moment(step.due).into_iter().for_each(&mut mark);
            of_claims(&step.claims, &mut mark);
        }
    }
    for target in &plan.targets {
        target.goals.iter().filter_map(|goal| moment(goal.due)).for_each(&mut mark);
    }
    plan.reports.iter().flat_map(|report| &report.phases).for_each(|phase| mark(*phase));
    used
}
