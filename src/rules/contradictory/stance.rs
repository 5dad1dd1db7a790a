//! What the plan and each document say of one matter, and whether all of it can be true.

use super::super::totals::dated;
use super::super::wording::origins;
use crate::diag::{Diagnostic, code};
use crate::model::{Claim, Origin, Plan};
use crate::text::Place;
use crate::time::Date;

/// Different stances that are compared; a matter on which more differ is told by these.
const COMPARED: usize = 64;
/// Stances that are listed.
const LISTED: usize = 8;

/// One stance on one matter.
#[derive(Debug, Clone)]
pub struct Stance<V> {
    /// What it says.
    pub value: V,
    /// The same in words.
    pub text: String,
    /// Where the plan has it.
    pub place: Place,
    /// The document; none when the plan itself says so.
    pub origin: Option<Origin>,
    /// The day of the document.
    pub dated: Option<Date>,
}

impl<V> Stance<V> {
    /// What the plan says.
    pub fn own(value: V, text: impl Into<String>, place: Place) -> Stance<V> {
        Stance { value, text: text.into(), place, origin: None, dated: None }
    }

    /// What a document says.
    pub fn claimed(plan: &Plan, claim: &Claim, value: V, text: impl Into<String>) -> Stance<V> {
        Stance { value, text: text.into(), place: claim.said, origin: Some(claim.origin), dated: dated(plan, claim) }
    }

    /// Whether two documents of different days speak: things may have changed between them.
    pub fn other_day(&self, other: &Stance<V>) -> bool {
        matches!((self.dated, other.dated), (Some(a), Some(b)) if a != b)
    }
}

/// Who speaks of what.
#[derive(Debug, Clone)]
pub struct Subject<'p> {
    /// How findings call it.
    pub name: String,
    /// The item they are about.
    pub about: &'p str,
}

/// A finding when two of the stances clash: each that does, with everybody who takes it.
pub fn settle<V>(
    plan: &Plan,
    subject: &Subject<'_>,
    matter: &str,
    stances: &[Stance<V>],
    clash: impl Fn(&Stance<V>, &Stance<V>) -> bool,
) -> Option<Diagnostic> {
    if stances.len() < 2 {
        return None;
    }
    let mut different: Vec<&Stance<V>> = Vec::new();
    for stance in stances {
        let same =
            |one: &&&Stance<V>| one.text == stance.text && one.dated == stance.dated && one.origin.is_none() == stance.origin.is_none();
        if different.len() < COMPARED && different.iter().find(same).is_none() {
            different.push(stance);
        }
    }
    let mut texts: Vec<&str> = Vec::new();
    for (at, a) in different.iter().enumerate() {
        let clashes = different.iter().enumerate().any(|(other, b)| other != at && (clash(a, b) || clash(b, a)));
        if clashes && !texts.contains(&&*a.text) {
            texts.push(&a.text);
        }
    }
    if texts.len() < 2 {
        return None;
    }
    let mut parts = Vec::new();
    let mut diagnostic = Diagnostic::new(&code::CONTRADICTORY_CLAIMS, String::new()).about(subject.about);
    for text in texts.iter().take(LISTED) {
        let takers: Vec<&Stance<V>> = stances.iter().filter(|stance| stance.text == *text).collect();
        let own = takers.iter().any(|stance| stance.origin.is_none());
        let by = origins(plan, takers.iter().filter_map(|stance| stance.origin));
        let by = match (own, by.is_empty()) {
            (true, true) => "in the plan".to_owned(),
            (true, false) => format!("in the plan and per {by}"),
            _ => format!("per {by}"),
        };
        parts.push(format!("{text} {by}"));
        if let Some(first) = takers.first() {
            let label = match first.origin {
                Some(origin) => format!("{text}, {}", plan.origin(origin)),
                None => format!("{text}, in the plan"),
            };
            diagnostic = if parts.len() == 1 { diagnostic.at(first.place, label) } else { diagnostic.see(first.place, label) };
        }
    }
    if texts.len() > LISTED {
        parts.push(format!("and {} more", texts.len() - LISTED));
    }
    diagnostic.message = format!("contradictory {matter} of {}: {}", subject.name, parts.join("; "));
    Some(diagnostic)
}
