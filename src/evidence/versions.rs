//! Versions and requirements, and what they mean for a comparison.
//!
//! A lock file says a version; a manifest often says a requirement, which allows many: `^18.2`, `>=1.4,<2`, `~=3.1`, `1.x`. A comparison
//! holds for a requirement when it holds for all it allows, and does not when it holds for none; else nobody can tell. Requirements are read as
//! npm, Cargo and Python (PEP 440) write them.

use crate::syntax::Comparison;
use std::cmp::Ordering;

/// One version: its numbers, and the preview behind a `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Version {
    numbers: Vec<u64>,
    preview: Option<String>,
}

/// One end of what is allowed: the version, and whether it is allowed itself.
type End = Option<(Version, bool)>;

/// What a requirement allows: all between two ends, but some.
#[derive(Debug, Clone, Default)]
struct Range {
    low: End,
    high: End,
    but: Vec<Version>,
}

/// Compares versions part by part, numbers as numbers; a release stands behind its own previews (`1.0-rc1` before `1.0`).
pub fn versions(a: &str, b: &str) -> Ordering {
    let plain =
        |text: &str| text.trim_start_matches(['v', '=', '^', '~', '>', '<', ' ']).split([' ', ',']).next().unwrap_or_default().to_owned();
    let read = |text: &str| version(&plain(text)).unwrap_or(Version { numbers: Vec::new(), preview: None });
    order(&read(a), &read(b))
}

/// Whether the comparison holds for every version that a text allows; nothing when it holds for some alone, or the text names no version.
pub fn holds(text: &str, comparison: Comparison, wanted: &str) -> Option<bool> {
    let wanted = version(wanted.trim().trim_start_matches(['v', '=']))?;
    let each: Option<Vec<Option<bool>>> =
        text.split("||").map(|part| Some(range_holds(&range(part.trim())?, comparison, &wanted))).collect();
    let each = each?;
    let first = each.first().copied().flatten()?;
    each.iter().all(|one| *one == Some(first)).then_some(first)
}

fn order(a: &Version, b: &Version) -> Ordering {
    let at = |numbers: &[u64], index: usize| numbers.get(index).copied().unwrap_or(0);
    let longest = a.numbers.len().max(b.numbers.len());
    let numbers = (0..longest).map(|index| at(&a.numbers, index).cmp(&at(&b.numbers, index))).find(|order| order.is_ne());
    numbers.unwrap_or_else(|| match (&a.preview, &b.preview) {
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (a, b) => a.cmp(b),
    })
}

/// Reads one version: `v1.2.3`, `1.0-rc.1`, `2.0rc1`; what stands behind a `+` says nothing of its order.
fn version(text: &str) -> Option<Version> {
    let text = text.trim().trim_start_matches('v').split('+').next()?;
    let (core, preview) = text.split_once('-').map_or((text, None), |(core, preview)| (core, Some(preview.to_owned())));
    let mut numbers = Vec::new();
    let mut preview = preview;
    for part in core.split('.') {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            // `1.0.dev3`, `4.0.0.RELEASE`: words that say nothing, or a preview.
            let word = part.to_ascii_lowercase();
            if numbers.is_empty() {
                return None;
            }
            let is_preview = ["dev", "alpha", "beta", "rc", "pre", "snapshot"].iter().any(|known| word.starts_with(known));
            preview = preview.or(is_preview.then_some(word));
            break;
        }
        numbers.push(part[..digits].parse().ok()?);
        let rest = &part[digits..];
        if !rest.is_empty() {
            preview = preview.or_else(|| (!rest.starts_with("post")).then(|| rest.to_ascii_lowercase()));
            break;
        }
    }
    Some(Version { numbers, preview })
}

/// Reads a requirement; nothing when it is none, such as `latest`, `workspace:*` or an address.
fn range(text: &str) -> Option<Range> {
    let mut range = Range::default();
    if matches!(text, "" | "*" | "x" | "X") {
        return Some(range);
    }
    if let Some((low, high)) = text.split_once(" - ") {
        range.low = Some((version(low)?, true));
        let high = version(high)?;
        // Of `1.2 - 2.3` all of 2.3 is allowed.
        match high.numbers.as_slice() {
            [major] => lower(&mut range, Version { numbers: vec![major.saturating_add(1)], preview: None }, false),
            [major, minor] => lower(&mut range, Version { numbers: vec![*major, minor.saturating_add(1)], preview: None }, false),
            _ => lower(&mut range, high, true),
        }
        return Some(range);
    }
    let mut parts = text.split([',', ' ']).filter(|part| !part.is_empty());
    while let Some(part) = parts.next() {
        let end = part.find(|c: char| !"=<>!~^".contains(c)).unwrap_or(part.len());
        let (operator, rest) = part.split_at(end);
        // `>= 1.2` is one requirement.
        let rest = if rest.is_empty() { parts.next()? } else { rest };
        narrow(&mut range, operator, rest)?;
    }
    Some(range)
}

