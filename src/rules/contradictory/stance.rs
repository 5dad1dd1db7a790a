//! What the plan and each document say of one matter, and whether all of it can be true.

use super::super::wording::origins;
use crate::diag::{Diagnostic, code};
use crate::model::{Claim, ClaimFact, Origin, Plan};
use crate::progress::check::{Agreement, Checker, ClaimCheck, Subject, dated};
use crate::text::Place;
use crate::time::Date;

/// Different stances that are compared; a matter on which more differ is told by these.
const COMPARED: usize = 64;
/// Stances that are listed.
const LISTED: usize = 8;

/// Who speaks of what.
#[derive(Debug)]
pub struct Matter<'p> {
    /// What the claims are held against.
    pub checker: &'p Checker<'p>,
    /// What they speak of.
    pub subject: Subject<'p>,
    /// How findings call it.
    pub name: String,
    /// The item findings are about.
    pub about: &'p str,
    /// The claims.
    pub claims: &'p [Claim],
    /// Where the plan has it.
    pub place: Place,
}

/// What the plan says of it, and where.
pub type Own = Option<(String, Place)>;

/// Who says what, and the places of it with their labels.
type Told = (Vec<String>, Vec<(Place, String)>);

/// What one document says.
#[derive(Debug, Clone)]
pub struct Stance<V> {
    /// What it says.
    pub value: V,
    /// The same in words.
    pub text: String,
    /// Where the plan records it.
    pub place: Place,
    /// The document.
    pub origin: Origin,
    /// The day of the document.
    pub dated: Option<Date>,
    /// How it stands beside the plan.
    pub check: ClaimCheck,
}

impl<V> Stance<V> {
    /// Whether two documents of different days speak: things may have changed between them.
    pub fn other_day(&self, other: &Stance<V>) -> bool {
        matches!((self.dated, other.dated), (Some(a), Some(b)) if a != b)
    }

    fn is_denied(&self) -> bool {
        self.check.agreement == Agreement::Disagrees
    }
}

