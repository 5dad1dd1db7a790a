//! The schedule as Microsoft Project's XML, which many tools read.
//!
//! Elements and their order follow Microsoft's schema of Project 2007, `mspdi_pj12.xsd`
//! (<https://schemas.microsoft.com/project/2007/mspdi_pj12.xsd>). Work that nobody fixed starts no earlier than computed, so that other tools come to the same dates.

use super::markup::escape;
use crate::syntax::LinkKind;
use crate::time::Period;
use crate::view::schedule::project::{Instant, Project, Task};
use std::fmt::{Display, Write};

/// The document.
pub fn msproject(project: &Project<'_>) -> String {
    let mut xml = Xml { out: String::with_capacity(4096 + project.tasks.len() * 900), depth: 0, begin: day_begins(project.day) };
    xml.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    xml.out.push_str("<Project xmlns=\"http://schemas.microsoft.com/project\">\n");
    xml.depth = 1;
    xml.text("Name", project.title);
    xml.text("Title", project.title);
    xml.value("ScheduleFromStart", 1);
    let first = xml.time(Instant { date: project.whole.first, minutes: 0 });
    let last = xml.time(Instant { date: project.whole.last, minutes: project.day });
    xml.value("StartDate", first);
    xml.value("FinishDate", last);
    xml.value("CalendarUID", 1);
    let clock = |minutes: u32| clock(xml.begin, minutes);
    let (begins, ends) = (clock(0), clock(project.day));
    xml.value("DefaultStartTime", begins);
    xml.value("DefaultFinishTime", ends);
    xml.value("MinutesPerDay", project.day);
    xml.value("MinutesPerWeek", project.day.saturating_mul(project.days_a_week));
    xml.value("DaysPerMonth", 20);
    xml.value("DurationFormat", 7);
    let status = xml.time(Instant { date: project.data_date, minutes: 0 });
    xml.value("StatusDate", &status);
    xml.value("CurrentDate", &status);
    calendars(&mut xml, project);
    xml.inside("Tasks", |xml| project.tasks.iter().for_each(|of| task(xml, of)));
    xml.inside("Resources", |xml| {
        for staff in &project.staff {
            xml.inside("Resource", |xml| {
                xml.value("UID", staff.uid);
                xml.value("ID", staff.uid);
                xml.text("Name", staff.title);
                xml.value("Type", 1);
                xml.value("IsNull", 0);
                xml.value("MaxUnits", staff.people);
                xml.value("CalendarUID", 1);
            });
        }
    });
    xml.inside("Assignments", |xml| {
        for (at, assignment) in project.assignments.iter().enumerate() {
            let Some(of) = (assignment.task as usize).checked_sub(1).and_then(|at| project.tasks.get(at)) else { continue };
            xml.inside("Assignment", |xml| {
                xml.value("UID", at + 1);
                xml.value("TaskUID", assignment.task);
                xml.value("ResourceUID", assignment.staff);
                if let Some((start, finish)) = xml.times(of) {
                    xml.value("Finish", finish);
                    xml.value("Start", start);
                }
                xml.value("Units", assignment.people);
                xml.value("Work", span(assignment.work));
            });
        }
    });
    xml.out.push_str("</Project>\n");
    xml.out
}

/// The minute of the day at which work begins: eight o'clock, or midnight where the day is too long for that.
fn day_begins(minutes: u32) -> u32 {
    if minutes <= 16 * 60 { 8 * 60 } else { 0 }
}

/// A time of day; the end of the day is its last second, because a day has no hour 24.
fn clock(begin: u32, minutes: u32) -> String {
    let at = begin.saturating_add(minutes);
    if at >= 1440 { "23:59:59".to_owned() } else { format!("{:02}:{:02}:00", at / 60, at % 60) }
}

/// Minutes as an XML duration.
fn span(minutes: u64) -> String {
    format!("PT{}H{}M0S", minutes / 60, minutes % 60)
}

fn calendars(xml: &mut Xml, project: &Project<'_>) {
    xml.inside("Calendars", |xml| {
        xml.inside("Calendar", |xml| {
            xml.value("UID", 1);
            xml.text("Name", "Standard");
            xml.value("IsBaseCalendar", 1);
            xml.inside("WeekDays", |xml| {
                // The schema counts from Sunday, the plan from Monday.
                for day in 1..=7usize {
                    let minutes = project.week[(day + 5) % 7];
                    week_day(xml, day, minutes);
                }
                for (period, _) in &project.holidays {
                    holiday(xml, *period);
                }
            });
        });
    });
}

