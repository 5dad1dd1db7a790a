//! Claims on items beside what the plan states.

use super::places::check_places;
use super::states::{Given, check_parts, check_state, statuses_clash};
use super::totals::check_total;
use super::windows::{When, check_window};
use super::{Agreement, Calendar, ClaimCheck, Tally, dated};
use crate::model::{Claim, ClaimFact, Item, ItemId, Moment, PhaseId, Plan, RegistryEntry, Step, Target, Window};
use crate::progress::{Assessment, Rollup, Standing, Verdict};
use crate::syntax::{Amount, State, Total};
use crate::time::{Date, Duration, Period};
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

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
    /// The days of the plan.
    pub calendar: Calendar<'a>,
    /// The counts of the item that was asked for last: its claims come one after the other.
    counted: RefCell<Option<(ItemId, Option<Rc<Tally>>)>>,
    of_phases: RefCell<Option<Rc<[Tally]>>>,
}

impl<'a> Checker<'a> {
    /// What claims on a plan are held against.
    pub fn new(plan: &'a Plan, assessment: &'a Assessment, items: Vec<Option<Laid>>, phases: &'a [Option<Period>]) -> Checker<'a> {
        let calendar = Calendar::new(plan);
        Checker { plan, assessment, items, phases, calendar, counted: RefCell::default(), of_phases: RefCell::default() }
    }

    /// Holds a claim against the plan.
    pub fn check(&self, subject: Subject<'_>, claim: &Claim) -> ClaimCheck {
        ClaimCheck::all(claim.facts.iter().map(|fact| self.fact(subject, claim, fact)))
    }

    /// Holds one fact of a claim against the plan.
    pub fn fact(&self, subject: Subject<'_>, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        match subject {
            Subject::Item(id) => self.item(id, claim, fact),
            Subject::Step(step) => self.step(step, claim, fact),
            Subject::Phase(phase) => self.phase(phase, claim, fact),
            Subject::Target(target) => self.target(target, claim, fact),
            Subject::Entry(entry) => self.entry(entry, claim, fact),
        }
    }

    /// What is counted below an item; nothing for what is no thing to be counted.
    pub fn tally(&self, id: ItemId) -> Option<Rc<Tally>> {
        let mut counted = self.counted.borrow_mut();
        match &*counted {
            Some((last, tally)) if *last == id => tally.clone(),
            _ => {
                let tally = Tally::of(self.plan, self.assessment, id).map(Rc::new);
                *counted = Some((id, tally.clone()));
                tally
            }
        }
    }

    /// The sums of what an item holds, of one tier if given.
    pub fn counts(&self, id: ItemId, tier: Option<u8>) -> Rollup {
        self.tally(id).map_or_else(Rollup::default, |tally| tally.rollup(tier))
    }

    /// What is counted in each phase.
    pub fn phase_tallies(&self) -> Rc<[Tally]> {
        self.of_phases.borrow_mut().get_or_insert_with(|| Tally::of_phases(self.plan, self.assessment).into()).clone()
    }

    fn item(&self, id: ItemId, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        let item = self.plan.item(id);
        match fact {
            ClaimFact::Text => ClaimCheck::not_checkable(""),
            // A state with a tier speaks of the parts of that tier.
            ClaimFact::State(_) if claim.tier.is_some() && item.is_container() => ClaimCheck::not_checkable(""),
            ClaimFact::State(state) => self.state(id, *state, dated(self.plan, claim)),
            ClaimFact::Amount(..) | ClaimFact::Total(..) => self.total(id, claim, fact),
            ClaimFact::Count(amount, at_least) => {
                let claimed = Amount { or_more: amount.or_more || *at_least, ..*amount };
                self.total(id, claim, &ClaimFact::Total(Total::Expected, claimed))
            }
            ClaimFact::Status(status, since) => {
                let dated = dated(self.plan, claim);
                self.status(item, self.assessment.standing(id), Given { status: *status, since: *since, dated, own: false })
            }
            ClaimFact::DoneOn(date) => self.done_on(id, *date, dated(self.plan, claim)),
            ClaimFact::Phase(phase) => match item.phase {
                None => ClaimCheck::not_checkable("in no phase"),
                Some(own) => ClaimCheck::new(own == *phase, format!("in {}", self.plan.phases[own.index()].title)),
            },
            ClaimFact::Window(window) => match self.when(id) {
                None => ClaimCheck::not_checkable("no date"),
                Some(when) => check_window(self.plan, &self.calendar, *window, &when),
            },
            ClaimFact::Due(moment) => self.due(*moment, item.due),
            ClaimFact::Effort(duration) => self.effort(id, claim, *duration),
            ClaimFact::At(_) => check_places(self.plan, &claimed_paths(claim), &item.at, &item.was),
            ClaimFact::Needs(target) => {
                let needed = self.needs(id, *target);
                ClaimCheck::new(needed, if needed { "needed" } else { "the plan has no such need" })
            }
            ClaimFact::Tier(_) if item.is_container() && claim.facts.iter().any(|fact| matches!(fact, ClaimFact::State(_))) => {
                ClaimCheck::not_checkable("")
            }
            ClaimFact::Tier(tier) => self.tier(id, *tier),
            ClaimFact::Rank(rank) => match item.own_rank() {
                None => ClaimCheck::not_checkable("no rank"),
                Some(own) => ClaimCheck::new(own == *rank, format!("rank {own}")),
            },
            ClaimFact::Health(level) => match &item.health {
                None => ClaimCheck::not_checkable("no health given"),
                Some((own, _)) => ClaimCheck::new(own == level, self.plan.health.get(usize::from(*own)).map_or("", |level| &level.word)),
            },
        }
    }

