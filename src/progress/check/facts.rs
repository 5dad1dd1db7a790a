//! Claims of states, dates, places and needs beside what the plan states.

use super::counts::check_count;
use super::numbers::{Fit, amount_fit, count_fit, share_fit};
use super::{Agreement, ClaimCheck};
use crate::model::{Claim, ClaimFact, Item, ItemId, Measure, Moment, PhaseId, Plan, RegistryEntry, Step, Target, Value, Window};
use crate::progress::{Assessment, Rollup, Standing, Verdict};
use crate::syntax::{Amount, EntryKind, State, Status, Total};
use crate::time::{Date, Duration, Period};

/// What a document spoke of.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// An item, or the plan.
    Item(ItemId),
    /// A line of a checklist.
    Step(&'a Step),
    /// A phase.
    Phase(PhaseId),
    /// A target.
    Target(&'a Target),
    /// An entry of a registry.
    Entry(&'a RegistryEntry),
}

/// When something is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Laid {
    /// First and last day.
    pub period: Period,
    /// Whether the plan only bounds it, such as by a phase.
    pub rough: bool,
}

/// What claims are held against.
#[derive(Debug)]
pub struct Checker<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What is true of its items.
    pub assessment: &'a Assessment,
    /// When each item is planned; of the plan itself, all of it.
    pub items: Vec<Option<Laid>>,
    /// When each phase is.
    pub phases: &'a [Option<Period>],
}

impl<'a> Checker<'a> {
    /// Holds a claim against the plan.
    pub fn check(&self, subject: Subject<'_>, claim: &Claim) -> ClaimCheck {
        ClaimCheck::all(claim.facts.iter().map(|fact| match subject {
            Subject::Item(id) => self.item(id, claim, fact),
            Subject::Step(step) => self.step(step, fact),
            Subject::Phase(phase) => self.phase(phase, fact),
            Subject::Target(target) => self.target(target, claim, fact),
            Subject::Entry(entry) => self.entry(entry, fact),
        }))
    }

    fn item(&self, id: ItemId, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        let item = self.plan.item(id);
        let standing = self.assessment.standing(id);
        match fact {
            ClaimFact::Text => ClaimCheck::not_checkable(""),
            ClaimFact::State(state) => self.state(item, *state, standing, self.assessment.verdict(id)),
            ClaimFact::Amount(..) | ClaimFact::Total(..) => {
                let of = claim.tier.map_or("", |tier| self.plan.tier_word(tier));
                check_count(fact, &self.counts(id, claim.tier), of).unwrap_or(ClaimCheck::not_checkable(""))
            }
            ClaimFact::Count(amount, at_least) => {
                let claimed = Amount { or_more: amount.or_more || *at_least, ..*amount };
                check_count(&ClaimFact::Total(Total::Expected, claimed), &self.counts(id, None), "")
                    .unwrap_or(ClaimCheck::not_checkable(""))
            }
            ClaimFact::Status(status, date) => status_check(item, *status, *date, standing),
            ClaimFact::DoneOn(date) => done_on(*date, item.done_on, standing),
            ClaimFact::Phase(phase) => match item.phase {
                None => ClaimCheck::not_checkable("in no phase"),
                Some(own) => ClaimCheck::new(own == *phase, format!("in {}", self.plan.phases[own.index()].title)),
            },
            ClaimFact::Window(window) => {
                let own = item.on.or(item.weeks.map(|(first, last)| Window::Weeks(first, last)));
                self.window(*window, own, self.items[id.index()])
            }
            ClaimFact::Due(moment) => self.due(*moment, item.due),
            ClaimFact::Effort(duration) => self.effort(id, claim, *duration),
            ClaimFact::At(path) => {
                let known = item.at.iter().chain(&item.was).any(|place| place.path == *path);
                match item.at.first() {
                    _ if known => ClaimCheck::new(true, "the same place"),
                    None => ClaimCheck::not_checkable("no place given"),
                    Some(place) => ClaimCheck::new(false, format!("at {}", place.path)),
                }
            }
            ClaimFact::Needs(target) => {
                let needed = self.needs(id, *target);
                ClaimCheck::new(needed, if needed { "needed" } else { "the plan has no such need" })
            }
            ClaimFact::Tier(tier) => match item.tier {
                None => ClaimCheck::not_checkable("no tier"),
                Some(own) => ClaimCheck::new(own == *tier, self.plan.tier_word(own)),
            },
            ClaimFact::Health(level) => match &item.health {
                None => ClaimCheck::not_checkable("no health given"),
                Some((own, _)) => ClaimCheck::new(own == level, self.plan.health.get(usize::from(*own)).map_or("", |level| &level.word)),
            },
        }
    }

