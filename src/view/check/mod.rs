//! What a check found, as one plain value: the formats for people and for other tools only render it.

mod delta;
mod finding;
mod group;
mod summary;

pub use delta::{Change, Delta};
pub use finding::{CheckedFinding, Extent, WaivedFinding};
pub use group::Group;
pub use summary::{CheckedItem, Summary};

use super::PlaceView;
use crate::diag::{Diagnostic, Severity};
use crate::model::Plan;
use crate::survey::Survey;
use crate::text::{Place, Sources, Span};
use crate::time::Date;
use serde::Serialize;

/// Version of the JSON of a check; grows when a reader must change.
pub const CHECK_VERSION: u32 = 1;

/// What a check found in all plans.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What made this.
    pub generator: &'static str,
    /// Version of this form.
    pub schema_version: u32,
    /// What was found, by plan; what belongs to no plan comes first.
    pub plans: Vec<CheckedPlan>,
}

/// What a check found in one plan.
#[derive(Debug, Default, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckedPlan {
    /// The plan's id; none for findings that belong to no plan.
    pub plan: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it is declared; of what belongs to no plan, the first file that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceView>,
    /// The date as of which everything is true; none of a plan that could not be surveyed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_date: Option<Date>,
    /// The commit of the tree that was looked at, or that its files stood on when they were recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// How many files were not as in the commit, where they were not taken from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<u64>,
    /// Whether evidence was looked at.
    pub measured: bool,
    /// Whether the evidence was recorded at another time, and no tree was looked at.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub recorded: bool,
    /// The counts; none of a plan that could not be surveyed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
    /// What differs from another revision, where one was compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delta: Option<Delta>,
    /// What was found, in the order of the source.
    pub findings: Vec<CheckedFinding>,
    /// What was found and is accepted for now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<WaivedFinding>,
    /// Every item of which something is claimed or measured, in the order of the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckedItem>,
    /// The findings as they were found, in the same order.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

impl Check {
    /// The value of plans that were checked.
    pub fn new(plans: Vec<CheckedPlan>) -> Check {
        Check { generator: crate::tree::CHECKED, schema_version: CHECK_VERSION, plans }
    }

    /// How many findings have a weight, over all plans.
    pub fn count(&self, severity: Severity) -> usize {
        self.plans.iter().map(|plan| plan.count(severity)).sum()
    }

    /// The counts of all plans together.
    pub fn total(&self) -> Summary {
        self.plans.iter().filter_map(|plan| plan.summary.as_ref()).fold(Summary::default(), |mut sum, own| {
            sum.add(own);
            sum
        })
    }

    /// The findings at or above a weight, the most relevant first, each with its plan.
    pub fn by_relevance(&self, least: Severity) -> Vec<(&CheckedPlan, &CheckedFinding)> {
        let mut all: Vec<(&CheckedPlan, &CheckedFinding)> =
            self.plans.iter().flat_map(|plan| plan.findings.iter().map(move |finding| (plan, finding))).collect();
        all.retain(|(_, finding)| finding.view.severity >= least);
        // Stable, so that equals stay in the order of plans and of the source.
        all.sort_by_key(|(_, finding)| std::cmp::Reverse((finding.view.severity, finding.relevance())));
        all
    }
}

impl CheckedPlan {
    /// The findings that belong to no plan, such as files that cannot be read.
    pub fn loose(sources: &Sources, diagnostics: Vec<Diagnostic>) -> CheckedPlan {
        // Many readers want a place for everything; the first file is as good as any.
        let place = sources.iter().next().map(|(file, _)| PlaceView::new(sources, Place::new(file, Span::default())));
        CheckedPlan { place, findings: finding::all(sources, "", &diagnostics), diagnostics, ..CheckedPlan::default() }
    }

    /// A plan with faults that leave nothing to survey.
    pub fn faulty(sources: &Sources, plan: &Plan, diagnostics: Vec<Diagnostic>) -> CheckedPlan {
        let root = plan.root();
        CheckedPlan {
            plan: Some(root.id.to_string()),
            title: Some(root.title.to_string()),
            place: Some(PlaceView::new(sources, root.said)),
            findings: finding::all(sources, &root.id, &diagnostics),
            diagnostics,
            ..CheckedPlan::default()
        }
    }

    /// A plan that was surveyed, with what was found in it.
    pub fn new(survey: &Survey<'_>, diagnostics: Vec<Diagnostic>) -> CheckedPlan {
        let plan = survey.plan;
        let commit = survey.evidence.as_ref().and_then(|evidence| evidence.commit_known());
        let stood_on = survey.evidence.as_ref().and_then(|evidence| evidence.stood_on.as_ref());
        let items = summary::items(survey);
        CheckedPlan {
            data_date: Some(survey.data_date),
            commit: commit.map(str::to_owned),
            changed: stood_on.map(|on| on.changed),
            measured: survey.evidence.is_some(),
            recorded: survey.evidence.as_ref().is_some_and(|evidence| evidence.recorded),
            summary: Some(Summary::of(survey, &items)),
            waived: finding::waived(survey),
            items,
            ..CheckedPlan::faulty(survey.sources, plan, diagnostics)
        }
    }

    /// How many findings have a weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.view.severity == severity).count()
    }

    /// The id, or a word for what belongs to no plan.
    pub fn name(&self) -> &str {
        self.plan.as_deref().unwrap_or("files")
    }

    /// `1 error, 2 warnings and 0 notes`.
    pub fn tally(&self) -> String {
        tally([Severity::Error, Severity::Warning, Severity::Note].map(|severity| self.count(severity)))
    }

    /// As of when, and of which commit: `as of 2025-07-14, commit 1a2b3c4, from recorded facts`; empty when nothing was surveyed.
    pub fn when(&self) -> String {
        let Some(date) = self.data_date else { return String::new() };
        let commit = self.commit.as_deref().map_or_else(String::new, |commit| format!(", commit {}", short_commit(commit)));
        let recorded = if self.recorded { ", from recorded facts" } else { "" };
        let changed = match self.changed {
            None | Some(0) => String::new(),
            Some(count) => format!(" with {} changed", number(usize::try_from(count).unwrap_or(usize::MAX), "file")),
        };
        format!("as of {date}{commit}{changed}{recorded}")
    }
}

/// `1 error, 2 warnings and 0 notes`, of errors, warnings and notes.
pub fn tally([errors, warnings, notes]: [usize; 3]) -> String {
    format!("{}, {} and {}", number(errors, "error"), number(warnings, "warning"), number(notes, "note"))
}

/// `1 error`, `2 errors`.
pub fn number(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The first letters of a commit's name, enough to know it.
pub fn short_commit(commit: &str) -> &str {
    commit.get(..12).filter(|_| commit.bytes().all(|byte| byte.is_ascii_hexdigit())).unwrap_or(commit)
}