    fn total(&self, id: ItemId, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        let of = claim.tier.map_or("", |tier| self.plan.tier_word(tier));
        let check = |tally: Rc<Tally>| check_total(fact, &tally, claim.tier, of, dated(self.plan, claim));
        self.tally(id).and_then(check).unwrap_or(ClaimCheck::not_checkable(""))
    }

    /// A claimed state beside that of an item, and beside the counts of its parts.
    pub fn state(&self, id: ItemId, claimed: State, dated: Option<Date>) -> ClaimCheck {
        let item = self.plan.item(id);
        let (standing, verdict) = (self.assessment.standing(id), self.assessment.verdict(id));
        let seen = !matches!(verdict, Verdict::ClaimedOnly | Verdict::NotStated | Verdict::Unknown);
        let parts = item.is_container() || (item.quantity.count > 1 && !seen);
        let own = match standing {
            _ if parts => item.state.filter(|_| item.is_container()),
            Standing::Done if seen => Some(State::Done),
            Standing::Partial if seen => Some(State::Partial),
            Standing::Missing if seen && item.state != Some(State::Deprecated) => Some(State::Missing),
            _ => item.state,
        };
        let found = match (own, verdict) {
            (Some(own), Verdict::Proven | Verdict::Contradicted | Verdict::Stale) if !parts => {
                format!("{}, {}", own.word(), verdict.word())
            }
            (Some(own), _) => own.word().to_owned(),
            (None, _) if parts => String::new(),
            (None, _) => standing.word().to_owned(),
        };
        let changed = item.done_on.max(item.started);
        let check = check_state(claimed, own, found, dated, changed);
        match self.tally(id).filter(|_| parts) {
            Some(tally) => ClaimCheck::all([check, check_parts(claimed, &tally, dated)]),
            None => check,
        }
    }

    fn done_on(&self, id: ItemId, claimed: Date, dated: Option<Date>) -> ClaimCheck {
        let state = self.state(id, State::Done, dated);
        match self.plan.item(id).done_on {
            Some(own) if state.agreement != Agreement::Disagrees => ClaimCheck::new(own == claimed, format!("done {own}")),
            None if state.agreement == Agreement::Agrees => ClaimCheck::new(true, "done, on no given day"),
            _ => state,
        }
    }

    /// Resolved and closed both mean that nothing is left to do.
    fn status(&self, item: &Item, standing: Standing, claimed: Given) -> ClaimCheck {
        use crate::syntax::Status;
        let Some((status, since)) = item.status else {
            return match standing {
                Standing::Unknown => ClaimCheck::not_checkable("no status given"),
                standing => ClaimCheck::new((claimed.status == Status::Active) == (standing != Standing::Done), standing.word()),
            };
        };
        let found = since.map_or_else(|| status.word().to_owned(), |date| format!("{} {date}", status.word()));
        if statuses_clash(claimed, Given { status, since, dated: None, own: true }) {
            return ClaimCheck::new(false, found);
        }
        let same = (claimed.status == Status::Active) == (status == Status::Active);
        ClaimCheck { agreement: if same { Agreement::Agrees } else { Agreement::NotRefuted }, found }
    }

