//! What takes working time out of days: freezes, holidays, absences, half days, and who is not there yet or any more.

use crate::diag::Diagnostic;
use crate::model::{Item, Party, Plan};
use crate::time::{Date, Period};

/// Labels and notes of one kind that a finding gets at the most.
const TOLD: usize = 4;

/// Adds to a finding about an item what takes time out of some days, with the place of each that has one.
pub fn taken_out(plan: &Plan, item: &Item, days: Period, mut diagnostic: Diagnostic) -> Diagnostic {
    for freeze in plan.freezes.iter().filter(|freeze| freeze.holds(item)) {
        if let Some(taken) = freeze.period.and_then(|frozen| shared(frozen, days)) {
            diagnostic = diagnostic.see(freeze.said, format!("holds it {}", on(taken)));
        }
    }
    // Time of the calendar passes on days off, whoever is there.
    if item.is_elapsed() {
        return diagnostic;
    }
    let holidays = plan.holidays.iter().filter_map(|(holiday, title)| Some((shared(*holiday, days)?, title)));
    let holidays = holidays.filter(|(taken, _)| worked(plan, item, *taken));
    for (taken, title) in holidays.take(TOLD) {
        let title = if title.is_empty() { String::new() } else { format!(": {title}") };
        let are = if taken.first == taken.last { "is a holiday" } else { "are holidays" };
        diagnostic = diagnostic.note(format!("{taken} {are}{title}"));
    }
    let mut told: Vec<&str> = Vec::new();
    for (id, party) in item.by.iter().filter_map(|id| Some((*id, plan.parties.get(id.index())?))) {
        let team = party.team.and_then(|team| plan.parties.get(team.index()));
        // Of a team those matter who are not there, as its work pauses where too few are.
        let members = plan.parties.iter().filter(|member| member.team == Some(id)).take(TOLD);
        for party in [Some(party), team].into_iter().flatten().chain(members) {
            if !told.contains(&&*party.id) {
                told.push(&party.id);
                diagnostic = absences(party, days, diagnostic);
            }
        }
    }
    diagnostic
}

fn absences(party: &Party, days: Period, mut diagnostic: Diagnostic) -> Diagnostic {
    for taken in party.away.iter().filter_map(|away| shared(*away, days)) {
        diagnostic = diagnostic.see(party.said, format!("away {}", on(taken)));
    }
    let half: Vec<String> = party.half_days.iter().filter(|day| days.contains(**day)).take(TOLD).map(Date::to_string).collect();
    if !half.is_empty() {
        diagnostic = diagnostic.see(party.said, format!("works half of {}", half.join(", ")));
    }
    if let Some(from) = party.from.filter(|from| *from > days.first) {
        diagnostic = diagnostic.see(party.said, format!("comes on {from}"));
    }
    if let Some(until) = party.until.filter(|until| *until < days.last) {
        diagnostic = diagnostic.see(party.said, format!("leaves on {until}"));
    }
    diagnostic
}

/// Whether a day of a period would be worked if it were no holiday.
fn worked(plan: &Plan, item: &Item, days: Period) -> bool {
    let own = item.by.first().and_then(|party| plan.parties.get(party.index())?.working.as_ref()).unwrap_or(&plan.working);
    (0..days.days().min(7)).any(|day| own.minutes[days.first.plus_days(day).weekday().index()] > 0)
}

/// The days that two periods have in common.
fn shared(a: Period, b: Period) -> Option<Period> {
    let (first, last) = (a.first.max(b.first), a.last.min(b.last));
    (first <= last).then(|| Period::new(first, last))
}

fn on(period: Period) -> String {
    if period.first == period.last { format!("on {}", period.first) } else { format!("from {} to {}", period.first, period.last) }
}
