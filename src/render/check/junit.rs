//! JUnit's XML, for servers that show tests: a suite a plan, a case for every item of which something is claimed or measured, and one for
//! the plan itself. An error is a failure; what nobody measured is skipped, so that it is not taken for a pass.

use crate::diag::Severity;
use crate::progress::Verdict;
use crate::render::markup::escape;
use crate::view::check::{Check, CheckedFinding, CheckedPlan};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

/// One case.
struct Case<'c> {
    name: &'c str,
    /// What was found about it, the heaviest first.
    findings: Vec<&'c CheckedFinding>,
    /// Why it proves nothing, when no error was found.
    skipped: Option<&'static str>,
}

/// The report. There is at least one case in it, whatever was checked. `notes` tells notes too.
pub fn junit(check: &Check, notes: bool) -> String {
    let suites: Vec<(&CheckedPlan, Vec<Case<'_>>)> = check.plans.iter().map(|plan| (plan, cases(plan, super::least(notes)))).collect();
    let (mut tests, mut failures, mut skipped) = (0, 0, 0);
    let mut body = String::new();
    for (plan, cases) in &suites {
        let failed = cases.iter().filter(|case| case.fails()).count();
        let passed_over = cases.iter().filter(|case| !case.fails() && case.skipped.is_some()).count();
        body.push_str("  <testsuite name=\"");
        escape(&mut body, plan.name());
        let _ = writeln!(body, "\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{passed_over}\" time=\"0\">", cases.len());
        cases.iter().for_each(|case| write_case(&mut body, plan, case));
        body.push_str("    <system-out>");
        escape(&mut body, &super::line::of_plan(plan));
        body.push_str("</system-out>\n  </testsuite>\n");
        (tests, failures, skipped) = (tests + cases.len(), failures + failed, skipped + passed_over);
    }
    if suites.is_empty() {
        body.push_str(NOTHING);
        (tests, failures) = (1, 1);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"landfall\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"0\">\n{body}</testsuites>\n"
    )
}

const NOTHING: &str = "  <testsuite name=\"landfall\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0\">\n    \
    <testcase name=\"plans\" classname=\"landfall\" time=\"0\">\n      <failure message=\"no plan was checked\" type=\"landfall\">no plan was checked</failure>\n    \
    </testcase>\n  </testsuite>\n";

impl Case<'_> {
    fn fails(&self) -> bool {
        self.findings.first().is_some_and(|finding| finding.view.severity == Severity::Error)
    }
}

fn cases(plan: &CheckedPlan, least: Severity) -> Vec<Case<'_>> {
    let known: HashSet<&str> = plan.items.iter().map(|item| item.name.as_str()).collect();
    let mut of_item: BTreeMap<&str, Vec<&CheckedFinding>> = BTreeMap::new();
    for finding in plan.findings.iter().filter(|finding| finding.view.severity >= least) {
        let item = finding.view.item.as_deref().filter(|item| known.contains(item)).unwrap_or("");
        of_item.entry(item).or_default().push(finding);
    }
    of_item.values_mut().for_each(|findings| findings.sort_by_key(|finding| std::cmp::Reverse(finding.view.severity)));
    let mut cases = vec![Case { name: "(plan)", findings: of_item.remove("").unwrap_or_default(), skipped: None }];
    cases.extend(plan.items.iter().map(|item| Case {
        name: &item.name,
        findings: of_item.remove(item.name.as_str()).unwrap_or_default(),
        skipped: match item.verdict {
            Verdict::ClaimedOnly | Verdict::NotStated => Some("claimed only: nothing was measured"),
            Verdict::Unknown => Some("it could not be measured"),
            _ => None,
        },
    }));
    cases
}

fn write_case(out: &mut String, plan: &CheckedPlan, case: &Case<'_>) {
    out.push_str("    <testcase name=\"");
    attribute(out, case.name);
    out.push_str("\" classname=\"landfall.");
    attribute(out, plan.name());
    let fails = case.fails();
    if case.findings.is_empty() && case.skipped.is_none() {
        out.push_str("\" time=\"0\"/>\n");
        return;
    }
    out.push_str("\" time=\"0\">\n");
    // Readers look at the first failure of a case only, so all errors stand in one.
    let (errors, others) = case.findings.split_at(case.findings.iter().filter(|finding| finding.view.severity == Severity::Error).count());
    if let Some(first) = errors.first() {
        out.push_str("      <failure message=\"");
        attribute(out, &first.view.message);
        if errors.len() > 1 {
            let _ = write!(out, " (and {} more)", errors.len() - 1);
        }
        let _ = write!(out, "\" type=\"{} {}\">", first.view.code, first.view.rule);
        listed(out, errors);
        out.push_str("</failure>\n");
    }
    if let Some(why) = case.skipped.filter(|_| !fails) {
        let _ = writeln!(out, "      <skipped message=\"{why}\"/>");
    }
    if !others.is_empty() {
        out.push_str("      <system-out>");
        listed(out, others);
        out.push_str("</system-out>\n");
    }
    out.push_str("    </testcase>\n");
}

fn listed(out: &mut String, findings: &[&CheckedFinding]) {
    for (at, finding) in findings.iter().enumerate() {
        let view = &finding.view;
        let place = view.places.first().map_or_else(String::new, |place| format!("{}: ", place.words()));
        if at > 0 {
            out.push('\n');
        }
        escape(out, &format!("{place}{}[{} {}]: {}", view.severity.word(), view.code, view.rule, finding.told()));
    }
}

/// In an attribute a line break would become a space in some readers and not in others.
fn attribute(out: &mut String, raw: &str) {
    escape(out, &raw.replace(['\r', '\n', '\t'], " "));
}
