//! Claimed totals beside counted ones.

use crate::model::ClaimFact;
use crate::progress::check::Agreement;
use crate::survey::Survey;
use crate::view::Selection;
use crate::view::claims::{Named, gather};
use serde::Serialize;

/// A total or percentage that a document claimed.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClaimedTotal<'a> {
    /// What it speaks of.
    #[serde(flatten)]
    pub named: Named<'a>,
    /// The claim as written in the plan.
    pub claim: &'a str,
    /// The places that say it, such as `report:427`.
    pub places: Vec<String>,
    /// What the plan counts instead.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub counted: String,
    /// How the claim stands.
    pub agreement: Agreement,
}

/// All claimed totals on what is shown, in the order of the source. One that several places repeat stands once.
pub fn claimed<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<ClaimedTotal<'a>> {
    let checker = survey.checker();
    let mut rows: Vec<ClaimedTotal<'a>> = Vec::new();
    let (mut thing, mut from) = (u32::MAX, 0);
    for said in gather(survey, selection) {
        let total = |fact: &ClaimFact| matches!(fact, ClaimFact::Amount(..) | ClaimFact::Total(..) | ClaimFact::Count(..));
        if !said.claim.facts.iter().any(total) {
            continue;
        }
        if said.thing != thing {
            (thing, from) = (said.thing, rows.len());
        }
        let place = survey.plan.origin(said.claim.origin);
        let same = rows.iter_mut().skip(from).find(|row| row.claim == &*said.claim.text);
        if let Some(row) = same {
            row.places.push(place);
            continue;
        }
        let check = checker.check(said.subject, said.claim);
        let counted = check.found;
        rows.push(ClaimedTotal { named: said.named, claim: &said.claim.text, places: vec![place], counted, agreement: check.agreement });
    }
    rows
}