fn narrow(range: &mut Range, operator: &str, text: &str) -> Option<()> {
    let bare = text.trim_end_matches(['*', 'x', 'X', '.']);
    let open = bare.len() < text.len();
    if open && bare.is_empty() {
        return Some(());
    }
    let found = version(bare)?;
    let next = |place: usize| {
        let mut numbers = found.numbers.clone();
        numbers.resize(place + 1, 0);
        numbers[place] = numbers[place].saturating_add(1);
        Version { numbers, preview: None }
    };
    let last = found.numbers.len().saturating_sub(1);
    let mut between = |low: Version, high: Version| {
        raise(range, low, true);
        lower(range, high, false);
    };
    match operator {
        "" | "=" | "==" | "===" if open => between(found.clone(), next(last)),
        "!=" if open => return None,
        "" | "=" | "==" | "===" => {
            raise(range, found.clone(), true);
            lower(range, found, true);
        }
        ">=" => raise(range, found, true),
        ">" => raise(range, found, false),
        "<=" => lower(range, found, true),
        "<" => lower(range, found, false),
        "!=" => range.but.push(found),
        // Cargo and npm: the first number that is not zero stays.
        "^" => between(found.clone(), next(found.numbers.iter().position(|number| *number > 0).unwrap_or(last))),
        // npm and Cargo: the minor stays where one is written; PEP 440's `~=` gives up the last part.
        "~" => between(found.clone(), next(last.min(1))),
        "~=" => between(found.clone(), next(last.checked_sub(1)?)),
        _ => return None,
    }
    Some(())
}

fn raise(range: &mut Range, low: Version, itself: bool) {
    let higher = range.low.as_ref().is_none_or(|(known, _)| order(&low, known).is_ge());
    if higher {
        range.low = Some((low, itself));
    }
}

fn lower(range: &mut Range, high: Version, itself: bool) {
    let lower = range.high.as_ref().is_none_or(|(known, _)| order(&high, known).is_le());
    if lower {
        range.high = Some((high, itself));
    }
}

fn range_holds(range: &Range, comparison: Comparison, wanted: &Version) -> Option<bool> {
    // Where what is allowed lies: all of it at least so high, all above, all at most so high, all below.
    let low = range.low.as_ref().map(|(low, itself)| (order(low, wanted), *itself));
    let high = range.high.as_ref().map(|(high, itself)| (order(high, wanted), *itself));
    let above = low.is_some_and(|(order, itself)| order.is_gt() || order.is_eq() && !itself);
    let at_least = low.is_some_and(|(order, _)| order.is_ge());
    let below = high.is_some_and(|(order, itself)| order.is_lt() || order.is_eq() && !itself);
    let at_most = high.is_some_and(|(order, _)| order.is_le());
    let never = above || below || range.but.contains(wanted);
    let told = |all: bool, none: bool| if all { Some(true) } else { none.then_some(false) };
    match comparison {
        Comparison::AtLeast => told(at_least, below),
        Comparison::Above => told(above, at_most),
        Comparison::AtMost => told(at_most, above),
        Comparison::Below => told(below, at_least),
        Comparison::Exactly => told(at_least && at_most, never),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_their_numbers() {
        assert!(versions("4.10.0", "4.9").is_gt());
        assert!(versions("^4.2", "4.2.0").is_eq());
        assert!(versions("1.0-rc1", "1.0").is_lt());
        assert!(versions("2.0rc1", "2.0").is_lt() && versions("2.0.post1", "2.0").is_ge());
    }

    #[test]
    fn a_requirement_holds_when_all_it_allows_does() {
        use Comparison::{Above, AtLeast, Below, Exactly};
        let cases = [
            ("18.2.0", AtLeast, "18", Some(true)),
            ("<2.5", AtLeast, "2.5", Some(false)),
            ("<=2.5", AtLeast, "2.5", None),
            ("!=2.0", Exactly, "2.0", Some(false)),
            ("!=2.0", Exactly, "2.1", None),
            ("^18.2.0", Below, "18.3", None),
            ("^18.2.0", Below, "19", Some(true)),
            ("^0.4.1", Below, "0.5", Some(true)),
            ("~1.2.3", Below, "1.3", Some(true)),
            ("~=3.1", Below, "4", Some(true)),
            ("~=3.1", AtLeast, "3.1", Some(true)),
            (">=1.4, <2", AtLeast, "1.4", Some(true)),
            (">= 1.4 < 2", Below, "2", Some(true)),
            ("1.x || 2.x", AtLeast, "1", Some(true)),
            ("1.x || 3.x", AtLeast, "2", None),
            ("1.2 - 1.9", Above, "1.1", Some(true)),
            ("1.2.3 - 2.3", Below, "2.4", Some(true)),
            ("1.2.3 - 2.3", Below, "2.3.9", None),
            ("==2.0.*", Exactly, "2.0.1", None),
            ("==2.0.*", Exactly, "2.1", Some(false)),
            ("*", AtLeast, "0", None),
            ("latest", AtLeast, "1", None),
            ("workspace:*", AtLeast, "1", None),
            ("npm:other@1.2.3", AtLeast, "1", None),
            ("v1.9.0", AtLeast, "1.10", Some(false)),
        ];
        for (text, comparison, wanted, expected) in cases {
            assert_eq!(holds(text, comparison, wanted), expected, "{text} {comparison:?} {wanted}");
        }
    }
}