fn week_day(xml: &mut Xml, day: usize, minutes: u32) {
    xml.inside("WeekDay", |xml| {
        xml.value("DayType", day);
        xml.value("DayWorking", u8::from(minutes > 0));
        if minutes > 0 {
            xml.inside("WorkingTimes", |xml| {
                xml.inside("WorkingTime", |xml| {
                    let (from, to) = (clock(xml.begin, 0), clock(xml.begin, minutes));
                    xml.value("FromTime", from);
                    xml.value("ToTime", to);
                });
            });
        }
    });
}

fn holiday(xml: &mut Xml, period: Period) {
    xml.inside("WeekDay", |xml| {
        xml.value("DayType", 0);
        xml.value("DayWorking", 0);
        xml.inside("TimePeriod", |xml| {
            xml.value("FromDate", format!("{}T00:00:00", period.first));
            xml.value("ToDate", format!("{}T23:59:00", period.last));
        });
    });
}

fn task(xml: &mut Xml, task: &Task<'_>) {
    xml.inside("Task", |xml| {
        xml.value("UID", task.uid);
        xml.value("ID", task.uid);
        xml.text("Name", task.title);
        xml.value("Type", 1);
        xml.value("IsNull", 0);
        xml.text("WBS", task.name);
        xml.value("OutlineLevel", task.level);
        xml.value("Priority", 500);
        let times = xml.times(task);
        if let Some((start, finish)) = &times {
            xml.value("Start", start);
            xml.value("Finish", finish);
        }
        xml.value("Duration", span(task.minutes));
        xml.value("DurationFormat", if task.elapsed { 8 } else { 7 });
        xml.value("EffortDriven", 0);
        xml.value("Estimated", u8::from(times.is_none()));
        xml.value("Milestone", u8::from(task.milestone));
        xml.value("Summary", u8::from(task.summary));
        xml.value("Critical", u8::from(task.critical));
        if let Some(float) = task.total_float {
            // Tenths of minutes.
            xml.value("TotalSlack", float.saturating_mul(10));
        }
        xml.value("PercentComplete", task.percent);
        if let (Some((start, _)), true) = (&times, task.percent > 0 && !task.summary) {
            xml.value("ActualStart", start);
        }
        if let (Some((_, finish)), true) = (&times, task.percent == 100 && !task.summary) {
            xml.value("ActualFinish", finish);
        }
        // Start no earlier than, or must start on.
        if let Some((start, _)) = times.filter(|_| !task.summary) {
            xml.value("ConstraintType", if task.fixed { 2 } else { 4 });
            xml.value("CalendarUID", -1);
            xml.value("ConstraintDate", start);
        }
        if let Some(due) = task.due {
            xml.value("Deadline", format!("{due}T23:59:00"));
        }
        for link in &task.links {
            xml.inside("PredecessorLink", |xml| {
                xml.value("PredecessorUID", link.before);
                xml.value(
                    "Type",
                    match link.kind {
                        LinkKind::FinishFinish => 0,
                        LinkKind::FinishStart => 1,
                        LinkKind::StartFinish => 2,
                        LinkKind::StartStart => 3,
                    },
                );
                xml.value("CrossProject", 0);
                xml.value("LinkLag", link.lag.saturating_mul(10));
                xml.value("LagFormat", if link.elapsed { 8 } else { 7 });
            });
        }
        if let Some((start, finish, minutes)) = task.baseline {
            let (start, finish) = (xml.time(start), xml.time(finish));
            xml.inside("Baseline", |xml| {
                xml.value("Number", 0);
                xml.value("Start", start);
                xml.value("Finish", finish);
                xml.value("Duration", span(minutes));
                xml.value("DurationFormat", 7);
            });
        }
    });
}

/// The document in the making.
struct Xml {
    out: String,
    depth: usize,
    /// The minute of the day at which work begins.
    begin: u32,
}

impl Xml {
    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    fn value(&mut self, name: &str, value: impl Display) {
        self.indent();
        let _ = writeln!(self.out, "<{name}>{value}</{name}>");
    }

    /// An author's text.
    fn text(&mut self, name: &str, raw: &str) {
        self.indent();
        let _ = write!(self.out, "<{name}>");
        escape(&mut self.out, raw);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn inside(&mut self, name: &str, write: impl FnOnce(&mut Xml)) {
        self.indent();
        let _ = writeln!(self.out, "<{name}>");
        self.depth += 1;
        write(self);
        self.depth -= 1;
        self.indent();
        let _ = writeln!(self.out, "</{name}>");
    }

    fn time(&self, at: Instant) -> String {
        format!("{}T{}", at.date, clock(self.begin, at.minutes))
    }

    /// Start and end of a task.
    fn times(&self, task: &Task<'_>) -> Option<(String, String)> {
        let begin = if task.from_midnight { 0 } else { self.begin };
        let time = |at: Instant| format!("{}T{}", at.date, clock(begin, at.minutes));
        task.times.map(|(start, finish)| (time(start), time(finish)))
    }
}

#[cfg(test)]
mod tests {
    use super::msproject;
    use crate::view::sample::{survey, survey_since};
    use crate::view::schedule::project::Project;

