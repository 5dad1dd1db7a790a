//! What is overdue, what open items do to others, and how to go back.

use super::is_open;
use crate::model::{ItemId, Moment, Plan};
use crate::survey::Survey;
use crate::syntax::State;
use crate::time::Date;
use crate::view::Selection;
use serde::Serialize;
use std::collections::HashMap;

/// Something open that was due before the data date.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overdue<'a> {
    /// The full name of the item.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The title of the step, when only that is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<&'a str>,
    /// The last day it was due.
    pub due: Date,
    /// For how many calendar days it has been overdue.
    pub days: i64,
    /// The title of who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
}

/// What open items do to others.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Impact<'a> {
    /// The impact.
    pub text: &'a str,
    /// The highest tier of the items, when they have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'a str>,
    /// The titles of the items.
    pub items: Vec<&'a str>,
}

/// How to go back from something.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rollback<'a> {
    /// The full name of the item.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// How.
    pub text: &'a str,
}

/// Open items and steps that were due before the data date, longest first.
pub fn overdue<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<Overdue<'a>> {
    let plan = survey.plan;
    let past = |due: Option<Moment>| due.and_then(|due| survey.timetable.latest(plan, due)).filter(|due| *due < survey.data_date);
    let title = |party: Option<crate::model::PartyId>| party.map(|party| &*plan.parties[party.index()].title);
    let mut rows = Vec::new();
    for (id, item) in plan.ids().skip(1).filter(|(id, _)| selection.has(*id)) {
        if survey.assessment.is_closed(id) {
            continue;
        }
        let row = |step, due: Date, owner| {
            let days = survey.data_date.days_since(due);
            Overdue { name: &item.name, title: &item.title, step, due, days, owner }
        };
        rows.extend(past(item.deadline()).map(|due| row(None, due, title(item.owner))));
        for step in item.steps.iter().filter(|step| step.state != Some(State::Done)) {
            rows.extend(past(step.due).map(|due| row(Some(&*step.title), due, title(step.owner.or(item.owner)))));
        }
    }
    rows.sort_by_key(|row| row.due);
    rows
}

/// What open items do to others: each text once, with the items it is said of, by tier and rank.
pub fn impacts<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<Impact<'a>> {
    let plan = survey.plan;
    let mut rows: Vec<((u8, u32), Impact<'a>)> = Vec::new();
    let mut by_text: HashMap<&str, usize> = HashMap::new();
    let open = |id: ItemId| {
        if plan.item(id).is_container() { !survey.assessment.is_closed(id) && selection.has(id) } else { is_open(survey, selection, id) }
    };
    for (_, item) in plan.ids().skip(1).filter(|(id, item)| !item.impacts.is_empty() && open(*id)) {
        for impact in &item.impacts {
            let row = *by_text.entry(&impact.text).or_insert_with(|| {
                rows.push((item.urgency(), Impact { text: &impact.text, tier: None, items: Vec::new() }));
                rows.len() - 1
            });
            let Some((urgency, row)) = rows.get_mut(row) else { continue };
            row.items.push(&item.title);
            *urgency = item.urgency().min(*urgency);
        }
    }
    rows.sort_by_key(|(urgency, _)| *urgency);
    rows.into_iter().map(|((tier, _), row)| Impact { tier: (tier != u8::MAX).then(|| plan.tier_word(tier)), ..row }).collect()
}

/// How to go back, of everything shown that says so.
pub fn rollbacks<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<Rollback<'a>> {
    let shown = survey.plan.ids().filter(|(id, _)| selection.has(*id) && (selection.is_all() || *id != Plan::ROOT));
    shown
        .filter_map(|(_, item)| item.rollback.as_ref().map(|note| Rollback { name: &item.name, title: &item.title, text: &note.text }))
        .collect()
}
