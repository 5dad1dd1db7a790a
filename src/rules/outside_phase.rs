//! `outside-phase`: dates that lie outside the phase or the plan.
//!
//! Fixed days, weeks and due dates outside the phase, before the plan begins or after its last phase ends; facts after the
//! data date; something done before it was started. Only one of two such facts can be true: correct the other.

use super::wording::{names, window};
use crate::diag::{Diagnostic, Severity, code};
use crate::model::{Item, ItemId, PhaseId, Plan, Window};
use crate::progress::check::{Calendar, Days};
use crate::survey::Survey;
use crate::syntax::State;
use crate::text::Place;
use crate::time::Date;

/// Days before the plan begins after which something done then is doubted.
const LONG_BEFORE: i64 = 180;

/// Finds windows, due dates and facts that lie outside what holds them.
pub fn outside_phase(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let calendar = Calendar::new(plan);
    let frame = Frame { plan, calendar: &calendar, end: calendar.end() };
    for (id, item) in plan.ids().skip(1).filter(|(_, item)| !item.is_dropped()) {
        if !survey.assessment.is_closed(id) {
            frame.windows(item, found);
        }
        facts(survey, item, found);
    }
    for phase in &plan.phases {
        let Some(days) = phase.window.map(|days| (days, calendar.window(days))).filter(|(_, days)| days.first < 1 && !days.adrift) else {
            continue;
        };
        let place = phase.window_said.unwrap_or(phase.said);
        found.push(frame.early(&format!("phase `{}`", phase.id), &window(plan, days.0), place, &plan.root().name));
    }
    readings(survey, found);
    memberships(plan, found);
    before_the_plan(survey, found);
}

struct Frame<'f> {
    plan: &'f Plan,
    calendar: &'f Calendar<'f>,
    end: Option<Days>,
}

impl Frame<'_> {
    fn windows(&self, item: &Item, found: &mut Vec<Diagnostic>) {
        let place = item.window_said.unwrap_or(item.said);
        let own = item.window();
        if let Some(own) = own {
            found.extend(self.window(item, &format!("`{}`", item.name), own, place));
        }
        for step in &item.steps {
            let Some(when) = step.window else { continue };
            let what = format!("step `{}` of `{}`", step.id, item.name);
            match item.on.filter(|on| self.calendar.window(when).apart(self.calendar.window(*on))) {
                Some(on) => {
                    let message = format!("{what} is planned for {}, its item for {}", window(self.plan, when), window(self.plan, on));
                    let diagnostic = Diagnostic::new(&code::OUTSIDE_PHASE, message).at(step.said, "").see(place, "the item stands here");
                    found.push(diagnostic.about(&*item.name).help("move one of the two"));
                }
                None => found.extend(self.window(item, &what, when, step.said).filter(|_| Some(when) != own)),
            }
        }
        if let Some(due) = item.due.and_then(|due| self.calendar.latest(due)) {
            found.extend(self.due(item, due));
        }
    }

    /// A window against the phase of its item, or against the whole plan.
    fn window(&self, item: &Item, what: &str, when: Window, place: Place) -> Option<Diagnostic> {
        let days = self.calendar.window(when);
        match item.phase.and_then(|phase| Some((phase, self.calendar.phase(phase)?))) {
            Some((phase, of)) if days.sticks_out(of) => {
                let how = if days.apart(of) { "outside" } else { "partly outside" };
                let message = format!("{what} is planned for {}, {how} its phase {}", window(self.plan, when), self.phase(phase));
                Some(self.against_phase(message, place, item, phase))
            }
            Some(_) => None,
            None if days.first < 1 && !days.adrift => Some(self.early(what, &window(self.plan, when), place, &item.name)),
            None => {
                let end = self.end.filter(|end| end.before(days))?;
                let message =
                    format!("{what} is planned for {}, after the last phase has ended ({})", window(self.plan, when), self.day(end));
                Some(Diagnostic::new(&code::OUTSIDE_PHASE, message).at(place, "").about(&*item.name).help("move it, or add a phase for it"))
            }
        }
    }

    /// A due date behind the phase, or outside the plan. One before the phase is due too early, which is another finding.
    fn due(&self, item: &Item, due: Days) -> Option<Diagnostic> {
        let place = item.due_said.unwrap_or(item.said);
        let what = format!("`{}`", item.name);
        match item.phase.and_then(|phase| Some((phase, self.calendar.phase(phase)?))) {
            Some((phase, of)) if of.before(due) => {
                let message = format!("{what} is due on {}, after its phase {} has ended", self.day(due), self.phase(phase));
                Some(self.against_phase(message, place, item, phase))
            }
            _ if due.last < 1 && !due.adrift => Some(self.early(&what, &format!("due on {}", self.day(due)), place, &item.name)),
            Some(_) => None,
            None => {
                let end = self.end.filter(|end| end.before(due))?;
                let message = format!("{what} is due on {}, after the last phase has ended ({})", self.day(due), self.day(end));
                Some(Diagnostic::new(&code::OUTSIDE_PHASE, message).at(place, "").about(&*item.name).help("move it, or add a phase for it"))
            }
        }
    }

    fn against_phase(&self, message: String, place: Place, item: &Item, phase: PhaseId) -> Diagnostic {
        let phase = &self.plan.phases[phase.index()];
        Diagnostic::new(&code::OUTSIDE_PHASE, message)
            .at(place, "")
            .see(phase.window_said.unwrap_or(phase.said), "the phase stands here")
            .about(&*item.name)
            .help("move it into the phase, or give it to another")
    }

    fn early(&self, what: &str, when: &str, place: Place, about: &str) -> Diagnostic {
        let start = self.plan.start.map_or_else(String::new, |start| start.to_string());
        let diagnostic = Diagnostic::new(&code::OUTSIDE_PHASE, format!("{what} ({when}) lies before the plan begins ({start})"));
        diagnostic.at(place, "").about(about).help("correct the date, or the `start` of the plan")
    }

    fn phase(&self, phase: PhaseId) -> String {
        let phase = &self.plan.phases[phase.index()];
        match phase.window {
            Some(days) => format!("`{}` ({})", phase.id, window(self.plan, days)),
            None => format!("`{}`", phase.id),
        }
    }

    fn day(&self, day: Days) -> String {
        self.calendar.show(day.last, day.adrift)
    }
}

