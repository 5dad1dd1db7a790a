//! Facts as short lines, for tests to compare.

use landfall::code::facts::MockKind;
use landfall::code::{Facts, Guard, Imported, Language, facts};

/// The facts of a text, one a line.
pub fn shown(language: Language, text: &str) -> Vec<String> {
    let facts = facts(language, text.as_bytes());
    assert_eq!(facts.syntax.count, 0, "the text of a test parses: {:?}\n{text}", facts.syntax.first);
    lines(&facts)
}

fn guard(guard: Guard) -> &'static str {
    match guard {
        Guard::Always => "",
        Guard::Conditional => " conditional",
        Guard::Test => " test",
        Guard::TypeChecking => " type-checking",
        Guard::Main => " main",
        Guard::Never => " never",
    }
}

fn marks(marks: &[(bool, &str)]) -> String {
    marks.iter().filter(|(set, _)| *set).map(|(_, word)| format!(" {word}")).collect()
}

/// Facts, one a line.
pub fn lines(facts: &Facts) -> Vec<String> {
    let script = facts.language != Language::Python;
    let mut out = Vec::new();
    if let Some(package) = &facts.package {
        out.push(format!("package {package}"));
    }
    for definition in &facts.definitions {
        let mut line = format!("{} {} {}", definition.line, definition.kind.word(), definition.name);
        let flags = [
            (definition.assigned, "assigned"),
            (definition.local, "local"),
            (definition.exported && script, "exported"),
            (definition.open, "open"),
        ];
        line.push_str(&marks(&flags));
        if let Some(reach) = &definition.reach {
            line.push_str(&format!(" to {reach}"));
        }
        line.push_str(guard(definition.guard));
        if let Some(value) = &definition.value {
            line.push_str(&format!(" = {value}"));
        }
        if !definition.bases.is_empty() {
            let bases: Vec<&str> = definition.bases.iter().map(|base| if base.is_empty() { "?" } else { base }).collect();
            line.push_str(&format!(" < {}", bases.join(", ")));
        }
        out.push(line);
    }
    for import in &facts.imports {
        let mut line = format!("{} import {}", import.line, import.written());
        match &import.what {
            Imported::Module => {}
            Imported::Name(name) => line.push_str(&format!(" : {name}")),
            Imported::Star => line.push_str(" : *"),
        }
        if let Some(alias) = &import.alias {
            line.push_str(&format!(" as {alias}"));
        }
        line.push_str(&marks(&[(import.lazy, "lazy"), (import.dynamic, "dynamic")]));
        line.push_str(guard(import.guard));
        if let Some(within) = &import.within {
            line.push_str(&format!(" in {within}"));
        }
        out.push(line);
    }
    for export in &facts.exports {
        let mut line = format!("{} export {}", export.line, export.name);
        if let Some(local) = &export.local {
            line.push_str(&format!(" = {local}"));
        }
        if let Some(from) = &export.from {
            line.push_str(&format!(" from {from}"));
        }
        line.push_str(&marks(&[(export.type_only, "type-only")]));
        if let Some(reach) = &export.reach {
            line.push_str(&format!(" to {reach}"));
        }
        out.push(line);
    }
    out.extend(facts.deletions.iter().map(|deletion| format!("{} del {}{}", deletion.line, deletion.name, guard(deletion.guard))));
    if let Some(all) = &facts.all {
        out.push(format!("{} all {}{}", all.line, all.names.join(" "), if all.open { " …" } else { "" }));
    }
    for mock in &facts.mocks {
        let kind = match mock.kind {
            MockKind::Path => "path",
            MockKind::Object => "object",
            MockKind::Module => "module",
        };
        out.push(format!("{} mock {kind} {}", mock.line, mock.target));
    }
    out.extend(facts.opaque.iter().map(|opaque| format!("{} opaque {}", opaque.line, opaque.what)));
    out
}

/// Compares facts with the lines expected, given as one text.
pub fn expect(language: Language, text: &str, expected: &str) {
    let found = shown(language, text).join("\n");
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected.join("\n"), "\n--- found:\n{found}\n--- in:\n{text}");
}
