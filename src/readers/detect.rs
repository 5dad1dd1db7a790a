//! What a report is, by its content alone. File names are never looked at.

use super::error::{ReadError, Reason, bounded};
use super::format::Format;
use super::json::{self, Kind};
use super::xml;

/// The format of a text, or the error that says what it looks like instead.
pub(crate) fn recognise(text: &str) -> Result<Format, ReadError> {
    let start = text.trim_start();
    match start.bytes().next() {
        None => Err(ReadError::new(Reason::Blank)),
        Some(b'<') => of_xml(text),
        Some(b'{' | b'[') if !start.starts_with("[TAP") => of_json(text),
        Some(_) => of_lines(text),
    }
}

fn foreign(name: &'static str, instead: &'static str) -> ReadError {
    ReadError::new(Reason::Foreign { name, instead })
}

const AS_COBERTURA: &str = "have it written as Cobertura or LCOV";
const AS_JUNIT: &str = "have it written as JUnit XML";

fn of_xml(text: &str) -> Result<Format, ReadError> {
    let (root, keys, child) = xml::first_names(text)?;
    let has = |key: &str| keys.iter().any(|known| known == key);
    let child = child.as_deref();
    Err(match (root.as_str(), child) {
        ("testsuites" | "testsuite", _) => return Ok(Format::Junit),
        ("coverage", Some("project")) => return Ok(Format::Clover),
        ("coverage", Some("packages" | "sources")) => return Ok(Format::Cobertura),
        ("coverage", _) if has("clover") => return Ok(Format::Clover),
        ("coverage", _) if has("line-rate") || has("lines-valid") => return Ok(Format::Cobertura),
        ("report", Some("sessioninfo" | "group" | "package" | "counter")) => return Ok(Format::Jacoco),
        ("coverage", Some("file")) => foreign("SonarQube's generic coverage", AS_COBERTURA),
        ("coverage", _) if has("profilerVersion") => foreign("NCover XML", AS_COBERTURA),
        ("CoverageSession", _) => foreign("OpenCover XML", AS_COBERTURA),
        ("PartCoverReport", _) => foreign("PartCover XML", AS_COBERTURA),
        ("Root", _) if has("DotCoverVersion") => foreign("dotCover XML", AS_COBERTURA),
        ("results", Some("modules")) => foreign("Visual Studio coverage XML", AS_COBERTURA),
        ("testExecutions", _) => foreign("SonarQube's generic test results", AS_JUNIT),
        ("TestRun", _) => foreign("Visual Studio test results (TRX)", AS_JUNIT),
        ("test-run" | "test-results" | "test-suite", _) => foreign("NUnit XML", AS_JUNIT),
        ("assemblies" | "assembly", _) => foreign("xUnit.net XML", AS_JUNIT),
        ("testng-results", _) => foreign("TestNG XML", AS_JUNIT),
        (root, None) => ReadError::new(Reason::Unrecognised(format!("XML with the root <{}>", bounded(root, 60)))),
        (root, Some(child)) => {
            ReadError::new(Reason::Unrecognised(format!("XML with the root <{}> around <{}>", bounded(root, 60), bounded(child, 60))))
        }
    })
}

fn of_json(text: &str) -> Result<Format, ReadError> {
    let document = json::outline(text)?;
    let get = |key: &str| document.get(key);
    let is = |key: &str, kind: Kind| get(key).is_some_and(|outline| outline.kind == kind);
    let has = |outline: &json::Outline, key: &str| outline.keys.iter().any(|known| known == key);
    if document.kind == Kind::Object && document.members.is_empty() {
        return Err(ReadError::new(Reason::Nothing("nothing: an empty JSON object".to_owned())));
    }
    if get("type").is_some_and(|kind| kind.text == "llvm.coverage.json.export") {
        return Ok(Format::LlvmCov);
    }
    if is("meta", Kind::Object) && is("files", Kind::Object) && get("totals").is_some() {
        return Ok(Format::CoveragePy);
    }
    if is("coverage", Kind::Object) && (get("meta").is_some_and(|meta| has(meta, "simplecov_version")) || is("groups", Kind::Object)) {
        return Ok(Format::SimpleCov);
    }
    if is("files", Kind::Array) && get("command_name").is_some() {
        return Ok(Format::SimpleCov);
    }
    let every = |keys: &[&str]| {
        let mut files = document.members.iter().map(|(_, outline)| outline);
        !document.members.is_empty() && files.all(|file| file.kind == Kind::Object && keys.iter().all(|key| has(file, key)))
    };
    if every(&["statementMap", "s"]) || every(&["data"]) {
        return Ok(Format::IstanbulFinal);
    }
    if every(&["lines", "statements", "branches"]) {
        return Ok(Format::IstanbulSummary);
    }
    if every(&["coverage", "timestamp"]) {
        return Ok(Format::SimpleCov);
    }
    Err(if get("Action").is_some() && get("Time").is_some() {
        foreign("`go test -json` output", "convert it to JUnit XML, for instance with gotestsum")
    } else if get("numTotalTests").is_some() && is("testResults", Kind::Array) {
        foreign("Jest's own JSON", "add a JUnit reporter such as jest-junit")
    } else if get("source_files").is_some() {
        foreign("Coveralls JSON", AS_COBERTURA)
    } else if is("runs", Kind::Array) {
        foreign("SARIF", "name it as findings, not as coverage or tests")
    } else if is("result", Kind::Array) {
        foreign("raw V8 coverage", "have c8 or Istanbul turn it into LCOV")
    } else {
        let keys: Vec<&str> = document.members.iter().take(5).map(|(key, _)| key.as_str()).collect();
        let keys = if keys.is_empty() { "without keys".to_owned() } else { format!("with the keys {}", bounded(&keys.join(", "), 120)) };
        ReadError::new(Reason::Unrecognised(format!("JSON {keys}")))
    })
}

