//! The words of the language: for suggestions, for the reference, and for the keyword lists of editors.

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordKind {
    /// Opens a statement.
    Statement,
    /// Opens an entry of a registry.
    Entry,
    /// Opens an attribute.
    Attribute,
    /// Opens a condition.
    Condition,
    /// Stands inside something else.
    Inner,
}

/// Every word of the language, by where it stands.
pub fn words() -> impl Iterator<Item = (&'static str, WordKind)> {
    let tagged = |list: &'static [&'static str], kind| list.iter().map(move |word| (*word, kind));
    tagged(STATEMENTS, WordKind::Statement)
        .chain(tagged(ENTRIES, WordKind::Entry))
        .chain(tagged(ATTRIBUTES, WordKind::Attribute))
        .chain(tagged(CONDITIONS, WordKind::Condition))
        .chain(tagged(INNER, WordKind::Inner))
}

/// Whether a word can open an attribute.
pub(super) fn opens_attribute(word: &str) -> bool {
    ATTRIBUTES.contains(&word)
}

/// Whether a word can open a line.
pub(super) fn opens_line(word: &str) -> bool {
    words().any(|(known, kind)| known == word && kind != WordKind::Inner)
}

const STATEMENTS: &[&str] = &[
    "plan",
    "tree",
    "alias",
    "evidence",
    "scale",
    "level",
    "source",
    "team",
    "person",
    "tag",
    "phase",
    "freeze",
    "external",
    "area",
    "component",
    "retire",
    "task",
    "milestone",
    "step",
    "chain",
    "issue",
    "decision",
    "option",
    "target",
    "registry",
    "scenario",
    "set",
    "extend",
    "waive",
    "deny",
    "warn",
    "allow",
    "include",
    "report",
];

const ENTRIES: &[&str] = &["works", "broken", "retired", "sought", "mock", "isolate"];

const ATTRIBUTES: &[&str] = &[
    "missing",
    "partial",
    "done",
    "unsure",
    "deprecated",
    "dropped",
    "count",
    "needs",
    "blocks",
    "in",
    "on",
    "due",
    "not",
    "until",
    "effort",
    "length",
    "duration",
    "left",
    "as-late",
    "by",
    "owner",
    "skills",
    "tag",
    "at",
    "was",
    "per",
    "rank",
    "note",
    "impact",
    "link",
    "rollback",
    "because",
    "folder",
    "unit",
    "pattern",
    "calendar",
    "claim",
    "expected",
    "implemented",
    "coverage",
    "started",
    "start",
    "as-of",
    "dated",
    "from",
    "chosen",
    "verified",
    "fixed",
    "active",
    "resolved",
    "closed",
    "each",
    "use",
    "health",
    "progress",
    "goal",
    "reading",
    "measure",
    "open",
    "names",
    "under",
    "except",
    "dates",
    "days",
    "weeks",
    "week",
    "after",
    "levels",
    "order",
    "people",
    "language",
    "for",
    "away",
    "half-days",
    "holiday",
    "of",
    "to",
];

const CONDITIONS: &[&str] = &[
    "file",
    "directory",
    "text",
    "import",
    "symbol",
    "resolves",
    "isolation",
    "parses",
    "lines",
    "line-coverage",
    "branch-coverage",
    "tests",
    "value",
    "version",
    "findings",
    "command",
    "attested",
    "any",
    "all",
    "no",
];

const INNER: &[&str] = &[
    "when",
    "while",
    "before",
    "day",
    "lag",
    "lead",
    "elapsed",
    "SS",
    "FF",
    "SF",
    "FS",
    "completion",
    "facts",
    "ignored",
    "key",
    "rule",
    "versus",
    "min",
    "h",
    "d",
    "w",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The words between quotes in the grammar that are made of letters.
    fn words_of_the_grammar() -> BTreeSet<&'static str> {
        let grammar = include_str!("../../grammar/landfall.pest");
        let code = grammar.lines().filter(|line| !line.trim_start().starts_with("//"));
        code.flat_map(|line| line.split('"').skip(1).step_by(2))
            .filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
            .collect()
    }

    #[test]
    fn the_list_and_the_grammar_have_the_same_words() {
        let listed: BTreeSet<&str> = words().map(|(word, _)| word).collect();
        let escapes: BTreeSet<&str> = ["n", "t", "r"].into();
        let grammar: BTreeSet<&str> = words_of_the_grammar().difference(&escapes).copied().collect();
        assert_eq!(listed, grammar);
    }
}
