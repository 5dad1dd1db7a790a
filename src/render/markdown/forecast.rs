//! What the schedule says of the whole, as a paragraph.

use super::code;
use super::span::push_count;
use crate::view::Forecast;
use std::fmt::Write;

/// When the work ends, how far that moved since the baseline, and which deadlines it misses, with a link to the schedule.
pub(super) fn write(out: &mut String, forecast: &Forecast<'_>) {
    let _ = write!(out, "The work **ends {}**", forecast.ends);
    if let Some(shift) = &forecast.shift {
        let label = code(shift.label);
        let then = shift.from.filter(|from| *from != forecast.ends);
        match (shift.working_days, then) {
            (None, _) => {
                let _ = write!(out, "; in the baseline {label} nobody knew when");
            }
            (Some(_), None) => {
                let _ = write!(out, ", as in the baseline {label}");
            }
            (Some(days), Some(then)) => {
                let (count, [one, many]) = match days {
                    0 => (forecast.ends.days_since(then).unsigned_abs(), ["day", "days"]),
                    days => (days.unsigned_abs(), ["working day", "working days"]),
                };
                out.push_str(", ");
                push_count(out, count, one, many);
                let way = if forecast.ends > then { "later" } else { "earlier" };
                let _ = write!(out, " {way} than in the baseline {label} ({then})");
            }
        }
        if shift.slipping > 0 {
            out.push_str("; ");
            push_count(out, shift.slipping as u64, "item is", "items are");
            out.push_str(" slipping");
        }
    }
    out.push_str(". ");
    let late = |count: usize, what: &str| match count {
        1 => format!("1 deadline is {what}"),
        _ => format!("{count} deadlines are {what}"),
    };
    let mark = if forecast.late > 0 { "⚠️ " } else { "" };
    match (forecast.late, forecast.at_risk) {
        (0, 0) => out.push_str("No deadline is late or at risk"),
        (count, 0) => out.push_str(&format!("{mark}{}", late(count, "late"))),
        (0, count) => out.push_str(&late(count, "at risk")),
        (missed, close) => {
            let _ = write!(out, "{mark}{}, {close} at risk", late(missed, "late"));
        }
    }
    if let Some(file) = &forecast.report {
        let _ = write!(out, ": see the [schedule]({file}.md)");
    }
    out.push_str(".\n\n");
}

#[cfg(test)]
mod tests {
    use crate::time::Date;
    use crate::view::{Forecast, Shift};

    #[test]
    fn the_forecast_is_told_in_two_sentences() {
        let day = |text: &str| Date::parse(text).unwrap();
        let shift = Shift { label: "v1", from: Some(day("2026-02-25")), working_days: Some(4), slipping: 1 };
        let mut forecast =
            Forecast { ends: day("2026-03-03"), late: 2, at_risk: 1, shift: Some(shift), report: Some("schedule".to_owned()) };
        let told = |forecast: &Forecast<'_>| {
            let mut out = String::new();
            super::write(&mut out, forecast);
            out
        };
        assert_eq!(
            told(&forecast),
            "The work **ends 2026-03-03**, 4 working days later than in the baseline `v1` (2026-02-25); 1 item is slipping. \
             ⚠️ 2 deadlines are late, 1 at risk: see the [schedule](schedule.md).\n\n"
        );
        (forecast.late, forecast.at_risk, forecast.report) = (0, 0, None);
        forecast.shift = Some(Shift { from: Some(forecast.ends), working_days: Some(0), slipping: 0, ..shift });
        assert_eq!(told(&forecast), "The work **ends 2026-03-03**, as in the baseline `v1`. No deadline is late or at risk.\n\n");
    }
}