/// Lines of text before the first that tells the format which are looked at: TAP may stand after other output.
const PREAMBLE: usize = 10_000;

fn of_lines(text: &str) -> Result<Format, ReadError> {
    let mut tests = false;
    for (number, line) in text.lines().take(PREAMBLE).enumerate() {
        let bare = line.trim();
        if bare.starts_with("TAP version ") || is_plan(bare) {
            return Ok(Format::Tap);
        }
        tests = tests || is_result(line);
        // These are told by how they begin, not by what comes up later.
        if bare.is_empty() || bare.starts_with('#') || tests {
            continue;
        }
        if bare.starts_with("TN:") || bare.starts_with("SF:") {
            return Ok(Format::Lcov);
        }
        if number == 0 && matches!(bare, "mode: set" | "mode: count" | "mode: atomic") {
            return Ok(Format::GoProfile);
        }
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let what = if tests {
        "lines such as TAP has, but without a plan (1..N)".to_owned()
    } else {
        format!("text that begins with {:?}", bounded(first, 60))
    };
    Err(ReadError::new(Reason::Unrecognised(what)))
}

/// `1..N`, perhaps with a comment.
fn is_plan(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("1..") else { return false };
    let digits = rest.split_once(|c: char| !c.is_ascii_digit()).map_or(rest, |(digits, _)| digits);
    !digits.is_empty() && rest.get(digits.len()..).is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with('#'))
}

fn is_result(line: &str) -> bool {
    let line = line.strip_prefix("not ").unwrap_or(line);
    line == "ok" || line.starts_with("ok ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_go_test_prints_is_not_tap() {
        let error = recognise("ok  \tgithub.com/x/y\t0.005s\nok  \tgithub.com/x/z\t0.1s\n").unwrap_err();
        assert!(matches!(error.reason, Reason::Unrecognised(_)), "{error}");
    }

    #[test]
    fn known_formats_that_are_not_read_are_named_with_a_way_out() {
        for (text, name) in [
            ("<TestRun xmlns='x'/>", "TRX"),
            ("<test-run><test-suite/></test-run>", "NUnit"),
            ("<assemblies/>", "xUnit.net"),
            ("<CoverageSession/>", "OpenCover"),
            ("<coverage version='1'><file path='a'/></coverage>", "SonarQube"),
            ("{\"Time\":\"t\",\"Action\":\"run\"}\n{\"Time\":\"t\",\"Action\":\"pass\"}\n", "go test -json"),
            ("{\"numTotalTests\":1,\"testResults\":[]}", "Jest"),
            ("{\"runs\":[]}", "SARIF"),
        ] {
            let error = recognise(text).unwrap_err();
            assert!(matches!(error.reason, Reason::Foreign { .. }), "{error}");
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    fn what_is_nothing_is_nothing() {
        assert_eq!(recognise(" \n").unwrap_err().reason, Reason::Blank);
        assert!(recognise("{}").unwrap_err().is_nothing());
        for text in ["hello\n", "<html><body/></html>", "[1]", "{\"key\": 1}", "<<<", "1..x"] {
            assert!(!recognise(text).unwrap_err().is_nothing(), "{text}");
        }
    }
}
