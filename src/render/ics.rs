//! The schedule as iCalendar (RFC 5545): an event of whole days for each item, and one for each due date.
//!
//! Nothing reads the clock, so every event is stamped with the data date. An event keeps its identity as long as the plan and the
//! item keep their ids.

use crate::model::Plan;
use crate::time::{Date, Period};
use crate::view::schedule::Row;
use std::fmt::Write;

/// Lines are no longer than this many bytes, their end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// The calendar of a plan.
pub fn ics(plan: &Plan, data_date: Date, rows: &[Row<'_>]) -> String {
    let mut out = Ics { out: String::new() };
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//landfall//landfall schedule//EN");
    out.line("CALSCALE", "GREGORIAN");
    out.line("X-WR-CALNAME", &escape(&plan.root().title));
    for row in rows {
        item(&mut out, plan, data_date, row);
    }
    out.line("END", "VCALENDAR");
    out.out
}

fn item(out: &mut Ics, plan: &Plan, data_date: Date, row: &Row<'_>) {
    let uid = |suffix: &str| format!("{}.{}{suffix}@landfall", plan.root().id, row.item.name);
    let lead = if row.item.kind == crate::model::ItemKind::Milestone { "◆ " } else { "" };
    let mut about = vec![format!("{} {}: {}", row.item.kind.word(), row.item.name, row.item.state)];
    about.extend(row.takes.clone());
    if row.critical {
        about.push("critical".to_owned());
    }
    about.extend(row.lateness.map(|lateness| lateness.word().to_owned()));
    if let Some(waits) = &row.waits {
        let behind = waits.behind.map_or_else(String::new, |label| format!(", behind {}", label.title));
        about.push(format!("waits for {} until {}{behind}", waits.who_words(), waits.until));
    }
    let phase = plan.item(row.id).phase.map(|phase| &*plan.phases[phase.index()].title);
    event(out, &uid(""), data_date, row.planned.period, &format!("{lead}{}", row.item.title), &about.join("\n"), phase);
    if let Some(date) = row.due.as_ref().and_then(|due| due.date).filter(|_| row.total_float.is_some()) {
        event(out, &uid(".due"), data_date, Period::new(date, date), &format!("Due: {}", row.item.title), "", phase);
    }
}

fn event(out: &mut Ics, uid: &str, data_date: Date, period: Period, summary: &str, about: &str, phase: Option<&str>) {
    let day = |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    out.line("BEGIN", "VEVENT");
    out.line("UID", &escape(uid));
    out.line("DTSTAMP", &format!("{}T000000Z", day(data_date)));
    out.line("DTSTART;VALUE=DATE", &day(period.first));
    // The end is the day after the last.
    out.line("DTEND;VALUE=DATE", &day(period.last.plus_days(1)));
    out.line("SUMMARY", &escape(summary));
    if !about.is_empty() {
        out.line("DESCRIPTION", &escape(about));
    }
    if let Some(phase) = phase {
        out.line("CATEGORIES", &escape(phase));
    }
    out.line("TRANSP", "TRANSPARENT");
    out.line("END", "VEVENT");
}

/// A text as RFC 5545, 3.3.11 writes it.
fn escape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 4);
    for c in raw.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

struct Ics {
    out: String,
}

impl Ics {
    /// A property, folded so that no line is too long and no character is cut.
    fn line(&mut self, name: &str, value: &str) {
        let mut line = String::with_capacity(name.len() + value.len() + 1);
        let _ = write!(line, "{name}:{value}");
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > LINE {
                self.out.push_str("\r\n ");
                used = 1;
            }
            self.out.push(c);
            used += c.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::ics;
    use crate::view::Labels;
    use crate::view::sample::survey;
    use crate::view::schedule::Rows;

    #[test]
    fn events_are_whole_days_on_folded_lines() {
        let long = "ü".repeat(60);
        let text = format!(
            "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\ncomponent a \"A; b, {long}\" missing effort 2d due 2025-07-18\n\
             milestone m \"Live\" needs a\n"
        );
        survey(&text, |survey| {
            let labels = Labels::new(survey.plan);
            let rows = Rows::new(survey, &labels).all(|_| true);
            let calendar = ics(survey.plan, survey.data_date, &rows);
            assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
            let unfolded = calendar.replace("\r\n ", "");
            assert!(unfolded.contains(&format!("SUMMARY:A\\; b\\, {long}\r\n")), "{unfolded}");
            assert!(
                unfolded.contains(
                    "UID:p.a@landfall\r\nDTSTAMP:20250714T000000Z\r\nDTSTART;VALUE=DATE:20250714\r\nDTEND;VALUE=DATE:20250716\r\n"
                )
            );
            assert!(unfolded.contains("UID:p.a.due@landfall\r\n") && unfolded.contains("SUMMARY:◆ Live\r\n"), "{unfolded}");
            assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), unfolded.matches("END:VEVENT").count());
        });
    }
}
