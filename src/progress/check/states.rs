//! Claimed states beside those of the plan, and beside each other.

use super::{Agreement, ClaimCheck, Tally};
use crate::syntax::{State, Status};
use crate::time::Date;

/// How far along a state is; a deprecated thing is on no such way.
fn progress(state: State) -> Option<u8> {
    match state {
        State::Missing => Some(0),
        State::Partial => Some(1),
        State::Done => Some(2),
        _ => None,
    }
}

/// Whether two states of one thing cannot both be true. `unsure` contradicts nothing, and what is on its way out may be
/// called partial.
pub fn states_clash(a: State, b: State) -> bool {
    let vague = |state: State| matches!(state, State::Unsure | State::Dropped);
    let leaving = |one: State, other: State| one == State::Deprecated && other == State::Partial;
    a != b && !vague(a) && !vague(b) && !leaving(a, b) && !leaving(b, a)
}

/// Whether of two states from different days the later one only tells of progress.
pub fn is_progress(early: State, late: State) -> bool {
    progress(early) <= progress(late) || progress(late).is_none()
}

/// A claimed state beside the plan's own. `changed` is the last day on which that changed: a document from before it is not
/// contradicted by it.
pub fn check_state(claimed: State, own: Option<State>, found: String, dated: Option<Date>, changed: Option<Date>) -> ClaimCheck {
    let agreement = match own {
        Some(own) if own == claimed => Agreement::Agrees,
        None | Some(State::Unsure | State::Dropped) => Agreement::NotCheckable,
        Some(_) if matches!(claimed, State::Unsure | State::Dropped) => Agreement::NotCheckable,
        Some(own) if !states_clash(claimed, own) => Agreement::Agrees,
        Some(_) if dated.is_some_and(|day| changed.is_some_and(|changed| changed > day)) => Agreement::NotRefuted,
        Some(_) => Agreement::Disagrees,
    };
    ClaimCheck { agreement, found }
}

/// A claimed state of something beside the counts of its parts.
pub fn check_parts(claimed: State, tally: &Tally, dated: Option<Date>) -> ClaimCheck {
    let sum = tally.rollup(None);
    let later = tally.done_after(None, dated).min(sum.done);
    let before = sum.done - later;
    let found = tally.words();
    let (denied, shown) = match claimed {
        State::Done => (sum.partial + sum.missing > 0, sum.unknown == 0),
        State::Missing => (before + sum.partial > 0, sum.unknown == 0 && sum.done == 0),
        State::Partial => {
            let mixed = sum.partial > 0 || (sum.done > 0 && sum.missing > 0);
            (sum.missing == sum.expected || before == sum.expected, mixed)
        }
        State::Unsure => (false, sum.unknown == sum.expected),
        State::Deprecated | State::Dropped => (false, false),
    };
    let agreement = match (denied, shown) {
        _ if sum.expected == 0 => Agreement::NotCheckable,
        (true, _) => Agreement::Disagrees,
        (_, true) => Agreement::Agrees,
        _ if sum.unknown == sum.expected || matches!(claimed, State::Unsure | State::Deprecated | State::Dropped) => {
            Agreement::NotCheckable
        }
        _ => Agreement::NotRefuted,
    };
    ClaimCheck { agreement, found }
}

/// A status, and who gave it when.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// The status.
    pub status: Status,
    /// The day it came to be so.
    pub since: Option<Date>,
    /// The day of the document; none for the plan.
    pub dated: Option<Date>,
    /// Whether the plan itself gives it.
    pub own: bool,
}

/// Whether two statuses of one issue cannot both be true: active and over, or over in the same way on two days. Resolved and
/// closed both mean that nothing is left to do.
pub fn statuses_clash(a: Given, b: Given) -> bool {
    let one_way = |a: Given, b: Given| match (a.status, b.status) {
        (Status::Active, Status::Active) => false,
        (Status::Active, _) => {
            let since = b.dated.or(b.since.filter(|_| b.own));
            // An earlier document may well have called it active.
            !matches!((a.dated, since), (Some(then), Some(ended)) if then < ended)
        }
        (_, Status::Active) => false,
        (first, second) => first == second && matches!((a.since, b.since), (Some(one), Some(other)) if one != other),
    };
    one_way(a, b) || one_way(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(claimed: State, own: Option<State>) -> Agreement {
        check_state(claimed, own, String::new(), None, None).agreement
    }

    #[test]
    fn states() {
        assert_eq!(agreement(State::Done, Some(State::Done)), Agreement::Agrees);
        assert_eq!(agreement(State::Missing, Some(State::Partial)), Agreement::Disagrees);
        assert_eq!(agreement(State::Missing, Some(State::Deprecated)), Agreement::Disagrees);
        assert_eq!(agreement(State::Partial, Some(State::Deprecated)), Agreement::Agrees);
        assert_eq!(agreement(State::Done, Some(State::Unsure)), Agreement::NotCheckable);
        assert_eq!(agreement(State::Unsure, Some(State::Done)), Agreement::NotCheckable);
        assert_eq!(agreement(State::Done, None), Agreement::NotCheckable);
    }

    #[test]
    fn what_changed_later_refutes_no_document() {
        let day = |text: &str| Date::parse(text);
        let at = |changed| check_state(State::Missing, Some(State::Done), String::new(), day("2025-07-01"), changed).agreement;
        assert_eq!(at(day("2025-07-02")), Agreement::NotRefuted);
        assert_eq!(at(day("2025-07-01")), Agreement::Disagrees);
        assert_eq!(at(None), Agreement::Disagrees);
    }

    #[test]
    fn an_issue_is_active_or_over() {
        let given = |status, dated: &str, since: &str| Given { status, since: Date::parse(since), dated: Date::parse(dated), own: false };
        assert!(statuses_clash(given(Status::Active, "2025-09-17", ""), given(Status::Resolved, "2025-09-17", "2025-09-17")));
        assert!(!statuses_clash(given(Status::Active, "2025-09-01", ""), given(Status::Resolved, "2025-09-17", "")));
        assert!(!statuses_clash(given(Status::Closed, "", "2025-09-01"), given(Status::Resolved, "", "2025-09-02")));
        assert!(statuses_clash(given(Status::Closed, "", "2025-09-01"), given(Status::Closed, "", "2025-09-02")));
    }
}
