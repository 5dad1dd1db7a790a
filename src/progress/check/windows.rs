//! Claimed times beside when the plan has something.

use super::{Agreement, Calendar, ClaimCheck, Days};
use crate::model::{Plan, Window};
use crate::time::Period;

/// When the plan has something.
#[derive(Debug, Clone)]
pub enum When {
    /// In one stretch.
    One(Days),
    /// Some time in a phase.
    Within(Days),
    /// Its parts have these.
    Parts(Vec<Window>),
}

/// A claimed window beside when the plan has something: no day in common disagrees, and all of it within the window agrees.
pub fn check_window(plan: &Plan, calendar: &Calendar<'_>, claimed: Window, when: &When) -> ClaimCheck {
    let said = calendar.window(claimed);
    let one = |own: Days| match own {
        _ if own.adrift != said.adrift => Agreement::NotCheckable,
        _ if own.apart(said) => Agreement::Disagrees,
        _ if own.is_within(said) => Agreement::Agrees,
        _ => Agreement::About,
    };
    match when {
        When::One(own) | When::Within(own) => ClaimCheck { agreement: one(*own), found: shown(plan, calendar, claimed, *own) },
        When::Parts(parts) => {
            let all: Vec<Agreement> = parts.iter().map(|part| one(calendar.window(*part))).collect();
            let every = |wanted: Agreement| all.iter().all(|agreement| *agreement == wanted);
            let agreement = match () {
                () if all.is_empty() || all.contains(&Agreement::NotCheckable) => Agreement::NotCheckable,
                () if every(Agreement::Disagrees) => Agreement::Disagrees,
                () if every(Agreement::Agrees) => Agreement::Agrees,
                () => Agreement::About,
            };
            ClaimCheck { agreement, found: parts_text(parts) }
        }
    }
}

/// Days in the words of the claim: days or weeks of the plan, or dates.
fn shown(plan: &Plan, calendar: &Calendar<'_>, claimed: Window, own: Days) -> String {
    let span = |word: &str, first: i64, last: i64| match last {
        i64::MAX => format!("from {word} {first}"),
        _ if first == last => format!("{word} {first}"),
        _ => format!("{word}s {first}–{last}"),
    };
    match (claimed, plan.start) {
        (Window::Dates(_), Some(start)) if own.last < i64::MAX => {
            Period::new(start.plus_days(own.first - 1), start.plus_days(own.last - 1)).to_string()
        }
        (Window::Dates(_), _) => calendar.show(own.first, own.adrift),
        _ if own.adrift || own.first < 1 => calendar.show(own.first, own.adrift),
        (Window::Days(..), _) => span("day", own.first, own.last),
        (Window::Weeks(..), _) => {
            let last = if own.last == i64::MAX { i64::MAX } else { (own.last - 1) / 7 + 1 };
            span("week", (own.first - 1) / 7 + 1, last)
        }
    }
}

/// A window as plans write it: `day 3..4`, `week 2`.
pub fn written(window: Window) -> String {
    match window {
        Window::Dates(period) => period.to_string(),
        Window::Days(first, last) if first == last => format!("day {first}"),
        Window::Days(first, last) => format!("day {first}..{last}"),
        Window::Weeks(first, last) if first == last => format!("week {first}"),
        Window::Weeks(first, last) => format!("weeks {first}..{last}"),
    }
}

/// The windows of parts, in words.
pub fn parts_text(windows: &[Window]) -> String {
    let mut different: Vec<String> = Vec::new();
    for text in windows.iter().map(|window| written(*window)) {
        if !different.contains(&text) {
            different.push(text);
        }
    }
    let more = different.len().saturating_sub(4);
    different.truncate(4);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more} (its parts)", different.join(", "))
}