    fn written(text: &str) -> String {
        let head = "plan p \"P & Co\" language 1 start 2025-07-14 as-of 2025-07-14\nholiday 2025-07-16 \"Off\"\n";
        survey(&format!("{head}{text}"), |survey| msproject(&Project::new(survey)))
    }

    /// The elements of one task by its title.
    fn task(document: &str, title: &str) -> String {
        let from = document.find(&format!("<Name>{title}</Name>")).unwrap();
        let task: Vec<&str> = document[from..].lines().map(str::trim).take_while(|line| *line != "</Task>").collect();
        task.join(" ")
    }

    #[test]
    fn tasks_have_dates_links_and_an_outline() {
        let document = written(
            "team web \"Web\" people 2\narea w \"Whole\" {\n component a \"A\" missing effort 3d by web\n \
             component b \"B <b>\" missing effort 1d by web needs a SS lag 4h due 2025-07-18\n}\nmilestone m \"M\" needs w, w.b lag 2d elapsed\n",
        );
        let a = task(&document, "A");
        // Monday, Tuesday and, behind the holiday, Thursday.
        assert!(
            a.contains("<OutlineLevel>2</OutlineLevel>")
                && a.contains("<Start>2025-07-14T08:00:00</Start> <Finish>2025-07-17T16:00:00</Finish>"),
            "{a}"
        );
        assert!(a.contains("<Duration>PT24H0M0S</Duration>"), "{a}");
        let b = task(&document, "B &lt;b&gt;");
        assert!(
            b.contains("<PredecessorUID>2</PredecessorUID> <Type>3</Type> <CrossProject>0</CrossProject> <LinkLag>2400</LinkLag>"),
            "{b}"
        );
        assert!(b.contains("<Start>2025-07-14T12:00:00</Start>") && b.contains("<Deadline>2025-07-18T23:59:00</Deadline>"), "{b}");
        let m = task(&document, "M");
        assert!(m.contains("<Milestone>1</Milestone>") && m.contains("<LinkLag>28800</LinkLag> <LagFormat>8</LagFormat>"), "{m}");
        let whole = task(&document, "Whole");
        assert!(whole.contains("<Summary>1</Summary>") && whole.contains("<Finish>2025-07-17T16:00:00</Finish>"), "{whole}");
        assert!(document.contains("<FromDate>2025-07-16T00:00:00</FromDate>"));
        assert!(document.contains("<Title>P &amp; Co</Title>"));
        assert!(document.contains("<Units>1</Units>\n      <Work>PT24H0M0S</Work>"), "{document}");
    }

    #[test]
    fn time_of_the_calendar_counts_from_midnight() {
        let document = written("task cool \"Cool\" missing duration 2d\n");
        let cool = task(&document, "Cool");
        assert!(
            cool.contains("<Start>2025-07-14T00:00:00</Start> <Finish>2025-07-15T23:59:59</Finish> <Duration>PT48H0M0S</Duration>"),
            "{cool}"
        );
    }
    #[test]
    fn the_baseline_of_a_task_stands_behind_its_links() {
        let head = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\n";
        let before = format!("{head}component a \"A\" missing effort 2d\nmilestone m \"M\" needs a\n");
        let now = format!("{head}component a \"A\" missing effort 5d\ncomponent b \"B\" missing effort 1d\nmilestone m \"M\" needs a\n");
        let document = survey_since(&before, &now, |survey| msproject(&Project::new(survey)));
        let baseline = "<Baseline> <Number>0</Number> <Start>2025-07-14T08:00:00</Start> <Finish>2025-07-15T16:00:00</Finish> \
            <Duration>PT16H0M0S</Duration> <DurationFormat>7</DurationFormat> </Baseline>";
        assert!(task(&document, "A").ends_with(baseline), "{}", task(&document, "A"));
        let m = task(&document, "M");
        assert!(
            m.contains("</PredecessorLink> <Baseline>")
                && m.contains("<Duration>PT0H0M0S</Duration> <DurationFormat>7</DurationFormat> </Baseline>"),
            "{m}"
        );
        assert!(!task(&document, "B").contains("Baseline"), "{document}");
    }
}
