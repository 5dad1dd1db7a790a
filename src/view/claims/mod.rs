//! What documents said, beside what was counted and seen.

mod gather;
#[cfg(test)]
mod tests;

pub use gather::{About, Named, Said, any, gather};

use super::Selection;
use crate::model::Source;
use crate::progress::check::Agreement;
use crate::survey::Survey;
use crate::time::Date;
use serde::Serialize;
use std::collections::HashMap;

/// What documents said, beside what was counted and seen.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Claims<'a> {
    /// How many claims there are; a statement made in three places is three.
    pub counts: Counts,
    /// The documents, in the order the plan declares them.
    pub documents: Vec<DocumentClaims<'a>>,
}

/// Claims by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// All.
    pub claims: u32,
    /// The plan, or a reading, says the same.
    pub agree: u32,
    /// Close enough for what was said.
    pub about: u32,
    /// The plan tells less, but nothing against it.
    pub not_refuted: u32,
    /// The plan says something else.
    pub disagree: u32,
    /// Nothing in the plan tells.
    pub recorded_only: u32,
}

/// What one document said.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentClaims<'a> {
    /// The document.
    #[serde(flatten)]
    pub source: SourceView<'a>,
    /// How its claims stand.
    pub counts: Counts,
    /// What it said, by the first line that says it.
    pub claims: Vec<ClaimView<'a>>,
}

/// A document.
#[derive(Debug, Clone, Copy, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SourceView<'a> {
    /// Its id; `measured` for what was measured.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<&'a str>,
}

impl<'a> SourceView<'a> {
    /// The value of a document.
    pub fn new(source: &'a Source) -> SourceView<'a> {
        SourceView { id: &source.id, title: &source.title, dated: source.dated, link: source.link.as_deref() }
    }
}

/// One thing a document said, in one place or several.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClaimView<'a> {
    /// First and last lines of the places; empty when the document has no lines.
    pub lines: Vec<(u32, u32)>,
    /// How often it is said.
    pub times: u32,
    /// What it speaks of.
    #[serde(flatten)]
    pub named: Named<'a>,
    /// The claim as written in the plan.
    pub claim: &'a str,
    /// What the plan counts or states in its place.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// How it stands.
    pub agreement: Agreement,
}

impl Counts {
    fn add(&mut self, agreement: Agreement) {
        self.claims += 1;
        match agreement {
            Agreement::Agrees | Agreement::AgreesReading => self.agree += 1,
            Agreement::About => self.about += 1,
            Agreement::NotRefuted => self.not_refuted += 1,
            Agreement::Disagrees => self.disagree += 1,
            Agreement::NotCheckable => self.recorded_only += 1,
        }
    }
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Claims<'a> {
    let plan = survey.plan;
    let checker = survey.checker();
    let mut documents: Vec<DocumentClaims<'a>> = plan.sources.iter().map(|source| empty(SourceView::new(source))).collect();
    documents.push(empty(SourceView { id: "measured", title: "Measured", dated: None, link: None }));
    let mut counts = Counts::default();
    // A document that says one thing in several places gets one row.
    let mut rows: HashMap<(usize, u32, &str), usize> = HashMap::new();
    for said in gather(survey, selection) {
        let place = said.claim.origin.source.map_or(plan.sources.len(), |source| source.index());
        let Some(document) = documents.get_mut(place) else { continue };
        let key = (place, said.thing, &*said.claim.text);
        let row = *rows.entry(key).or_insert_with(|| {
            let check = checker.check(said.subject, said.claim);
            document.claims.push(ClaimView {
                lines: Vec::new(),
                times: 0,
                named: said.named,
                claim: &said.claim.text,
                found: check.found,
                agreement: check.agreement,
            });
            document.claims.len() - 1
        });
        let Some(row) = document.claims.get_mut(row) else { continue };
        row.times += 1;
        row.lines.extend(said.claim.origin.lines);
        document.counts.add(row.agreement);
        counts.add(row.agreement);
    }
    documents.retain(|document| !document.claims.is_empty());
    for document in &mut documents {
        for row in &mut document.claims {
            row.lines.sort_unstable();
        }
        document.claims.sort_by_key(|row| row.lines.first().copied().unwrap_or_default());
    }
    Claims { counts, documents }
}

fn empty(source: SourceView<'_>) -> DocumentClaims<'_> {
    DocumentClaims { source, counts: Counts::default(), claims: Vec::new() }
}

/// Whether the report would say anything.
pub fn has_content(survey: &Survey<'_>) -> bool {
    any(survey.plan)
}
