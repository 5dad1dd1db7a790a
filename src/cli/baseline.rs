//! `--baseline`: the dates of the plans as they once were, from a git revision or from a document that was compiled then.

use super::args::Global;
use crate::compile::{Given, draft};
use crate::io::{Disk, Revision};
use crate::load::load;
use crate::schedule::comparison::{Baseline, Dates, Without};
use crate::time::{Date, Period};
use crate::world::World;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is read of a compiled document; `plan.json` has more.
#[derive(Deserialize)]
struct Recorded {
    plan: RecordedPlan,
    items: Vec<RecordedItem>,
}

#[derive(Deserialize)]
struct RecordedPlan {
    id: String,
}

#[derive(Deserialize)]
struct RecordedItem {
    name: String,
    planned: Option<RecordedDates>,
    #[serde(default)]
    kind: String,
}

#[derive(Deserialize)]
struct RecordedDates {
    first: String,
    last: String,
    #[serde(default)]
    basis: String,
}

/// The baselines of the plans, by plan id.
///
/// # Errors
/// When there is no such revision or file, or it holds no sound plan, in words for people.
pub(super) fn baselines(named: &[String], global: &Global) -> Result<BTreeMap<String, Baseline>, String> {
    match &global.baseline {
        None => Ok(BTreeMap::new()),
        Some(file) if file.ends_with(".json") => recorded(file),
        Some(revision) => at_revision(named, revision, global),
    }
}

fn recorded(file: &str) -> Result<BTreeMap<String, Baseline>, String> {
    let bytes = Disk.read(file).map_err(|why| format!("cannot read the baseline {file}: {why}"))?;
    let recorded: Recorded = serde_json::from_slice(&bytes)
        .map_err(|error| format!("{file}:{}:{}: this is no `plan.json` that landfall compiled: {error}", error.line(), error.column()))?;
    let mut dates = Dates::default();
    for item in recorded.items {
        let Some(planned) = item.planned.filter(|planned| planned.basis != "phase" && planned.basis != "parts") else {
            dates.undated.insert(Arc::from(item.name), Without::Undated);
            continue;
        };
        let (Some(first), Some(last)) = (Date::parse(&planned.first), Date::parse(&planned.last)) else {
            return Err(format!("the baseline {file} gives `{}` dates that do not exist", item.name));
        };
        if item.kind != "area" {
            dates.items.insert(Arc::from(item.name), Period::new(first, last.max(first)));
        }
    }
    dates.finish = dates.items.values().map(|period| period.last).max();
    let label = file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
    Ok(BTreeMap::from([(recorded.plan.id, Baseline { label, dates })]))
}

fn at_revision(named: &[String], revision: &str, global: &Global) -> Result<BTreeMap<String, Baseline>, String> {
    let world = Revision::new(revision).map_err(|why| format!("cannot compare with `{revision}`: {why}"))?;
    let named: Vec<String> = named.iter().filter(|path| *path != crate::load::STANDARD_INPUT).cloned().collect();
    let files = load(&world, &named, None);
    let parsed = files.parse();
    let (groups, _) = files.groups(&parsed);
    let mut found = BTreeMap::new();
    for group in &groups {
        let mut draft = draft(&world, &files, group, &parsed);
        let id = draft.plan.root().id.to_string();
        let as_of = draft.as_of().or(global.as_of).or(draft.plan.start).unwrap_or_else(|| world.today());
        let Some((survey, _)) = draft.survey(&files, Given { settings: global.settings(), ..Given::on(as_of, &global.weights()) }) else {
            return Err(format!("cannot compare with `{revision}`: the plan `{id}` was not sound then"));
        };
        let dates = survey.dates();
        found.insert(id, Baseline { label: revision.to_owned(), dates });
    }
    if found.is_empty() {
        return Err(format!("cannot compare with `{revision}`: there was no such plan then"));
    }
    Ok(found)
}
