//! Lists, numbers and origins in the words of findings.

use crate::model::{Origin, Plan, Window};
use crate::progress::check::written;
use crate::time::Date;

/// Origins listed before the rest is counted.
const ORIGINS: usize = 8;

/// `1 item`, `3 items`.
pub fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The working days after one date up to another, in words; days where none of them is worked.
pub fn days_late(plan: &Plan, after: Date, until: Date) -> String {
    let apart = until.days_since(after);
    match (1..=apart.min(4000)).filter(|day| plan.working.minutes_on(after.plus_days(*day)) > 0).count() {
        0 => plural(usize::try_from(apart).unwrap_or_default(), "day"),
        days => plural(days, "working day"),
    }
}

/// `` `a`, `b` and 3 more ``.
pub fn names(all: &[&str], shown: usize) -> String {
    let quoted: Vec<String> = all.iter().take(shown).map(|name| format!("`{name}`")).collect();
    match (all.len().saturating_sub(shown), quoted.as_slice()) {
        (0, [first @ .., last]) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (0, _) => quoted.join(", "),
        (more, _) => format!("{} and {more} more", quoted.join(", ")),
    }
}

/// `report:7, report:444`, each once, in the order given.
pub fn origins(plan: &Plan, all: impl IntoIterator<Item = Origin>) -> String {
    let mut said: Vec<String> = Vec::new();
    for origin in all {
        let text = plan.origin(origin);
        if !said.contains(&text) {
            said.push(text);
        }
    }
    let more = said.len().saturating_sub(ORIGINS);
    said.truncate(ORIGINS);
    if more > 0 { format!("{} and {more} more", said.join(", ")) } else { said.join(", ") }
}

/// A window as plans write it, with its dates when they can be told: `day 3..4 (2025-07-20 – 2025-07-21)`.
pub fn window(plan: &Plan, window: Window) -> String {
    match plan.period(window).filter(|_| !matches!(window, Window::Dates(_))) {
        Some(period) => format!("{} ({period})", written(window)),
        None => written(window),
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn lists_read_well() {
        assert_eq!(names(&["a"], 3), "`a`");
        assert_eq!(names(&["a", "b"], 3), "`a` and `b`");
        assert_eq!(names(&["a", "b", "c"], 2), "`a`, `b` and 1 more");
    }
}
