//! `measured-nothing`: evidence was looked for, and none was found.

use crate::diag::{Diagnostic, code};
use crate::evidence::{Outcome, questions};
use crate::model::Item;
use crate::survey::Survey;

/// Finds a check that measured nothing: it must not pass for a good one.
pub fn measured_nothing(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(evidence) = &survey.evidence else { return };
    // Where all rests on people's word there is nothing to measure.
    let places = survey.plan.items.iter().flat_map(Item::places).next();
    if places.is_none() && questions(survey.plan).is_empty() {
        return;
    }
    let answered = evidence.answers.values().any(|answer| !matches!(answer.outcome, Outcome::Unknown(_)));
    if answered || evidence.files > 0 && !evidence.places.is_empty() {
        return;
    }
    let root = survey.plan.root();
    let why = match (evidence.files, evidence.answers.is_empty()) {
        (0, true) => "the plan asks nothing of the tree, or the tree holds no files",
        (0, false) => "the tree holds no files",
        (_, true) => "the plan names no path and no condition",
        (_, false) => "no condition could be measured",
    };
    found.push(
        Diagnostic::new(&code::MEASURED_NOTHING, format!("nothing was measured: {why}"))
            .at(root.said, "this plan")
            .about(&*root.name)
            .help("name the tree with `--tree`, or say with `at` and `done when` what there must be"),
    );
}