    /// When the plan has an item: its window, those of its parts, or what its phase or its needs leave.
    pub fn when(&self, id: ItemId) -> Option<When> {
        let item = self.plan.item(id);
        if let Some(window) = item.window() {
            return Some(When::One(self.calendar.window(window)));
        }
        if item.is_container() && id != Plan::ROOT {
            let parts = self.part_windows(id);
            if !parts.is_empty() {
                return Some(When::Parts(parts));
            }
        }
        let laid = self.items.get(id.index()).copied().flatten();
        match (laid, item.phase) {
            (Some(Laid { period, rough: false }), _) => Some(When::One(self.calendar.window(Window::Dates(period)))),
            (_, Some(phase)) => self.calendar.phase(phase).map(When::Within),
            (Some(Laid { period, .. }), None) => Some(When::Within(self.calendar.window(Window::Dates(period)))),
            (None, None) => None,
        }
    }

    /// The windows of the parts of an item.
    pub fn part_windows(&self, id: ItemId) -> Vec<Window> {
        let mut windows = Vec::new();
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            let part = self.plan.item(at);
            windows.extend(part.window());
            open.extend(part.children.iter().rev());
        }
        windows
    }

    pub(super) fn due(&self, claimed: Moment, own: Option<Moment>) -> ClaimCheck {
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
        let (own, day, week) = match time_word(claim, claimed) {
            Some("duration") => (item.duration, 1440, 7),
            Some("length") => (item.length, day, week),
            Some("left") => (item.left, day, week),
            _ => (item.effort, day, week),
        };
        if let Some(own) = own {
            return ClaimCheck::new(own.minutes(day, week) == claimed.minutes(day, week), own.to_string());
        }
        let laid = self.items.get(id.index()).copied().flatten();
        match laid.filter(|laid| time_word(claim, claimed) == Some("duration") && !laid.rough) {
            None => ClaimCheck::not_checkable(""),
            Some(laid) => days(laid.period, claimed),
        }
    }

    /// Whether an item needs another: itself, through what holds it, or through what it needs.
    fn needs(&self, id: ItemId, target: ItemId) -> bool {
        let covers = |needed: ItemId| self.plan.is_within(target, needed) || self.plan.is_within(needed, target);
        let mut seen = HashSet::new();
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            for holder in std::iter::once(at).chain(self.plan.ancestors(at)) {
                if !seen.insert(holder) {
                    continue;
                }
                let own = self.plan.item(holder).needs.iter().map(|need| need.target);
                let waits = self.plan.junctions.iter().filter(|junction| junction.waiting.contains(&holder));
                let all: Vec<ItemId> = own.chain(waits.flat_map(|junction| junction.needed.iter().copied())).collect();
                if all.iter().any(|needed| covers(*needed)) {
                    return true;
                }
                open.extend(all);
            }
        }
        false
    }

    /// The tier of an item; of an area without one, those of its parts. How urgent a whole plan is says nothing of its parts.
    fn tier(&self, id: ItemId, claimed: u8) -> ClaimCheck {
        let item = self.plan.item(id);
        if let Some(own) = item.tier {
            return ClaimCheck::new(own == claimed, self.plan.tier_word(own));
        }
        match self.part_tiers(id) {
            parts if parts.is_empty() => ClaimCheck::not_checkable("no tier"),
            parts => ClaimCheck::new(parts.iter().all(|(tier, _)| *tier == claimed), self.tiers_text(&parts)),
        }
    }

    /// How many parts of an item have which tier.
    pub fn part_tiers(&self, id: ItemId) -> Vec<(u8, u32)> {
        if id == Plan::ROOT || !self.plan.item(id).is_container() {
            return Vec::new();
        }
        self.tally(id).map_or_else(Vec::new, |tally| tally.by_tier().collect())
    }

    /// The tiers of parts, in words.
    pub fn tiers_text(&self, parts: &[(u8, u32)]) -> String {
        let all: Vec<String> = parts.iter().map(|(tier, count)| format!("{count} !{}", self.plan.tier_word(*tier))).collect();
        format!("{} (its parts)", all.join(", "))
    }
}

/// All paths of a claim.
pub fn claimed_paths(claim: &Claim) -> Vec<&str> {
    claim.facts.iter().filter_map(|fact| if let ClaimFact::At(path) = fact { Some(&**path) } else { None }).collect()
}

/// The word before a claimed time, such as `effort`; facts do not keep it.
pub fn time_word(claim: &Claim, time: Duration) -> Option<&str> {
    let words: Vec<&str> = claim.text.split_whitespace().collect();
    words.windows(2).find(|pair| Duration::parse(pair[1]) == Some(time)).map(|pair| pair[0])
}

pub(super) fn days(period: Period, claimed: Duration) -> ClaimCheck {
    let said = claimed.minutes(1440, 7) / 1440;
    ClaimCheck::new(u64::try_from(period.days()) == Ok(said), format!("{} days: {period}", period.days()))
}