/// What has happened cannot lie after the data date, nor end before it began.
fn facts(survey: &Survey<'_>, item: &Item, found: &mut Vec<Diagnostic>) {
    let today = survey.data_date;
    let place = item.state_said.unwrap_or(item.said);
    let later = |what: &str, day: Option<Date>, place: Place| {
        let day = day.filter(|day| *day > today)?;
        Some(future(&format!("{what} on {day}"), today, place, &item.name))
    };
    found.extend(later(&format!("`{}` was done", item.name), item.done_on, place));
    found.extend(done_ahead(survey, item));
    found.extend(later(&format!("`{}` was started", item.name), item.started, item.said));
    for step in &item.steps {
        found.extend(later(&format!("step `{}` of `{}` was done", step.id, item.name), step.done_on, step.said));
    }
    for option in &item.options {
        found.extend(later(&format!("option `{}` of `{}` was chosen", option.id, item.name), option.chosen, option.said));
    }
    if let (Some(started), Some(done)) = (item.started, item.done_on)
        && done < started
    {
        let message = format!("`{}` was done on {done}, before it was started on {started}", item.name);
        let diagnostic = Diagnostic::new(&code::OUTSIDE_PHASE, message).at(place, "").about(&*item.name);
        found.push(diagnostic.help("correct one of the dates"));
    }
}

/// Something done on a day that nobody says, whose fixed days or weeks all lie after the data date.
fn done_ahead(survey: &Survey<'_>, item: &Item) -> Option<Diagnostic> {
    let done = item.state == Some(State::Done) && item.done_on.is_none() && !item.is_container();
    let when = item.window().filter(|_| done)?;
    survey.plan.period(when).filter(|period| period.first > survey.data_date)?;
    let what = format!("`{}` is done, but planned for {}", item.name, window(survey.plan, when));
    let diagnostic = future(&what, survey.data_date, item.window_said.unwrap_or(item.said), &item.name);
    Some(diagnostic.see(item.state_said.unwrap_or(item.said), "done").help("say when it was done, `done DATE`, or correct the days"))
}

fn future(what: &str, today: Date, place: Place, about: &str) -> Diagnostic {
    Diagnostic::new(&code::OUTSIDE_PHASE, format!("{what}, after the data date {today}"))
        .at(place, "not yet")
        .about(about)
        .help("correct the date, or move `as-of`")
}

fn readings(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    for target in &survey.plan.targets {
        let about = &survey.plan.item(target.parent).name;
        for reading in &target.readings {
            let Some(day) = reading.on.filter(|day| *day > survey.data_date) else { continue };
            found.push(future(&format!("a reading of `{}` was taken on {day}", target.id), survey.data_date, reading.said, about));
        }
    }
}

fn memberships(plan: &Plan, found: &mut Vec<Diagnostic>) {
    for party in &plan.parties {
        let (Some(from), Some(until)) = (party.from, party.until) else { continue };
        if until < from {
            let diagnostic = Diagnostic::new(&code::OUTSIDE_PHASE, format!("`{}` leaves on {until}, before it comes on {from}", party.id));
            found.push(diagnostic.at(party.said, "").about(&*plan.root().name).help("correct one of the dates"));
        }
    }
}

/// What was done long before the plan begins may be right, and is as often a mistyped year: said once, as a note.
fn before_the_plan(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let Some(start) = plan.start else { return };
    let early: Vec<(ItemId, Date)> = plan
        .ids()
        .filter(|(_, item)| !item.is_dropped())
        .filter_map(|(id, item)| Some((id, item.done_on.filter(|done| start.days_since(*done) > LONG_BEFORE)?)))
        .collect();
    let Some(first) = early.iter().map(|(_, done)| *done).min() else { return };
    let all: Vec<&str> = early.iter().map(|(id, _)| &*plan.item(*id).name).collect();
    let (verb, when) = match all.len() {
        1 => ("was", format!("on {first}")),
        _ => ("were", format!("the first on {first}")),
    };
    let message = format!("{} {verb} done long before the plan begins ({start}), {when}", names(&all, 6));
    let mut diagnostic = Diagnostic::new(&code::OUTSIDE_PHASE, message);
    diagnostic.severity = Severity::Note;
    for (at, (id, done)) in early.iter().take(6).enumerate() {
        let item = plan.item(*id);
        let place = item.state_said.unwrap_or(item.said);
        diagnostic = if at == 0 { diagnostic.at(place, done.to_string()) } else { diagnostic.see(place, done.to_string()) };
    }
    let about = if let [only] = all.as_slice() { *only } else { &plan.root().name };
    found.push(diagnostic.about(about).help("nothing is wrong if that is so; a year is easily mistyped"));
}
