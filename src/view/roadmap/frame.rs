//! What stands around the work: decisions, teams, time that is not worked, scenarios.

use crate::model::{Item, ItemId, ItemKind, Party, PartyId, Plan};
use crate::survey::Survey;
use crate::time::{Date, Period, WorkingTime};
use crate::view::{Due, Entry, Selection};
use serde::Serialize;

/// What stands around the work.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Frame<'a> {
    /// Decisions, open ones first, by the date they are due.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Choice<'a>>,
    /// The last day up to which their time is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Teams, and people with open work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Capacity<'a>>,
    /// Freezes, by their first day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub freezes: Vec<Held<'a>>,
    /// Holidays, by their first day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Held<'a>>,
    /// What could be otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<ScenarioView<'a>>,
}

/// A decision.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Choice<'a> {
    /// What is to be decided.
    pub item: Entry<'a>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// How many open items wait for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<u32>,
    /// The ways it can go.
    pub options: Vec<&'a str>,
    /// What was chosen, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<(&'a str, Date)>,
}

/// What a team has to do, and the time it has.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Capacity<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// How many people it has, when that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// How many open items it works on or, where nobody is named to work, answers for.
    pub open_items: u32,
    /// What is left of the open items it works on, in its working days, to tenths; shared items count in full for each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort_days: Option<f64>,
    /// The person days it has from the data date to the last day of work, when that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_days: Option<f64>,
    /// When it is away, from the data date on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<Period>,
}

/// A time that is not worked, or in which something holds still.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Held<'a> {
    /// Its title.
    pub title: &'a str,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The titles of the tags it is limited to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
}

/// A scenario.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it changes.
    pub changes: Vec<Change<'a>>,
}

/// One change.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Change<'a> {
    /// The full name of what is changed.
    pub name: &'a str,
    /// The new facts as written.
    pub facts: &'a str,
}

impl<'a> Frame<'a> {
    pub(super) fn new(survey: &'a Survey<'a>, selection: &Selection, whole: Option<Period>) -> Frame<'a> {
        let plan: &'a Plan = survey.plan;
        let tag = |id: &crate::model::TagId| &*plan.tags[id.index()].title;
        let mut freezes: Vec<Held<'a>> = plan
            .freezes
            .iter()
            .map(|freeze| Held { title: &freeze.title, period: freeze.period, tags: freeze.tags.iter().map(tag).collect() })
            .collect();
        let mut holidays: Vec<Held<'a>> =
            plan.holidays.iter().map(|(period, title)| Held { title, period: Some(*period), tags: Vec::new() }).collect();
        let first = |held: &Held<'_>| held.period.map(|period| period.first);
        freezes.sort_by_key(first);
        holidays.sort_by_key(first);
        let scenarios = plan.scenarios.iter().map(|scenario| ScenarioView {
            id: &scenario.id,
            title: &scenario.title,
            changes: scenario.changes.iter().map(|(name, facts)| Change { name, facts }).collect(),
        });
        let until = survey.timetable.finish.or(whole.map(|whole| whole.last));
        let teams = teams(survey, until.map(|until| Period::new(survey.data_date.min(until), until)));
        Frame { decisions: decisions(survey, selection), until, teams, freezes, holidays, scenarios: scenarios.collect() }
    }
}

fn decisions<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<Choice<'a>> {
    let plan: &'a Plan = survey.plan;
    let shown = |id: &ItemId| plan.item(*id).kind == ItemKind::Decision && selection.has(*id) && !plan.item(*id).is_dropped();
    let mut ids: Vec<ItemId> = plan.ids().map(|(id, _)| id).filter(shown).collect();
    ids.sort_by_key(|id| {
        let due = plan.item(*id).due.and_then(|due| survey.timetable.latest(plan, due));
        (survey.assessment.is_closed(*id), due.is_none(), due)
    });
    let choice = |id: ItemId| {
        let options = &plan.item(id).options;
        Choice {
            item: Entry::new(survey, id),
            due: Due::of(survey, id),
            blocks: survey.waiting(id).filter(|count| *count > 0),
            options: options.iter().map(|option| &*option.title).collect(),
            chosen: options.iter().find_map(|option| Some((&*option.title, option.chosen?))),
        }
    };
    ids.into_iter().map(choice).collect()
}

