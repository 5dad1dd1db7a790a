//! Small plans for the tests of views and of how they look.

use crate::graph::Network;
use crate::model::lower::lower;
use crate::schedule::Settings;
use crate::schedule::comparison::Baseline;
use crate::survey::Survey;
use crate::syntax::parse;
use crate::text::{Source, Sources};
use crate::time::Date;

/// Surveys a plan text that has nothing wrong with it, as of its own date or 2025-07-18.
pub fn survey<R>(text: &str, look: impl FnOnce(&Survey<'_>) -> R) -> R {
    surveyed(text, None, look)
}

/// The same beside the dates that another text gives: the baseline `before`.
pub fn survey_since<R>(before: &str, text: &str, look: impl FnOnce(&Survey<'_>) -> R) -> R {
    let dates = survey(before, |survey| survey.dates());
    surveyed(text, Some(Baseline { label: "before".to_owned(), dates }), look)
}

fn surveyed<R>(text: &str, baseline: Option<Baseline>, look: impl FnOnce(&Survey<'_>) -> R) -> R {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("sample.plan", text));
    let parsed = parse(sources.get(file), file);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let lowered = lower(&sources, &[&parsed.ast], false);
    assert!(lowered.diagnostics.iter().all(|found| !found.code.fatal), "{:?}", lowered.diagnostics);
    let network = Network::new(&lowered.plan);
    let data_date = lowered.plan.as_of.unwrap_or(Date::parse("2025-07-18").unwrap());
    let mut survey = Survey::new(&sources, &lowered.plan, network, data_date, None, Settings::default());
    if let Some(baseline) = baseline {
        survey.compare_with(baseline);
    }
    look(&survey)
}
