//! Conditions of builds, `#[cfg(…)]` of Rust and `//go:build …` of Go, as far as they can be told.

/// How deep conditions nest that are followed.
const DEEPEST: usize = 50;

/// Whether what stands between the brackets of a `cfg`, without blanks, holds. `known` tells of a single condition, such as `test` or
/// `feature="x"`; nothing where it cannot be told.
pub fn of_rust(text: &str, known: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
    rust(text, known, DEEPEST)
}

fn rust(text: &str, known: &dyn Fn(&str) -> Option<bool>, left: usize) -> Option<bool> {
    let left = left.checked_sub(1)?;
    let inner = |word: &str| text.strip_prefix(word)?.strip_prefix('(')?.strip_suffix(')');
    let each = |list: &str| -> Vec<Option<bool>> { split(list).into_iter().map(|part| rust(part, known, left)).collect() };
    if let Some(list) = inner("any") {
        return either(each(list), true);
    }
    if let Some(list) = inner("all") {
        return either(each(list), false);
    }
    match (inner("not"), text) {
        (Some(part), _) => rust(part, known, left).map(|holds| !holds),
        (None, "true") => Some(true),
        (None, "false") => Some(false),
        (None, _) => known(text),
    }
}

/// What one that decides makes of all; without one all must be told.
fn either(all: Vec<Option<bool>>, decides: bool) -> Option<bool> {
    if all.contains(&Some(decides)) {
        return Some(decides);
    }
    all.iter().all(Option::is_some).then_some(!decides)
}

/// The parts of a list, between commas that stand in no brackets and texts.
fn split(list: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut start, mut parts) = (0usize, false, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a condition of Go, such as `linux && !ignore`, holds. `known` tells of a single tag.
pub fn of_go(text: &str, known: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
    go(text, known, DEEPEST)
}

fn go(text: &str, known: &dyn Fn(&str) -> Option<bool>, left: usize) -> Option<bool> {
    let left = left.checked_sub(1)?;
    let text = text.trim();
    for (word, decides) in [("||", true), ("&&", false)] {
        let parts = apart(text, word);
        if parts.len() > 1 {
            return either(parts.into_iter().map(|part| go(part, known, left)).collect(), decides);
        }
    }
    if let Some(rest) = text.strip_prefix('!') {
        return go(rest, known, left).map(|holds| !holds);
    }
    match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => go(inner, known, left),
        None => known(text),
    }
}

/// The parts of a text between words that stand in no brackets.
fn apart<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let (mut depth, mut start, mut parts) = (0usize, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at >= start && text[at..].starts_with(word) => {
                parts.push(&text[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_hold_as_far_as_they_are_told() {
        let told = |text: &str| of_rust(text, &|one| (one == "test" || one == "feature=\"a,b\"").then_some(false));
        let all = [
            "any()",
            "all(test,unix)",
            "not(test)",
            "any(test,unix)",
            "all()",
            "any(feature=\"a,b\",all(test))",
            "not(any(unix,not(test)))",
        ];
        let expected = [Some(false), Some(false), Some(true), None, Some(true), Some(false), Some(false)];
        assert_eq!(all.map(told), expected);
        assert_eq!(told(&format!("{}unix{}", "not(".repeat(100), ")".repeat(100))), None);
    }

    #[test]
    fn tags_of_go_hold_as_far_as_they_are_told() {
        let told = |text: &str| of_go(text, &|tag| (tag == "ignore").then_some(false));
        let all = ["ignore", "!ignore", "linux && ignore", "linux || ignore", "!(linux || !ignore)", "ignore && (a || b)", "(ignore)"];
        let expected = [Some(false), Some(true), Some(false), None, Some(false), Some(false), Some(false)];
        assert_eq!(all.map(told), expected);
    }
}