    /// The sums of what an item holds, of one tier if given. Where nothing is a component, all that must be done is counted instead.
    pub fn counts(&self, id: ItemId, tier: Option<u8>) -> Rollup {
        let whole = self.assessment.rollup(id);
        if tier.is_none() && whole.expected > 0 {
            return *whole;
        }
        let (mut things, mut work) = (Rollup::default(), Rollup::default());
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            let item = self.plan.item(at);
            if item.is_dropped() {
                continue;
            }
            if item.is_container() {
                open.extend(&item.children);
            } else if tier.is_none() || item.tier == tier {
                if item.is_counted() {
                    things.add(*self.assessment.rollup(at));
                } else {
                    work.add(one(self.assessment.standing(at)));
                }
            }
        }
        if things.expected > 0 { things } else { work }
    }

    fn state(&self, item: &Item, claimed: State, standing: Standing, verdict: Verdict) -> ClaimCheck {
        let found = match (item.state, verdict) {
            (Some(State::Deprecated), Verdict::ClaimedOnly) => "deprecated".to_owned(),
            (_, Verdict::Proven | Verdict::Contradicted | Verdict::Stale) => format!("{}, {}", standing.word(), verdict.word()),
            _ => standing.word().to_owned(),
        };
        if claimed == State::Deprecated {
            return ClaimCheck::new(item.state == Some(State::Deprecated), found);
        }
        if standing == Standing::Unknown && claimed != State::Unsure {
            return ClaimCheck::not_checkable(found);
        }
        ClaimCheck::new(standing_of(claimed) == standing, found)
    }

    fn window(&self, claimed: Window, own: Option<Window>, planned: Option<Laid>) -> ClaimCheck {
        let Some(said) = self.plan.period(claimed) else {
            return match own {
                Some(own) => ClaimCheck::new(own == claimed, ""),
                None => ClaimCheck::not_checkable(""),
            };
        };
        let Some(planned) = planned else { return ClaimCheck::not_checkable("no date") };
        let (inner, outer) = (planned.period, said);
        let within = |inner: Period, outer: Period| outer.first <= inner.first && inner.last <= outer.last;
        let found = self.like(claimed, inner);
        if within(inner, outer) {
            ClaimCheck::new(true, found)
        } else if planned.rough && within(outer, inner) {
            ClaimCheck { agreement: Agreement::About, found }
        } else {
            ClaimCheck::new(false, found)
        }
    }

    /// A period in the words of the claim: days or weeks of the plan, or dates.
    fn like(&self, claimed: Window, period: Period) -> String {
        let day = |date: Date| self.plan.start.map(|start| date.days_since(start) + 1).filter(|day| *day > 0);
        let span =
            |word: &str, first: i64, last: i64| if first == last { format!("{word} {first}") } else { format!("{word}s {first}–{last}") };
        match (claimed, day(period.first), day(period.last)) {
            (Window::Days(..), Some(first), Some(last)) => span("day", first, last),
            (Window::Weeks(..), Some(first), Some(last)) => span("week", (first - 1) / 7 + 1, (last - 1) / 7 + 1),
            _ => period.to_string(),
        }
    }

    fn due(&self, claimed: Moment, own: Option<Moment>) -> ClaimCheck {
        let Some(own) = own else { return ClaimCheck::not_checkable("not due at any time") };
        let found = self.latest(own).map_or_else(String::new, |date| format!("due {date}"));
        match (self.latest(claimed), self.latest(own)) {
            _ if claimed == own => ClaimCheck::new(true, found),
            (Some(said), Some(date)) => ClaimCheck::new(said == date, found),
            _ => ClaimCheck::not_checkable(found),
        }
    }

    fn latest(&self, moment: Moment) -> Option<Date> {
        match moment {
            Moment::Date(date) => Some(date),
            Moment::Day(day) => self.plan.day_period(day, day).map(|period| period.last),
            Moment::Week(week) => self.plan.week_period(week, week).map(|period| period.last),
            Moment::Phase(phase) => self.phases.get(phase.index()).copied().flatten().map(|period| period.last),
            Moment::Item(item) => self.items.get(item.index()).copied().flatten().map(|laid| laid.period.last),
        }
    }

    fn effort(&self, id: ItemId, claim: &Claim, claimed: Duration) -> ClaimCheck {
        let item = self.plan.item(id);
        let working = &self.plan.working;
        let (day, week) = (u64::from(working.minutes_a_day().max(1)), u64::from(working.days_a_week().max(1)));
        let calendar = claim.text.starts_with("duration");
        let own = if calendar { item.duration } else { item.effort.or(item.length) };
        if let Some(own) = own {
            let (day, week) = if calendar { (1440, 7) } else { (day, week) };
            return ClaimCheck::new(own.minutes(day, week) == claimed.minutes(day, week), own.to_string());
        }
        match self.items[id.index()].filter(|laid| calendar && !laid.rough) {
            None => ClaimCheck::not_checkable(""),
            Some(laid) => days(laid.period, claimed),
        }
    }

    /// Whether an item needs another, itself or through what holds them.
    fn needs(&self, id: ItemId, target: ItemId) -> bool {
        let covers = |needed: ItemId| self.plan.is_within(target, needed) || self.plan.is_within(needed, target);
        let holders = || std::iter::once(id).chain(self.plan.ancestors(id));
        holders().any(|holder| self.plan.item(holder).needs.iter().any(|need| covers(need.target)))
            || self.plan.junctions.iter().any(|junction| {
                holders().any(|holder| junction.waiting.contains(&holder)) && junction.needed.iter().any(|needed| covers(*needed))
            })
    }

    fn step(&self, step: &Step, fact: &ClaimFact) -> ClaimCheck {
        match fact {
            ClaimFact::State(state) => match step.state {
                None => ClaimCheck::not_checkable("not ticked"),
                Some(own) => ClaimCheck::new(own == *state, own.word()),
            },
            ClaimFact::DoneOn(date) => {
                let standing = step.state.map_or(Standing::Unknown, standing_of);
                done_on(*date, step.done_on, standing)
            }
            ClaimFact::Window(window) => {
                let laid = step.window.and_then(|own| self.plan.period(own)).map(|period| Laid { period, rough: false });
                self.window(*window, step.window, laid)
            }
            ClaimFact::Due(moment) => self.due(*moment, step.due),
            ClaimFact::At(path) if !step.at.is_empty() => {
                ClaimCheck::new(step.at.iter().any(|place| place.path == *path), &*step.at[0].path)
            }
            _ => ClaimCheck::not_checkable(""),
        }
    }

    fn phase(&self, phase: PhaseId, fact: &ClaimFact) -> ClaimCheck {
        let counts = self.assessment.rollups.phases.get(phase.index()).copied().unwrap_or_default();
        let own = &self.plan.phases[phase.index()];
        let period = self.phases.get(phase.index()).copied().flatten();
        match fact {
            ClaimFact::Window(window) => self.window(*window, own.window, period.map(|period| Laid { period, rough: false })),
            ClaimFact::Amount(..) | ClaimFact::Total(..) => check_count(fact, &counts, "").unwrap_or(ClaimCheck::not_checkable("")),
            ClaimFact::State(State::Done) if counts.expected > 0 => {
                let found = format!("{} of {} done", counts.done, counts.expected_text());
                ClaimCheck::new(counts.done == counts.expected, found)
            }
            ClaimFact::Effort(duration) => period.map_or(ClaimCheck::not_checkable(""), |period| days(period, *duration)),
            _ => ClaimCheck::not_checkable(""),
        }
    }

    fn target(&self, target: &Target, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        let amount = match fact {
            ClaimFact::Total(Total::Implemented | Total::Coverage, amount) | ClaimFact::Amount(State::Done, amount) => *amount,
            ClaimFact::Count(amount, _) => *amount,
            _ => return ClaimCheck::not_checkable(""),
        };
        let reading = target.readings.iter().find_map(|reading| {
            let fit = match reading.value {
                Value::Amount(value) => amount_fit(amount, value),
                Value::Ratio(part, whole) if amount.percent => share_fit(amount, part, whole),
                Value::Ratio(part, _) => count_fit(amount, part, false),
                Value::Level(_) => Fit::Other,
            };
            (fit != Fit::Other).then_some((reading, fit))
        });
        let counted = match &target.measure {
            Some(Measure::Completion(of, tier)) => {
                let tier = tier.or(claim.tier);
                let of_tier = tier.map_or("", |tier| self.plan.tier_word(tier));
                check_count(&ClaimFact::Total(Total::Coverage, amount), &self.counts(of.unwrap_or(Plan::ROOT), tier), of_tier)
            }
            _ => None,
        };
        match (counted, reading) {
            (Some(check), _) if matches!(check.agreement, Agreement::Agrees | Agreement::About) => check,
            (_, Some((reading, fit))) => ClaimCheck {
                agreement: if fit == Fit::About { Agreement::About } else { Agreement::AgreesReading },
                found: match reading.on {
                    Some(date) => format!("{} read on {date}", value_text(target, reading.value)),
                    None => format!("{} read", value_text(target, reading.value)),
                },
            },
            (Some(check), None) => check,
            (None, None) => match target.readings.last() {
                None => ClaimCheck::not_checkable("no reading"),
                Some(last) => ClaimCheck::new(false, format!("{} read", value_text(target, last.value))),
            },
        }
    }

    fn entry(&self, entry: &RegistryEntry, fact: &ClaimFact) -> ClaimCheck {
        match fact {
            ClaimFact::State(state) => {
                let (own, word) = match entry.kind {
                    EntryKind::Works | EntryKind::MockWorks => (entry.state.unwrap_or(State::Done), "works"),
                    EntryKind::Broken | EntryKind::MockBroken => (entry.state.unwrap_or(State::Missing), "broken"),
                    EntryKind::Retired => (entry.state.unwrap_or(State::Deprecated), "retired"),
                    EntryKind::Sought | EntryKind::Isolate => return ClaimCheck::not_checkable(""),
                };
                let found = match entry.state {
                    Some(state) => format!("{word}, {}", state.word()),
                    None => word.to_owned(),
                };
                // What is to be verified neither confirms nor denies; what works but should go still works.
                let unsure = own == State::Unsure && *state != State::Unsure;
                let works = word == "works" && own == State::Deprecated && *state == State::Done;
                if unsure { ClaimCheck::not_checkable(found) } else { ClaimCheck::new(own == *state || works, found) }
            }
            ClaimFact::DoneOn(date) => match entry.fixed {
                None => ClaimCheck::not_checkable(""),
                Some(fixed) => ClaimCheck::new(fixed == *date, format!("fixed {fixed}")),
            },
            ClaimFact::Tier(tier) => match entry.tier {
                None => ClaimCheck::not_checkable("no tier"),
                Some(own) => ClaimCheck::new(own == *tier, self.plan.tier_word(own)),
            },
            ClaimFact::At(path) if !entry.at.is_empty() => {
                ClaimCheck::new(entry.at.iter().any(|place| place.path == *path), &*entry.at[0].path)
            }
            _ => ClaimCheck::not_checkable(""),
        }
    }
}

