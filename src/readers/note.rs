//! What a report says of itself that a recount does not bear out, and what of it was left out.

use super::limits;

/// One remark about a report. A remark never changes a count; it says why a reader may see other numbers elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// The report states one number and lists another.
    Claim {
        /// The file or suite that states it; empty for the whole report.
        scope: String,
        /// What is counted, such as `lines` or `covered branches`.
        what: &'static str,
        /// The number stated.
        claimed: u64,
        /// The number listed.
        counted: u64,
    },
    /// Something was left out or set right.
    Oddity {
        /// What, as a sentence.
        what: &'static str,
        /// The file or suite where it was first met; empty for the whole report.
        scope: String,
        /// How often.
        times: u64,
    },
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Note::Claim { scope, what, claimed, counted } => {
                let scope = if scope.is_empty() { "the report" } else { scope };
                write!(f, "{scope} claims {claimed} {what} and lists {counted}")
            }
            Note::Oddity { what, scope, times } => {
                write!(f, "{what}")?;
                if !scope.is_empty() {
                    write!(f, " ({scope})")?;
                }
                if *times > 1 { write!(f, ", {times} times") } else { Ok(()) }
            }
        }
    }
}

/// Notes as they are gathered: oddities of one kind become one, and claims are bounded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    claims: Vec<Note>,
    oddities: Vec<Note>,
    left_out: u64,
}

impl Notes {
    /// Remarks on a claim, if it differs.
    pub(crate) fn claim(&mut self, scope: &str, what: &'static str, claimed: Option<u64>, counted: u64) {
        let Some(claimed) = claimed.filter(|claimed| *claimed != counted) else { return };
        if self.claims.len() < limits::NOTES {
            self.claims.push(Note::Claim { scope: super::error::bounded(scope, 200), what, claimed, counted });
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }

    /// Remarks on something left out or set right.
    pub(crate) fn odd(&mut self, what: &'static str, scope: &str) {
        for note in &mut self.oddities {
            if let Note::Oddity { what: known, times, .. } = note
                && *known == what
            {
                *times = times.saturating_add(1);
                return;
            }
        }
        self.oddities.push(Note::Oddity { what, scope: super::error::bounded(scope, 200), times: 1 });
    }

    /// The notes: claims in the report's order, then oddities.
    pub(crate) fn finish(mut self) -> Vec<Note> {
        if self.left_out > 0 {
            self.oddities.push(Note::Oddity { what: "more claims differ from what is listed", scope: String::new(), times: self.left_out });
        }
        self.claims.append(&mut self.oddities);
        self.claims
    }
}
