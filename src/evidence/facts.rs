//! Recorded facts: what was measured, as a file that other runs read instead of a tree.

use super::shown::Evidence;
use crate::model::Plan;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Version of the file. The first had no digest, so that nothing shows what was changed in it by hand.
const VERSION: u32 = 2;

/// The files told of that were changed, before the rest is counted.
pub const CHANGED: usize = 20;

/// What was measured, by plan id.
pub type ByPlan = BTreeMap<String, Evidence>;

/// A file of recorded facts.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Facts {
    facts_version: u32,
    /// Of what the plans were measured to be, so that a change by hand shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    plans: ByPlan,
}

/// The file that holds what was measured.
///
/// # Errors
/// When it cannot be written as JSON, in words for people.
pub fn write_facts(plans: ByPlan) -> Result<String, String> {
    let value = serde_json::to_value(&plans).map_err(|error| error.to_string())?;
    let facts = Facts { facts_version: VERSION, digest: Some(digest(&value)), plans };
    let mut text = serde_json::to_string_pretty(&facts).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

/// Reads such a file; `path` is told with what is wrong with it.
///
/// # Errors
/// When it holds no facts, those of another version, or some that are not as they were recorded, in words for people.
pub fn read_facts(path: &str, bytes: &[u8]) -> Result<ByPlan, String> {
    let facts: Facts = serde_json::from_slice(bytes)
        .map_err(|error| format!("{path}:{}:{}: these are no facts that landfall recorded: {error}", error.line(), error.column()))?;
    if facts.facts_version > VERSION {
        return Err(format!("the facts {path} were recorded by a later version of landfall"));
    }
    if facts.facts_version < VERSION {
        return Err(format!("the facts {path} were recorded by an earlier version of landfall: record them anew with `--record {path}`"));
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if value.get("plans").map(digest) != facts.digest {
        return Err(format!("the facts {path} were changed by hand since they were recorded: record them anew with `--record {path}`"));
    }
    let mut plans = facts.plans;
    plans.values_mut().for_each(|evidence| evidence.recorded = true);
    Ok(plans)
}

/// What a plan says of trees, aliases and reports, as a digest.
pub fn frame(plan: &Plan) -> Box<str> {
    let trees: Vec<(&str, &str)> = plan.trees.iter().map(|tree| (&*tree.id, &*tree.folder)).collect();
    let aliases: Vec<(&str, &str)> = plan.aliases.iter().map(|alias| (&*alias.from, &*alias.to)).collect();
    let said = serde_json::json!([trees, aliases, plan.coverage_reports, plan.test_reports, plan.sees_ignored]);
    digest(&said).get(..16).unwrap_or_default().into()
}

/// A digest of a value, whatever its layout.
fn digest(value: &Value) -> String {
    blake3::hash(value.to_string().as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> String {
        let stood_on = crate::evidence::StoodOn { commit: "abc".into(), changed: 1, files: vec!["a.py".into()] };
        let evidence = Evidence { files: 3, stood_on: Some(stood_on), ..Evidence::default() };
        write_facts(ByPlan::from([("p".to_owned(), evidence)])).unwrap()
    }

    #[test]
    fn facts_are_read_as_they_were_recorded() {
        let text = facts();
        let read = read_facts("f.json", text.as_bytes()).unwrap();
        assert_eq!((read["p"].files, read["p"].recorded, read["p"].stood_on.as_ref().map(|on| on.changed)), (3, true, Some(1)));
        let squeezed = serde_json::from_str::<Value>(&text).unwrap().to_string();
        assert!(read_facts("f.json", squeezed.as_bytes()).is_ok(), "layout is no fact");
    }

    #[test]
    fn facts_that_were_changed_by_hand_are_refused() {
        for changed in [facts().replace("\"files\": 3", "\"files\": 4"), facts().replace("\"digest\"", "\"digests\"")] {
            let why = read_facts("f.json", changed.as_bytes()).unwrap_err();
            assert!(why.starts_with("the facts f.json were changed by hand"), "{why}");
        }
        let first = "{\"factsVersion\": 1, \"plans\": {\"p\": {\"files\": 4, \"answers\": []}}}";
        assert!(read_facts("f.json", first.as_bytes()).unwrap_err().contains("earlier version"), "the first version had no digest");
        assert!(read_facts("f.json", first.replace('1', "3").as_bytes()).unwrap_err().contains("later version"));
    }
}
