//! Results of other tools: SARIF 2.1.0 of OASIS.

use super::answer::Sight;
use serde_json::Value;

/// What was counted so far.
#[derive(Debug, Default)]
pub struct Found {
    /// Results that count.
    pub count: u64,
    /// Results that do not: suppressed, passed, or gone since another run.
    pub passed_over: u64,
    /// Where they stand.
    pub seen: Vec<Sight>,
}

/// Reads one file, and counts its results of a rule, or of all.
///
/// # Errors
/// Why nothing can be told from it, in words for people: a tool that failed or did not look is no good news.
pub fn read(path: &str, bytes: &[u8], rule: Option<&str>, found: &mut Found) -> Result<(), String> {
    let data: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let runs = data.get("runs").and_then(Value::as_array).ok_or("it is no SARIF file: it has no `runs`")?;
    if runs.is_empty() {
        return Err("it holds no run of any tool".to_owned());
    }
    for run in runs {
        if run.pointer("/tool/driver/name").and_then(Value::as_str) == Some("landfall") {
            return Err("it is what landfall said of a plan, and proves nothing".to_owned());
        }
        let results = run.get("results").and_then(Value::as_array).ok_or("a run in it has no `results`: the tool did not look")?;
        let invocations = run.get("invocations").and_then(Value::as_array).into_iter().flatten();
        if invocations.into_iter().any(|one| one.get("executionSuccessful") == Some(&Value::Bool(false))) {
            return Err("it says that the tool failed".to_owned());
        }
        for result in results {
            let name = rule_of(run, result);
            if !rule.is_none_or(|rule| name == rule || name.strip_prefix(rule).is_some_and(|rest| rest.starts_with('/'))) {
                continue;
            }
            if is_passed_over(result) {
                found.passed_over += 1;
                continue;
            }
            found.count += 1;
            let place = result.pointer("/locations/0/physicalLocation");
            let at = |pointer: &str| place.and_then(|place| place.pointer(pointer));
            let file = at("/artifactLocation/uri").and_then(Value::as_str).unwrap_or(path);
            let line = at("/region/startLine").and_then(Value::as_u64).and_then(|line| u32::try_from(line).ok());
            found.seen.push(Sight { path: file.into(), line, what: name.into() });
        }
    }
    Ok(())
}

/// The rule of a result: by its own name, by reference, or by its place among the rules of the tool or of one of its extensions
/// (sections 3.27.5 to 3.27.7 and 3.52).
fn rule_of<'v>(run: &'v Value, result: &'v Value) -> &'v str {
    let text = |value: Option<&'v Value>| value.and_then(Value::as_str);
    let own = text(result.get("ruleId")).or_else(|| text(result.pointer("/rule/id")));
    own.or_else(|| {
        let index = result.get("ruleIndex").or_else(|| result.pointer("/rule/index"))?.as_u64()?;
        let tool = run.get("tool")?;
        let component = match result.pointer("/rule/toolComponent/index").and_then(Value::as_u64) {
            Some(extension) => tool.get("extensions")?.get(usize::try_from(extension).ok()?)?,
            None => tool.get("driver")?,
        };
        text(component.get("rules")?.get(usize::try_from(index).ok()?)?.get("id"))
    })
    .unwrap_or_default()
}

/// Whether a result tells of nothing that is wrong: suppressed (3.27.23), passed (3.27.9), or gone since the run it was compared with (3.27.24).
fn is_passed_over(result: &Value) -> bool {
    let suppressions = result.get("suppressions").and_then(Value::as_array);
    let accepted = |one: &Value| one.get("status").and_then(Value::as_str).is_none_or(|status| status == "accepted");
    let suppressed = suppressions.is_some_and(|all| !all.is_empty() && all.iter().all(accepted));
    let says = |key: &str, words: &[&str]| result.get(key).and_then(Value::as_str).is_some_and(|said| words.contains(&said));
    suppressed || says("kind", &["pass", "notApplicable", "informational"]) || says("baselineState", &["absent"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str, rule: Option<&str>) -> Result<(u64, u64), String> {
        let mut found = Found::default();
        read("a.sarif", text.as_bytes(), rule, &mut found)?;
        Ok((found.count, found.passed_over))
    }

    #[test]
    fn rules_are_named_in_any_way_the_format_has() {
        let text = r#"{"runs":[{"tool":{"driver":{"rules":[{"id":"R1"}]},"extensions":[{"rules":[{"id":"X1"}]}]},"results":[
            {"ruleId":"R1/sub"},{"ruleIndex":0},{"rule":{"id":"R1"}},{"rule":{"index":0,"toolComponent":{"index":0}}},{"ruleId":"R10"}]}]}"#;
        assert_eq!(counted(text, Some("R1")), Ok((3, 0)));
        assert_eq!(counted(text, Some("X1")), Ok((1, 0)));
        assert_eq!(counted(text, None), Ok((5, 0)));
    }

    #[test]
    fn what_is_suppressed_passed_or_gone_is_no_finding() {
        let text = r#"{"runs":[{"results":[{"suppressions":[{"kind":"inSource"}]},{"kind":"pass"},{"baselineState":"absent"},
            {"suppressions":[]},{"suppressions":[{"status":"rejected"}]},{"baselineState":"new"}]}]}"#;
        assert_eq!(counted(text, None), Ok((3, 3)));
    }

    #[test]
    fn a_tool_that_did_not_look_proves_nothing() {
        for text in
            [r#"{"runs":[]}"#, r#"{"runs":[{}]}"#, r#"{"runs":[{"results":[],"invocations":[{"executionSuccessful":false}]}]}"#, "{}", ""]
        {
            assert!(counted(text, None).is_err(), "{text}");
        }
    }
}
