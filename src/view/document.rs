//! The whole output of a plan: its header, findings, items and reports.

use super::select::filter_words;
use super::{
    FindingView, ItemView, Selection, checklist, claims, coverage, dependencies, gantt, inventory, next, registry, roadmap, schedule,
    status,
};
use crate::diag::{Diagnostic, Severity, shortened};
use crate::model::{Plan, ReportRequest, Waiver};
use crate::progress::Rollup;
use crate::survey::Survey;
use crate::time::Date;
use serde::Serialize;

/// Version of the JSON document; grows when a reader must change.
pub const SCHEMA_VERSION: u32 = 1;

macro_rules! reports {
    ($($(#[$doc:meta])* $kind:ident $module:ident $word:literal $title:literal $view:ident;)*) => {
        /// The reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum ReportKind { $($(#[$doc])* $kind),* }

        impl ReportKind {
            /// All of them, in the order they are listed.
            pub const ALL: &'static [ReportKind] = &[$(ReportKind::$kind),*];

            /// The word of the language.
            pub fn word(self) -> &'static str {
                match self { $(ReportKind::$kind => $word),* }
            }

            /// The title when the plan gives none.
            pub fn title(self) -> &'static str {
                match self { $(ReportKind::$kind => $title),* }
            }
        }

        /// What a report says.
        #[derive(Debug, Serialize, schemars::JsonSchema)]
        #[serde(untagged)]
        pub enum Body<'a> { $($(#[$doc])* $kind($module::$view<'a>)),* }

        fn build<'a>(kind: ReportKind, survey: &'a Survey<'a>, selection: &Selection) -> Body<'a> {
            match kind { $(ReportKind::$kind => Body::$kind($module::build(survey, selection))),* }
        }

        /// Whether a report would say anything.
        fn has_content(kind: ReportKind, survey: &Survey<'_>) -> bool {
            match kind { $(ReportKind::$kind => $module::has_content(survey)),* }
        }
    };
}

reports! {
    /// Health, blockers, issues, decisions, targets, readiness.
    Status status "status" "Status" Status;
    /// Phases, weeks, goals, lists in the order of work.
    Roadmap roadmap "roadmap" "Roadmap" Roadmap;
    /// Bars on a time scale.
    Gantt gantt "gantt" "Gantt chart" Gantt;
    /// Dates with their room, the critical path, waits for people, what is late.
    Schedule schedule "schedule" "Schedule" Schedule;
    /// What can start now, and why.
    Next next "next" "Next" Next;
    /// Task lists.
    Checklist checklist "checklist" "Checklist" Checklist;
    /// Expected, done, partial, missing, unknown.
    Coverage coverage "coverage" "Coverage" Coverage;
    /// What there is, where.
    Inventory inventory "inventory" "Inventory" Inventory;
    /// What needs what.
    Dependencies dependencies "dependencies" "Dependencies" Dependencies;
    /// Imports that work, and that do not.
    Registry registry "registry" "Import registry" RegistryReport;
    /// What documents said, beside what was counted.
    Claims claims "claims" "Claims" Claims;
}

/// What evidence was taken from.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceView<'a> {
    /// The commit of the tree, or that the files stood on when they were recorded; none of a folder at hand, whose files may be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<&'a str>,
    /// How many files were not as in the commit, where they were not taken from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<u64>,
    /// Whether it was measured at another time, and recorded.
    pub recorded: bool,
}

/// The plan in a few words.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Header<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The date as of which everything is true.
    pub data_date: Date,
    /// What the evidence was taken from; none when nothing was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceView<'a>>,
    /// What it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<&'a str>,
    /// The sums of the whole.
    pub counts: Rollup,
    /// Number of errors, warnings and notes found.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

/// One report.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report<'a> {
    /// Which one.
    pub kind: ReportKind,
    /// Its title.
    pub title: String,
    /// Its file's name without ending.
    pub file: String,
    /// Its filters in words, when it shows a part only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// What it says.
    pub body: Body<'a>,
}

/// A finding that is accepted for now.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WaiverView<'a> {
    /// The rule.
    pub rule: &'a str,
    /// The full names of the items it is limited to; all when empty.
    pub on: Vec<&'a str>,
    /// Who accepts it.
    pub by: Vec<&'a str>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<&'a str>,
}

fn waivers<'a>(plan: &'a Plan) -> Vec<WaiverView<'a>> {
    let view = |waiver: &'a Waiver| WaiverView {
        rule: &waiver.rule,
        on: waiver.on.iter().map(|name| &**name).collect(),
        by: waiver.by.iter().map(|party| &*plan.parties[party.index()].title).collect(),
        until: waiver.until,
        because: waiver.because.as_deref(),
    };
    plan.waivers.iter().map(view).collect()
}

/// Everything that is written of a plan.
#[derive(Debug, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document<'a> {
    /// What made this.
    pub generator: &'static str,
    /// Version of this form.
    pub schema_version: u32,
    /// The plan in a few words.
    pub plan: Header<'a>,
    /// What was found wrong; of each rule the first and heaviest. `landfall check` lists all.
    pub findings: Vec<FindingView>,
    /// Findings that are accepted for now, by whom, until when and why.
    pub waivers: Vec<WaiverView<'a>>,
    /// All items, in the order of the source.
    #[schemars(with = "Vec<ItemView<'a>>")]
    pub items: Items<'a>,
    /// The reports.
    #[schemars(with = "Vec<Report<'a>>")]
    pub reports: Reports<'a>,
}