fn teams<'a>(survey: &'a Survey<'a>, whole: Option<Period>) -> Vec<Capacity<'a>> {
    let plan: &'a Plan = survey.plan;
    let mut open_items = vec![0u32; plan.parties.len()];
    let mut minutes: Vec<Option<u64>> = vec![None; plan.parties.len()];
    for (id, item) in plan.ids() {
        if item.is_container() || item.kind == ItemKind::Area || survey.assessment.is_closed(id) {
            continue;
        }
        let who: &[PartyId] = if item.by.is_empty() { item.owner.as_slice() } else { &item.by };
        for party in who {
            open_items[party.index()] += 1;
        }
        for (party, people) in item.workers() {
            let working = working(plan, &plan.parties[party.index()]);
            if let Some(more) = work_left(item, people, u64::from(working.minutes_a_day()), u64::from(working.days_a_week())) {
                let sum = minutes[party.index()].get_or_insert(0);
                *sum = sum.saturating_add(more);
            }
        }
    }
    let shown = |at: usize, party: &Party| !party.is_person || open_items[at] > 0;
    plan.parties
        .iter()
        .enumerate()
        .filter(|(at, party)| shown(*at, party))
        .map(|(at, party)| {
            let day = working(plan, party).minutes_a_day().max(1);
            Capacity {
                id: &party.id,
                title: &party.title,
                people: plan.people(PartyId(at as u32)),
                open_items: open_items[at],
                effort_days: minutes[at].map(|minutes| tenths(minutes, day)),
                person_days: whole
                    .zip(plan.people(PartyId(at as u32)))
                    .and_then(|(whole, people)| person_minutes(survey, party, people, whole))
                    .map(|minutes| tenths(minutes, day)),
                away: party.away.iter().copied().filter(|away| away.last >= survey.data_date).collect(),
            }
        })
        .collect()
}

/// The minutes of people that are left of an item; nothing when nobody said how many it takes.
fn work_left(item: &Item, people: u32, day: u64, week: u64) -> Option<u64> {
    // Effort is shared by all who do it; in working time each of them is busy.
    let each = if item.effort.is_none() && item.length.is_some() { u64::from(people) } else { 1 };
    if let Some(left) = item.left {
        return Some(left.minutes(day, week).saturating_mul(each));
    }
    let whole = item.effort.or(item.length)?.minutes(day, week).saturating_mul(each);
    Some(item.progress.map_or(whole, |progress| (whole as f64 * (100.0 - progress.value().clamp(0.0, 100.0)) / 100.0).round() as u64))
}

fn working<'a>(plan: &'a Plan, party: &'a Party) -> &'a WorkingTime {
    party.working.as_ref().unwrap_or(&plan.working)
}

/// The minutes all people of a party work from the data date to the last day of the whole; nothing beyond ten years.
fn person_minutes(survey: &Survey<'_>, party: &Party, people: u32, whole: Period) -> Option<u64> {
    let first = [Some(survey.data_date), Some(whole.first), party.from].into_iter().flatten().max()?;
    let last = party.until.map_or(whole.last, |until| until.min(whole.last));
    let days = last.days_since(first) + 1;
    if days > 3660 {
        return None;
    }
    let working = working(survey.plan, party);
    let holidays = &survey.plan.working.holidays;
    let mut minutes = 0;
    for day in (0..days.max(0)).map(|day| first.plus_days(day)) {
        if !party.away.iter().chain(holidays).any(|off| off.contains(day)) {
            let worked = u64::from(working.minutes_on(day));
            minutes += if party.half_days.contains(&day) { worked / 2 } else { worked };
        }
    }
    Some(minutes * u64::from(people))
}

fn tenths(minutes: u64, a_day: u32) -> f64 {
    (minutes * 10 / u64::from(a_day)) as f64 / 10.0
}

#[cfg(test)]
mod tests {
    use crate::view::sample::survey;
    use crate::view::{Selection, roadmap};

    #[test]
    fn capacity_leaves_out_what_is_not_worked() {
        // From Monday the 5th to the end of the work, Monday the 12th: six working days, less a holiday and two days away, for two people.
        let plan = "plan p \"P\" language 1 start 2026-01-05 as-of 2026-01-05\nholiday 2026-01-06 \"Epiphany\"\n\
            team t \"Team\" people 2 away 2026-01-08..2026-01-09\nphase one \"One\" weeks 1..2\n\
            component a missing in one effort 3d by t\ncomponent b done in one effort 9d by t\ncomponent c missing in one owner t\n";
        survey(plan, |survey| {
            let roadmap = roadmap::build(survey, &Selection::all(survey.plan));
            let team = &roadmap.frame.teams[0];
            assert_eq!((team.person_days, team.effort_days, team.open_items), (Some(6.0), Some(3.0), 2));
        });
    }

    #[test]
    fn what_is_done_of_open_work_is_not_left() {
        let plan = "plan p \"P\" language 1 start 2026-01-05 as-of 2026-01-05\nteam t \"Team\" people 3\n\
            component a partial started 2026-01-05 effort 10d progress 50% by t\ncomponent b partial started 2026-01-05 effort 9d left 2d by t\n\
            component c missing length 3d by t people 2\n";
        survey(plan, |survey| {
            let roadmap = roadmap::build(survey, &Selection::all(survey.plan));
            assert_eq!(roadmap.frame.teams[0].effort_days, Some(13.0));
        });
    }
}
