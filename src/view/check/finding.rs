//! A finding of a check: with the ends of its places, and a key that stays when lines move.

use crate::diag::{Diagnostic, code, find_code};
use crate::survey::Survey;
use crate::text::{Place, Sources};
use crate::time::Date;
use crate::view::FindingView;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// How codes of rules about evidence begin; they are told before those about the plan's own words.
const OF_EVIDENCE: &str = "LF08";

/// A finding of a check.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckedFinding {
    /// What was found.
    #[serde(flatten)]
    pub view: FindingView,
    /// A key that stays the same when lines move, dates pass or numbers change: 32 hexadecimal digits.
    pub fingerprint: String,
    /// Where each place ends, in the order of the places.
    #[serde(skip)]
    pub extents: Vec<Extent>,
}

/// Where a place ends, and its columns in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The last line, from one.
    pub end_line: u32,
    /// The column just behind the end, in characters from one.
    pub end_column: u32,
    /// The first column, in bytes of UTF-8 from one.
    pub byte: u32,
    /// The column just behind the end, in bytes of UTF-8 from one.
    pub end_byte: u32,
}

/// A finding that is accepted for now.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WaivedFinding {
    /// The finding.
    #[serde(flatten)]
    pub finding: CheckedFinding,
    /// Who accepts it.
    pub by: Vec<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl CheckedFinding {
    /// Which of two findings of one weight is told first: the higher.
    pub fn relevance(&self) -> u8 {
        let fatal = find_code(self.view.code).is_some_and(|code| code.fatal);
        let measured = self.view.code.starts_with(OF_EVIDENCE);
        let denied = self.view.code == code::CONTRADICTED.id;
        u8::from(measured) + u8::from(denied) + 3 * u8::from(fatal)
    }

    /// The message with its notes and remedy, a line each.
    pub fn told(&self) -> String {
        let mut text = self.view.message.clone();
        for note in &self.view.notes {
            let _ = write!(text, "\nnote: {note}");
        }
        if let Some(help) = &self.view.help {
            let _ = write!(text, "\nhelp: {help}");
        }
        text
    }
}

/// The findings of a plan as values.
pub(super) fn all(sources: &Sources, plan: &str, diagnostics: &[Diagnostic]) -> Vec<CheckedFinding> {
    keyed(sources, plan, diagnostics.iter())
}

/// What the waivers of a plan accept.
pub(super) fn waived(survey: &Survey<'_>) -> Vec<WaivedFinding> {
    let plan = survey.plan;
    let findings = keyed(survey.sources, &plan.root().id, survey.waived.iter().map(|waived| &waived.finding));
    let with_waiver = survey.waived.iter().zip(findings);
    with_waiver
        .map(|(waived, finding)| {
            let waiver = plan.waivers.get(waived.waiver);
            WaivedFinding {
                finding,
                by: waiver.into_iter().flat_map(|waiver| &waiver.by).map(|party| plan.parties[party.index()].title.to_string()).collect(),
                until: waiver.and_then(|waiver| waiver.until),
                because: waiver.and_then(|waiver| waiver.because.as_deref()).map(str::to_owned),
            }
        })
        .collect()
}

fn keyed<'d>(sources: &Sources, plan: &str, diagnostics: impl Iterator<Item = &'d Diagnostic>) -> Vec<CheckedFinding> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    diagnostics
        .map(|diagnostic| {
            let key = key(plan, diagnostic);
            let before = seen.entry(key.clone()).and_modify(|count| *count += 1).or_insert(0);
            CheckedFinding {
                view: FindingView::new(sources, diagnostic),
                fingerprint: fingerprint(&key, *before),
                extents: diagnostic.labels.iter().map(|label| extent(sources, label.place)).collect(),
            }
        })
        .collect()
}

fn extent(sources: &Sources, place: Place) -> Extent {
    let source = sources.get(place.file);
    let end = place.span.end.max(place.span.start);
    let position = source.position(end);
    let byte = |offset: u32| (offset as usize).saturating_sub(source.line_span(source.line_index(offset)).start as usize) as u32 + 1;
    Extent { end_line: position.line, end_column: position.column, byte: byte(place.span.start), end_byte: byte(end) }
}

/// What makes two findings the same although lines moved: the plan, the code, the item, and the names in the message.
fn key(plan: &str, diagnostic: &Diagnostic) -> String {
    let item = diagnostic.item.as_deref().unwrap_or("");
    format!("{plan}\u{0}{}\u{0}{item}\u{0}{}", diagnostic.code.id, essence(&diagnostic.message))
}

/// The names in a message, which stand between backticks; of a message without any, its words. Numbers change from day to day, so
/// digits are left out where they are not part of a name.
fn essence(message: &str) -> String {
    let pieces: Vec<&str> = message.split('`').collect();
    let is_name = |piece: &str| piece.chars().any(char::is_alphabetic);
    let names: Vec<&str> = pieces.iter().skip(1).step_by(2).copied().filter(|piece| is_name(piece)).collect();
    if names.is_empty() { message.chars().filter(|c| !c.is_ascii_digit()).collect() } else { names.join("\u{0}") }
}

/// The first half of a SHA-256 of the key; `before` so many findings have the same one.
fn fingerprint(key: &str, before: u32) -> String {
    let mut hash = Sha256::new();
    hash.update(key);
    if before > 0 {
        hash.update([0]);
        hash.update(before.to_be_bytes());
    }
    hash.finalize().iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{essence, fingerprint};

    #[test]
    fn the_essence_of_a_message_stays_when_numbers_change() {
        let late = |until: &str, days: u8| format!("`pay` is due on 2025-07-18, and cannot end before {until}: {days} working days late");
        assert_eq!(essence(&late("2025-07-22", 2)), essence(&late("2025-08-01", 12)));
        assert_ne!(essence("there is no item `b`"), essence("there is no item `c`"));
        assert_eq!(essence("3 of 12 are done"), essence("4 of 13 are done"));
        assert_eq!(essence("`v2` replaces `v1`"), "v2\u{0}v1", "digits of names are part of them");
    }

    #[test]
    fn findings_of_one_key_are_told_apart() {
        assert_eq!(fingerprint("a", 0).len(), 32);
        assert_ne!(fingerprint("a", 0), fingerprint("a", 1));
        assert_ne!(fingerprint("a", 1), fingerprint("a", 2));
    }
}