/// The items of a plan, without the plan itself. Each is made when it is asked for: together they are larger than the plan.
#[derive(Debug, Clone, Copy)]
pub struct Items<'a>(&'a Survey<'a>);

impl<'a> Items<'a> {
    /// How many there are.
    pub fn count(self) -> usize {
        self.0.plan.items.len().saturating_sub(1)
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = ItemView<'a>> {
        self.0.plan.ids().skip(1).map(move |(id, _)| ItemView::new(self.0, id))
    }
}

/// The reports of a plan. Each is built when it is asked for, so that they need not all be held at once.
#[derive(Debug)]
pub struct Reports<'a> {
    survey: &'a Survey<'a>,
    outlines: Vec<Outline<'a>>,
}

/// What is known of a report before it is built.
#[derive(Debug)]
pub struct Outline<'a> {
    /// Which one.
    pub kind: ReportKind,
    /// Its title.
    pub title: String,
    /// Its file's name without ending.
    pub file: String,
    /// Its filters in words, when it shows a part only.
    pub filter: Option<String>,
    request: Option<&'a ReportRequest>,
}

impl<'a> Reports<'a> {
    /// What is known of each before it is built.
    pub fn outlines(&self) -> &[Outline<'a>] {
        &self.outlines
    }

    /// Builds one.
    pub fn build(&self, outline: &Outline<'a>) -> Report<'a> {
        let survey = self.survey;
        let selection = outline.request.map_or_else(|| Selection::all(survey.plan), |request| Selection::of(survey, request));
        let mut body = build(outline.kind, survey, &selection);
        if let Body::Status(status::Status { forecast: Some(forecast), .. })
        | Body::Roadmap(roadmap::Roadmap { forecast: Some(forecast), .. }) = &mut body
        {
            // That of the whole plan, before those of parts.
            let schedules = self.outlines.iter().filter(|other| other.kind == ReportKind::Schedule);
            forecast.report = schedules.min_by_key(|other| other.filter.is_some()).map(|other| other.file.clone());
        }
        if let Body::Status(status) = &mut body {
            let whole = |kind| self.outlines.iter().find(|other| other.kind == kind && other.filter.is_none());
            let all = whole(ReportKind::Dependencies).or_else(|| whole(ReportKind::Next));
            status.blockers.report = all.map(|other| other.file.clone());
        }
        Report { kind: outline.kind, title: outline.title.clone(), file: outline.file.clone(), filter: selection.words, body }
    }

    /// Builds one after the other.
    pub fn iter(&self) -> impl Iterator<Item = Report<'a>> {
        self.outlines.iter().map(|outline| self.build(outline))
    }
}

/// Begins everything that is written of a plan; items and reports follow when they are asked for.
pub fn document<'a>(survey: &'a Survey<'a>, diagnostics: &[Diagnostic]) -> Document<'a> {
    let plan = survey.plan;
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let header = Header {
        id: &plan.root().id,
        title: &plan.root().title,
        start: plan.start,
        data_date: survey.data_date,
        evidence: survey.evidence.as_ref().map(|seen| EvidenceView {
            commit: seen.commit_known(),
            changed: seen.stood_on.as_ref().map(|on| on.changed),
            recorded: seen.recorded,
        }),
        goals: plan.root().goals.iter().map(|goal| &*goal.text).collect(),
        counts: survey.assessment.rollups.items[0],
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
    };
    Document {
        generator: crate::tree::MARK,
        schema_version: SCHEMA_VERSION,
        plan: header,
        findings: shortened(diagnostics).iter().map(|diagnostic| FindingView::new(survey.sources, diagnostic)).collect(),
        waivers: waivers(plan),
        items: Items(survey),
        reports: Reports { survey, outlines: outlines(survey) },
    }
}

/// Whether no report can be written by a name: the index and the findings have it, or it stands for a device on Windows.
fn is_taken(file: &str) -> bool {
    let port = |name: &str| file.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(name)) && file.len() == 4;
    ["readme", "findings", "con", "prn", "aux", "nul"].iter().any(|name| name.eq_ignore_ascii_case(file))
        || (port("com") || port("lpt")) && file.ends_with(|last: char| last.is_ascii_digit() && last != '0')
}

/// The reports a plan asks for, or, when it asks for none, all that have something to say.
fn outlines<'a>(survey: &'a Survey<'a>) -> Vec<Outline<'a>> {
    let plan = survey.plan;
    if plan.reports.is_empty() {
        return ReportKind::ALL
            .iter()
            .filter(|kind| has_content(**kind, survey))
            .map(|kind| Outline { kind: *kind, title: kind.title().to_owned(), file: kind.word().to_owned(), filter: None, request: None })
            .collect();
    }
    let mut files: Vec<String> = Vec::new();
    plan.reports
        .iter()
        .filter_map(|request| {
            let kind = *ReportKind::ALL.iter().find(|kind| kind.word() == &*request.kind)?;
            let stem = request.to.as_deref().unwrap_or(&request.kind).to_owned();
            // Two reports of one kind get numbered files; a name is never written twice.
            let file = (1..)
                .map(|number| if number == 1 { stem.clone() } else { format!("{stem}-{number}") })
                .find(|file| !is_taken(file) && !files.iter().any(|other| other.eq_ignore_ascii_case(file)))?;
            files.push(file.clone());
            let title = request.title.as_deref().unwrap_or(kind.title()).to_owned();
            Some(Outline { kind, title, file, filter: filter_words(plan, request), request: Some(request) })
        })
        .collect()
}