/// A value as people read it, without its unit.
pub fn value_text(target: &Target, value: Value) -> String {
    match value {
        Value::Amount(amount) => amount.to_string(),
        Value::Ratio(part, whole) => format!("{part}/{whole}"),
        Value::Level(level) => target.levels.get(usize::from(level)).map_or_else(String::new, |level| level.to_string()),
    }
}

/// One thing of that standing.
fn one(standing: Standing) -> Rollup {
    let mut sum = Rollup { expected: 1, ..Rollup::default() };
    match standing {
        Standing::Done => sum.done = 1,
        Standing::Partial => sum.partial = 1,
        Standing::Missing => sum.missing = 1,
        Standing::Unknown => sum.unknown = 1,
        Standing::Dropped => sum.expected = 0,
    }
    sum
}

fn standing_of(state: State) -> Standing {
    match state {
        State::Done => Standing::Done,
        State::Partial | State::Deprecated => Standing::Partial,
        State::Missing => Standing::Missing,
        State::Unsure => Standing::Unknown,
        State::Dropped => Standing::Dropped,
    }
}

/// Resolved and closed both mean that nothing is left to do.
fn status_check(item: &Item, claimed: Status, date: Option<Date>, standing: Standing) -> ClaimCheck {
    let Some((own, own_date)) = item.status else {
        return match standing {
            Standing::Unknown => ClaimCheck::not_checkable("no status given"),
            standing => ClaimCheck::new((claimed == Status::Active) == (standing != Standing::Done), standing.word()),
        };
    };
    let found = own_date.map_or_else(|| own.word().to_owned(), |date| format!("{} {date}", own.word()));
    let same_date = date.is_none() || own_date.is_none() || date == own_date;
    ClaimCheck::new((claimed == Status::Active) == (own == Status::Active) && same_date, found)
}

fn done_on(claimed: Date, own: Option<Date>, standing: Standing) -> ClaimCheck {
    match (standing, own) {
        (Standing::Unknown, None) => ClaimCheck::not_checkable("unknown"),
        (Standing::Done, Some(own)) => ClaimCheck::new(own == claimed, format!("done {own}")),
        (Standing::Done, None) => ClaimCheck::new(true, "done, on no given day"),
        (standing, _) => ClaimCheck::new(false, standing.word()),
    }
}

fn days(period: Period, claimed: Duration) -> ClaimCheck {
    let said = claimed.minutes(1440, 7) / 1440;
    ClaimCheck::new(u64::try_from(period.days()) == Ok(said), format!("{} days: {period}", period.days()))
}
