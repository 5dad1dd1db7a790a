//! Slips that newcomers make, and what to say of each: words of other languages, and words that stand where others are meant.

use crate::diag::{Diagnostic, code};
use crate::text::Place;

/// Words that are taken for conditions, and the conditions that do what they say.
const MEANT: [(&str, &str); 14] = [
    ("class", "symbol"),
    ("contains", "text"),
    ("coverage", "line-coverage"),
    ("covered", "line-coverage"),
    ("defines", "symbol"),
    ("dir", "directory"),
    ("exists", "file"),
    ("folder", "directory"),
    ("function", "symbol"),
    ("grep", "text"),
    ("imports", "import"),
    ("path", "file"),
    ("regex", "text"),
    ("test", "tests"),
];

/// That there is no such condition, for a word that is taken for one.
pub(super) fn no_condition(word: &str, place: Place) -> Option<Diagnostic> {
    let (_, meant) = MEANT.iter().find(|(said, _)| *said == word)?;
    let fault = Diagnostic::new(&code::UNKNOWN_WORD, format!("there is no condition `{word}`")).at(place, "not a condition");
    Some(fault.help(format!("did you mean `{meant}`?")))
}

/// Whether what follows `coverage` asks for it; reports are named in quotes.
pub(super) fn asks_coverage(word: &str, rest: &str) -> bool {
    word == "coverage" && rest.trim_start().starts_with(|c: char| "><=".contains(c) || rest.trim_start().starts_with("under"))
}

/// What is wrong with a word that does not go on with its line, and with all that follows it.
pub(super) fn breaks_off(word: &str, place: Place) -> Option<Diagnostic> {
    let (message, help) = match word {
        "#" => ("`#` does not belong here", "comments begin with `//`"),
        "when" => (
            "`when` stands right behind `done`, with nothing between them",
            "write `done when …` for one condition; several go in braces, one a line: `done when { … }`",
        ),
        _ => return None,
    };
    Some(Diagnostic::new(&code::MALFORMED, message).at(place, "").help(help))
}