impl<'p> Matter<'p> {
    /// The plan.
    pub fn plan(&self) -> &'p Plan {
        self.checker.plan
    }

    /// All claims with one kind of fact, each held against the plan.
    pub fn stances<V>(&self, read: impl Fn(&'p Claim, &'p ClaimFact) -> Option<(V, String)>) -> Vec<Stance<V>> {
        self.checked(read, |claim, fact| self.checker.fact(self.subject, claim, fact))
    }

    /// All claims with one kind of fact, held against the plan in a way of their own.
    pub fn checked<V>(
        &self,
        read: impl Fn(&'p Claim, &'p ClaimFact) -> Option<(V, String)>,
        check: impl Fn(&'p Claim, &'p ClaimFact) -> ClaimCheck,
    ) -> Vec<Stance<V>> {
        let all = self.claims.iter().flat_map(|claim| claim.facts.iter().map(move |fact| (claim, fact)));
        all.filter_map(|(claim, fact)| {
            let (value, text) = read(claim, fact)?;
            let (place, origin, dated) = (claim.said, claim.origin, dated(self.plan(), claim));
            Some(Stance { value, text, place, origin, dated, check: check(claim, fact) })
        })
        .collect()
    }

    /// A finding when the plan denies some of the claims, or, when it denies none, two of them clash.
    pub fn settle<V>(
        &self,
        word: &str,
        own: Own,
        stances: &[Stance<V>],
        clash: impl Fn(&Stance<V>, &Stance<V>) -> bool,
    ) -> Option<Diagnostic> {
        self.settle_by(word, own, None, stances, clash)
    }

    /// The same; `by` is the document from which the plan has what it says.
    pub fn settle_by<V>(
        &self,
        word: &str,
        own: Own,
        by: Option<Origin>,
        stances: &[Stance<V>],
        clash: impl Fn(&Stance<V>, &Stance<V>) -> bool,
    ) -> Option<Diagnostic> {
        let denied = stances.iter().find(|stance| stance.is_denied());
        let (parts, places) = match denied {
            Some(first) => self.denied(own.unwrap_or_else(|| (first.check.found.clone(), self.place)), by, stances),
            None => self.rivals(stances, clash)?,
        };
        let mut diagnostic =
            Diagnostic::new(&code::CONTRADICTORY_CLAIMS, format!("contradictory {word} of {}: {}", self.name, parts.join("; ")))
                .about(self.about);
        for (at, (place, label)) in places.into_iter().enumerate() {
            diagnostic = if at == 0 { diagnostic.at(place, label) } else { diagnostic.see(place, label) };
        }
        Some(diagnostic)
    }

    /// The plan, with those who agree with it, and all it denies.
    fn denied<V>(&self, (own, place): (String, Place), by: Option<Origin>, stances: &[Stance<V>]) -> Told {
        let plan = self.plan();
        let agreeing = |stance: &&Stance<V>| matches!(stance.check.agreement, Agreement::Agrees | Agreement::AgreesReading);
        let same = stances.iter().filter(|stance| stance.text == own && !stance.is_denied()).map(|stance| stance.origin);
        let by = origins(plan, by.into_iter().chain(same));
        let mut first = if by.is_empty() { format!("{own} in the plan") } else { format!("{own} in the plan and per {by}") };
        let mut fitting: Vec<&str> = Vec::new();
        for stance in stances.iter().filter(agreeing).filter(|stance| stance.text != own) {
            if !fitting.contains(&&*stance.text) {
                fitting.push(&stance.text);
            }
        }
        if !fitting.is_empty() {
            let said = fitting.iter().take(LISTED).map(|text| {
                let takers = stances.iter().filter(|stance| stance.text == *text && !stance.is_denied());
                format!("{text} per {}", origins(plan, takers.map(|stance| stance.origin)))
            });
            first.push_str(&format!(" (which fits {})", said.collect::<Vec<_>>().join(", ")));
        }
        let denied: Vec<&Stance<V>> = stances.iter().filter(|stance| stance.is_denied()).collect();
        let (mut parts, mut places) = (vec![first], vec![(place, format!("{own}, in the plan"))]);
        self.list(&denied, &mut parts, &mut places);
        (parts, places)
    }

    /// All that clash with one another.
    fn rivals<V>(&self, stances: &[Stance<V>], clash: impl Fn(&Stance<V>, &Stance<V>) -> bool) -> Option<Told> {
        let mut different: Vec<&Stance<V>> = Vec::new();
        for stance in stances {
            if different.len() < COMPARED && !different.iter().any(|one| one.text == stance.text && one.dated == stance.dated) {
                different.push(stance);
            }
        }
        let clashes = |(at, a): (usize, &&Stance<V>)| {
            different.iter().enumerate().any(|(other, b)| other != at && a.text != b.text && (clash(a, b) || clash(b, a)))
        };
        let texts: Vec<&str> = different.iter().enumerate().filter(|one| clashes(*one)).map(|(_, stance)| &*stance.text).collect();
        let clashing: Vec<&Stance<V>> = stances.iter().filter(|stance| texts.contains(&&*stance.text)).collect();
        if clashing.is_empty() {
            return None;
        }
        let (mut parts, mut places) = (Vec::new(), Vec::new());
        self.list(&clashing, &mut parts, &mut places);
        Some((parts, places))
    }

    /// Each different stance once, with all who take it.
    fn list<V>(&self, stances: &[&Stance<V>], parts: &mut Vec<String>, places: &mut Vec<(Place, String)>) {
        let mut texts: Vec<&str> = Vec::new();
        for stance in stances {
            if texts.contains(&&*stance.text) {
                continue;
            }
            texts.push(&stance.text);
            if texts.len() > LISTED {
                continue;
            }
            let takers = stances.iter().filter(|other| other.text == stance.text);
            parts.push(format!("{} per {}", stance.text, origins(self.plan(), takers.map(|other| other.origin))));
            places.push((stance.place, format!("{}, {}", stance.text, self.plan().origin(stance.origin))));
        }
        if texts.len() > LISTED {
            parts.push(format!("and {} more", texts.len() - LISTED));
        }
    }
}
