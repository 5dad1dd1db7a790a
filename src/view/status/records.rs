//! Issues and decisions.

use crate::model::{ClaimFact, ItemId, ItemKind};
use crate::progress::Standing;
use crate::progress::check::{Agreement, Checker, Subject};
use crate::survey::Survey;
use crate::syntax::Status;
use crate::time::Date;
use crate::view::item::{moment, texts};
use crate::view::{Selection, entry};
use serde::Serialize;

/// An issue.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IssueView<'a> {
    /// Its number, such as `#12`.
    pub number: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its status; none when the plan gives none.
    pub status: Option<&'static str>,
    /// How it counts.
    pub standing: Standing,
    /// The same in the word that fits: its status, or what is stated of it otherwise.
    pub state: &'static str,
    /// Whether somebody works on it, or should.
    pub active: bool,
    /// Since when the status holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Its tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'a str>,
    /// The title of who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// The titles of what is open and waits for it directly.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<&'a str>,
    /// Steps of its checklist, and how many are done.
    pub steps: u32,
    /// Steps that are done.
    pub steps_done: u32,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
    /// Claims that disagree with its status, each once with its places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub denied: Vec<String>,
}

/// A decision.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Whether it has yet to be taken.
    pub open: bool,
    /// Whether it was dropped, so that nobody takes it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub dropped: bool,
    /// The title of who decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// The ways it can go.
    pub options: Vec<ChoiceView<'a>>,
}

/// One way a decision can go.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceView<'a> {
    /// Its title.
    pub title: &'a str,
    /// When it was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Date>,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
}

/// Issues: active ones first, then others that are open, then the rest.
pub fn issues<'a>(survey: &'a Survey<'a>, selection: &Selection, checker: &Checker<'_>) -> Vec<IssueView<'a>> {
    let plan = survey.plan;
    let mut found: Vec<ItemId> =
        plan.ids().filter(|(id, item)| item.kind == ItemKind::Issue && selection.has(*id)).map(|(id, _)| id).collect();
    if found.is_empty() {
        return Vec::new();
    }
    // Who waits for an issue, from one walk over all needs.
    let mut waiting: Vec<Vec<ItemId>> = vec![Vec::new(); plan.items.len()];
    for (id, item) in plan.ids() {
        for need in item.needs.iter().filter(|need| plan.item(need.target).kind == ItemKind::Issue) {
            waiting[need.target.index()].push(id);
        }
    }
    for junction in &plan.junctions {
        for needed in junction.needed.iter().filter(|needed| plan.item(**needed).kind == ItemKind::Issue) {
            waiting[needed.index()].extend(&junction.waiting);
        }
    }
    waiting.iter_mut().for_each(|list| list.retain(|id| !survey.assessment.is_closed(*id)));
    found.sort_by_key(|id| match plan.item(*id).status {
        Some((Status::Active, _)) => 0,
        None if !survey.assessment.is_closed(*id) => 1,
        _ => 2,
    });
    found.into_iter().map(|id| issue(survey, checker, id, &waiting[id.index()])).collect()
}

fn issue<'a>(survey: &'a Survey<'a>, checker: &Checker<'_>, id: ItemId, waiting: &[ItemId]) -> IssueView<'a> {
    let plan = survey.plan;
    let item = plan.item(id);
    let speaks_of_it = |fact: &ClaimFact| matches!(fact, ClaimFact::Status(..) | ClaimFact::State(_) | ClaimFact::DoneOn(_));
    let mut denied: Vec<(&str, String)> = Vec::new();
    for claim in item.claims.iter().filter(|claim| claim.facts.iter().any(speaks_of_it)) {
        if checker.check(Subject::Item(id), claim).agreement == Agreement::Disagrees {
            let place = plan.origin(claim.origin);
            match denied.iter_mut().find(|(text, _)| *text == &*claim.text) {
                Some((_, places)) => {
                    places.push_str(", ");
                    places.push_str(&place);
                }
                None => denied.push((&claim.text, place)),
            }
        }
    }
    IssueView {
        number: &item.id,
        title: &item.title,
        status: item.status.map(|(status, _)| status.word()),
        standing: survey.assessment.standing(id),
        state: entry::state(item, survey.assessment.verdict(id), survey.assessment.standing(id)),
        active: matches!(item.status, Some((Status::Active, _))),
        since: item.status.and_then(|(_, date)| date).or(item.done_on),
        tier: item.tier.map(|tier| plan.tier_word(tier)),
        owner: item.owner.map(|owner| &*plan.parties[owner.index()].title),
        blocks: waiting.iter().filter(|_| !survey.assessment.is_closed(id)).map(|id| &*plan.item(*id).title).collect(),
        steps: item.steps.len() as u32,
        steps_done: item.steps.iter().filter(|step| step.state == Some(crate::syntax::State::Done)).count() as u32,
        notes: texts(&item.notes),
        denied: denied.into_iter().map(|(text, places)| format!("{text} ({places})")).collect(),
    }
}

/// Decisions: open ones first, by date.
pub fn decisions<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<DecisionView<'a>> {
    let plan = survey.plan;
    let mut found: Vec<(bool, Option<Date>, ItemId)> = plan
        .ids()
        .filter(|(id, item)| item.kind == ItemKind::Decision && selection.has(*id))
        .map(|(id, item)| (survey.assessment.is_closed(id), item.due.and_then(|due| survey.timetable.latest(plan, due)), id))
        .collect();
    found.sort_by_key(|(closed, due, id)| (*closed, due.is_none(), *due, *id));
    let view = |(closed, _, id): (bool, Option<Date>, ItemId)| {
        let item = plan.item(id);
        DecisionView {
            name: &item.name,
            title: &item.title,
            open: !closed,
            dropped: survey.assessment.standing(id) == Standing::Dropped,
            owner: item.owner.map(|owner| &*plan.parties[owner.index()].title),
            due: item.due.map(|due| moment(survey, due)),
            options: item
                .options
                .iter()
                .map(|option| ChoiceView {
                    title: &option.title,
                    chosen: option.chosen,
                    notes: option.notes.iter().map(|note| &*note.text).collect(),
                })
                .collect(),
        }
    };
    found.into_iter().map(view).collect()
}
