//! The verdict on one item: a function of what is claimed and what was observed, nothing else.

use crate::syntax::State;

/// What the evidence shows of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Observed {
    /// Nothing was asked: no condition, no path, or no evidence was looked at.
    #[default]
    NothingAsked,
    /// All conditions hold.
    Done,
    /// Some hold.
    Partial,
    /// None holds.
    Missing,
    /// At least one does not hold, so it is not done; of the others it could not be measured whether some do, for this reason.
    NotDone(Box<str>),
    /// The path stands; that proves nothing.
    Present,
    /// The path does not stand.
    Absent,
    /// It could not be measured, for this reason.
    Unknown(Box<str>),
}

/// The verdict on an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Claimed done, and all conditions hold.
    Proven,
    /// Claim and evidence agree on something less than done.
    Agreed,
    /// Claimed done or partial, and the path stands.
    Present,
    /// The evidence denies the claim.
    Contradicted,
    /// The evidence is ahead of the claim.
    Stale,
    /// Nothing is claimed; the evidence shows it done.
    Done,
    /// Nothing is claimed; the evidence shows part of it.
    Partial,
    /// Nothing is claimed; the evidence shows it missing.
    Missing,
    /// It retires, and is gone.
    Gone,
    /// It retires, and is still used.
    InUse,
    /// It could not be measured.
    Unknown,
    /// There is a claim and no evidence.
    ClaimedOnly,
    /// There is neither.
    NotStated,
}

impl Verdict {
    /// The words shown to people.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Proven => "proven",
            Verdict::Agreed => "agreed",
            Verdict::Present => "present",
            Verdict::Contradicted => "contradicted",
            Verdict::Stale => "stale",
            Verdict::Done => "done",
            Verdict::Partial => "partial",
            Verdict::Missing => "missing",
            Verdict::Gone => "gone",
            Verdict::InUse => "in use",
            Verdict::Unknown => "unknown",
            Verdict::ClaimedOnly => "claimed only",
            Verdict::NotStated => "not stated",
        }
    }
}

/// How an item counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is there (or, when it retires, gone).
    Done,
    /// Some of it is.
    Partial,
    /// It is not.
    Missing,
    /// Nobody can tell.
    Unknown,
    /// It is no longer wanted, and not counted.
    Dropped,
}

impl Standing {
    /// The word shown to people.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::Partial => "partial",
            Standing::Missing => "missing",
            Standing::Unknown => "unknown",
            Standing::Dropped => "dropped",
        }
    }

    /// A mark that reads without colour.
    pub fn mark(self) -> &'static str {
        match self {
            Standing::Done => "✅",
            Standing::Partial => "🟡",
            Standing::Missing => "❌",
            Standing::Unknown => "❔",
            Standing::Dropped => "➖",
        }
    }
}

/// The verdict, and how the item counts. `retires` is for things that must be gone at the end: their states speak of the
/// retirement, so `done` means gone.
pub fn verdict(claimed: Option<State>, observed: &Observed, retires: bool) -> (Verdict, Standing) {
    use Observed as O;
    use Standing as S;
    use Verdict as V;
    if claimed == Some(State::Dropped) {
        return (V::ClaimedOnly, S::Dropped);
    }
    if retires {
        return match observed {
            O::Done | O::Absent => (V::Gone, S::Done),
            O::Partial => (V::InUse, S::Partial),
            O::Missing | O::Present => (V::InUse, S::Missing),
            O::NotDone(_) => (V::InUse, S::Unknown),
            O::Unknown(_) => (V::Unknown, S::Unknown),
            O::NothingAsked => match claimed {
                None => (V::NotStated, S::Unknown),
                Some(state) => (V::ClaimedOnly, claimed_standing(state, retires)),
            },
        };
    }
    match (claimed.filter(|state| *state != State::Unsure), observed) {
        (_, O::Unknown(_)) => (V::Unknown, S::Unknown),
        // Whatever the rest comes to, it is not done; whether it is partial or missing hangs on the rest.
        (Some(State::Done), O::NotDone(_)) => (V::Contradicted, S::Unknown),
        (_, O::NotDone(_)) => (V::Unknown, S::Unknown),
        (None, O::NothingAsked) => (V::NotStated, S::Unknown),
        (Some(state), O::NothingAsked) => (V::ClaimedOnly, claimed_standing(state, retires)),
        (None, O::Done) => (V::Done, S::Done),
        (None, O::Partial) => (V::Partial, S::Partial),
        (None, O::Missing | O::Absent) => (V::Missing, S::Missing),
        (None, O::Present) => (V::Present, S::Unknown),
        (Some(State::Done), O::Done) => (V::Proven, S::Done),
        (Some(State::Done), O::Present) => (V::Present, S::Done),
        (Some(State::Done), O::Partial) => (V::Contradicted, S::Partial),
        (Some(State::Done), O::Missing | O::Absent) => (V::Contradicted, S::Missing),
        (Some(State::Missing), O::Done) => (V::Stale, S::Done),
        (Some(State::Missing), O::Partial) => (V::Stale, S::Partial),
        (Some(State::Missing), O::Present) => (V::Stale, S::Unknown),
        (Some(State::Missing), O::Missing | O::Absent) => (V::Agreed, S::Missing),
        // Partial; and deprecated, which is there but not to stay.
        (Some(_), O::Done) => (V::Stale, S::Done),
        (Some(_), O::Partial | O::Present) => (V::Agreed, S::Partial),
        (Some(_), O::Missing | O::Absent) => (V::Contradicted, S::Missing),
    }
}

/// How an item counts when nothing but its claim is known.
fn claimed_standing(state: State, retires: bool) -> Standing {
    match state {
        State::Done => Standing::Done,
        State::Partial => Standing::Partial,
        State::Missing => Standing::Missing,
        State::Deprecated => {
            if retires {
                Standing::Missing
            } else {
                Standing::Partial
            }
        }
        State::Unsure => Standing::Unknown,
        State::Dropped => Standing::Dropped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_verdicts() {
        let unknown = Observed::Unknown("no report".into());
        let not_done = Observed::NotDone("no report".into());
        let columns = [
            Observed::Done,
            Observed::Partial,
            Observed::Missing,
            Observed::Present,
            Observed::Absent,
            not_done,
            unknown,
            Observed::NothingAsked,
        ];
        let row =
            |claimed, retires| columns.iter().map(|observed| verdict(claimed, observed, retires).0.word()).collect::<Vec<_>>().join(", ");
        assert_eq!(
            row(Some(State::Done), false),
            "proven, contradicted, contradicted, present, contradicted, contradicted, unknown, claimed only"
        );
        assert_eq!(row(Some(State::Partial), false), "stale, agreed, contradicted, agreed, contradicted, unknown, unknown, claimed only");
        assert_eq!(row(Some(State::Missing), false), "stale, stale, agreed, stale, agreed, unknown, unknown, claimed only");
        assert_eq!(row(None, false), "done, partial, missing, present, missing, unknown, unknown, not stated");
        assert_eq!(row(Some(State::Unsure), false), row(None, false));
        assert_eq!(row(Some(State::Deprecated), true), "gone, in use, in use, in use, gone, in use, unknown, claimed only");
    }
}
