//! Who can work when: the calendars of a plan, its teams and people, and how many of them there are at a time.

use super::axis::{Axis, Slot};
use super::level::Calendar;
use super::scarce::Scarce;
use crate::model::{Item, PartyId, Plan};
use crate::time::{Date, Period};
use hashbrown::HashMap;
use smallvec::SmallVec;

/// A calendar, in [`Workforce::calendars`].
pub type CalendarId = u32;

/// The plan's own working time.
pub const PLAN_TIME: CalendarId = 0;

/// Time of the calendar: every cell counts.
pub const ALL_TIME: CalendarId = 1;

/// People of whom there are only so many at a time.
#[derive(Debug, Clone)]
pub struct Resource {
    /// The team or person.
    pub party: PartyId,
    /// Only those of it who have these skills, or one of several sets of them; all when empty.
    pub skills: Vec<Box<str>>,
    /// How many there are.
    pub people: u32,
    /// Where the number changes: from which slot on, and to what. Sorted.
    pub changes: Vec<(Slot, u32)>,
}

impl Resource {
    /// How many there are at a slot.
    pub fn at(&self, slot: Slot) -> u32 {
        let next = self.changes.partition_point(|(from, _)| *from <= slot);
        next.checked_sub(1).map_or(self.people, |at| self.changes[at].1)
    }
}

/// Who works on an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crew {
    /// How many people at once; at least one.
    pub people: u32,
    /// The resources it takes, and how many units of each.
    pub uses: SmallVec<[(u32, u32); 2]>,
    /// The time they work.
    pub calendar: CalendarId,
    /// Skills that nobody has who is to do it.
    pub lacks: Vec<Box<str>>,
}

/// All people of a plan.
#[derive(Debug)]
pub struct Workforce<'p> {
    plan: &'p Plan,
    axis: Axis,
    /// Calendars; the first is the plan's own, the second all time.
    pub calendars: Vec<Calendar>,
    /// People in limited number.
    pub resources: Vec<Resource>,
    known: HashMap<Key, CalendarId>,
    pools: HashMap<(PartyId, Option<usize>), Option<u32>>,
    /// Parts of teams that are short.
    scarce: Scarce,
}

/// Whose time, and which freezes cut it; the time of nobody is the plan's, or all time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    parties: SmallVec<[PartyId; 2]>,
    freezes: SmallVec<[u32; 2]>,
    all_time: bool,
}

impl<'p> Workforce<'p> {
    /// The people of a plan on an axis.
    pub fn new(plan: &'p Plan, axis: Axis) -> Workforce<'p> {
        let mut force = Workforce {
            plan,
            axis,
            calendars: Vec::new(),
            resources: Vec::new(),
            known: HashMap::new(),
            pools: HashMap::new(),
            scarce: Scarce::default(),
        };
        force.calendar(&[], &[], false);
        force.calendar(&[], &[], true);
        for item in plan.items.iter().filter(|item| !item.skills.is_empty()) {
            let mut parties: Vec<PartyId> = item.workers().map(|(party, _)| party).collect();
            if parties.is_empty() {
                parties.extend(force.skilled(&item.skills));
            }
            for party in parties {
                let skills = force.able(party, &item.skills);
                if !skills.is_empty() && !force.all_have(party, &skills) {
                    let able = force.members(party).filter(|member| force.all_have(*member, &skills)).collect();
                    force.scarce.add(party, able, skills.join(" and "));
                }
            }
        }
        force.scarce.close();
        force
    }

    /// Those of some skills that somebody of a party has.
    fn able(&self, party: PartyId, skills: &[Box<str>]) -> Vec<Box<str>> {
        skills.iter().filter(|skill| self.has_someone_with(party, std::slice::from_ref(skill))).cloned().collect()
    }

    /// Who works on an item, and when, with the freezes that hold it back.
    pub fn crew(&mut self, item: &Item, freezes: &[u32]) -> Crew {
        let mut by: SmallVec<[(PartyId, u32); 2]> = SmallVec::new();
        for (party, people) in item.workers() {
            match by.iter_mut().find(|(known, _)| *known == party) {
                Some((_, sum)) => *sum = sum.saturating_add(people),
                None => by.push((party, people)),
            }
        }
        let mut crew = Crew { people: 1, ..Crew::default() };
        if by.is_empty() && !item.skills.is_empty() {
            match self.skilled(&item.skills) {
                Some(party) => by.push((party, 1)),
                None => crew.lacks = item.skills.clone(),
            }
        }
        let mut parties: Vec<PartyId> = by.iter().map(|(party, _)| *party).collect();
        parties.sort_unstable();
        crew.calendar = self.calendar(&parties, freezes, false);
        crew.people = by.iter().fold(0u32, |sum, (_, people)| sum.saturating_add(*people)).max(1);
        for skill in &item.skills {
            if !by.is_empty() && !by.iter().any(|(party, _)| self.has_someone_with(*party, std::slice::from_ref(skill))) {
                crew.lacks.push(skill.clone());
            }
        }
        for (party, people) in by {
            crew.take(self.pool(party, None), people);
            if let Some(team) = self.plan.parties[party.index()].team {
                crew.take(self.pool(team, None), people);
                self.short(&mut crew, team, &[party], people);
            }
            // Where only some of a team can do it, it is they who are short.
            let able = self.able(party, &item.skills);
            if !able.is_empty() && !self.all_have(party, &able) {
                let members: Vec<PartyId> = self.members(party).filter(|member| self.all_have(*member, &able)).collect();
                self.short(&mut crew, party, &members, people.min(1));
            }
        }
        crew
    }

    /// Takes people from whatever part of a team is short, when all who can do it belong to that part: who is at work is not there for what
    /// else only these can do.
    fn short(&mut self, crew: &mut Crew, team: PartyId, able: &[PartyId], people: u32) {
        for set in self.scarce.holding(team, able) {
            crew.take(self.pool(team, Some(set)), people);
        }
    }

    /// The days on which moments can be that freezes hold back. Those that nothing holds back do not wait for working time, and keep the plan's
    /// calendar.
    pub fn moments(&mut self, freezes: &[u32]) -> CalendarId {
        if freezes.is_empty() { PLAN_TIME } else { self.calendar(&[], freezes, true) }
    }

    /// Where a calendar is kept, once.
    fn keep(&mut self, made: Calendar) -> CalendarId {
        let id = self.calendars.iter().skip(2).position(|known| *known == made).map_or(self.calendars.len(), |at| at + 2);
        if id == self.calendars.len() {
            self.calendars.push(made);
        }
        id as u32
    }

    /// A calendar: the time in which all of these work, less the freezes.
    pub fn calendar(&mut self, parties: &[PartyId], freezes: &[u32], all_time: bool) -> CalendarId {
        let own: SmallVec<[PartyId; 2]> = parties.iter().copied().filter(|party| self.has_own_time(*party)).collect();
        let key = Key { parties: own, freezes: freezes.into(), all_time };
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let mut worked = if all_time { vec![self.axis.cells; self.axis.days as usize] } else { self.days_of(parties.first().copied()) };
        for party in parties.iter().skip(1) {
            for (day, other) in worked.iter_mut().zip(self.days_of(Some(*party))) {
                *day = (*day).min(other);
            }
        }
        for freeze in freezes {
            if let Some(period) = self.plan.freezes.get(*freeze as usize).and_then(|freeze| freeze.period) {
                self.clear(&mut worked, period);
            }
        }
        let made = self.axis.calendar(&worked);
        let id = self.keep(made);
        self.known.insert(key, id);
        id
    }

    /// Whether a party's working time differs from the plan's.
    fn has_own_time(&self, party: PartyId) -> bool {
        let of = &self.plan.parties[party.index()];
        let own = of.working.is_some() || !of.away.is_empty() || !of.half_days.is_empty() || of.from.is_some() || of.until.is_some();
        own || of.team.is_some_and(|team| self.has_own_time(team))
    }

    /// The cells worked on each day of the axis.
    fn days_of(&self, party: Option<PartyId>) -> Vec<u32> {
        let plan = self.plan;
        let chain: Vec<PartyId> = std::iter::successors(party, |party| plan.parties[party.index()].team).take(2).collect();
        let own = chain.iter().find_map(|party| plan.parties[party.index()].working.as_ref());
        let minutes = own.unwrap_or(&plan.working).minutes;
        let first = self.axis.epoch.weekday().index();
        let cells = |minutes: u32| minutes.div_ceil(self.axis.grain).min(self.axis.cells);
        let week = minutes.map(cells);
        let mut days: Vec<u32> = (0..self.axis.days as usize).map(|day| week[(first + day) % 7]).collect();
        for holiday in &plan.working.holidays {
            self.clear(&mut days, *holiday);
        }
        // A day is halved once, however often it was said, of a person and of the team.
        let mut halves: Vec<Date> = chain.iter().flat_map(|party| plan.parties[party.index()].half_days.iter().copied()).collect();
        halves.sort_unstable();
        halves.dedup();
        for half in halves {
            if let Some(day) = self.day(half).and_then(|day| days.get_mut(day)) {
                *day = day.div_ceil(2);
            }
        }
        for party in chain {
            let of = &plan.parties[party.index()];
            for away in &of.away {
                self.clear(&mut days, *away);
            }
            if let Some(from) = of.from {
                self.clear(&mut days, Period::new(self.axis.epoch, from.plus_days(-1)));
            }
            if let Some(until) = of.until {
                self.clear(&mut days, Period::new(until.plus_days(1), self.axis.epoch.plus_days(i64::from(self.axis.days))));
            }
        }
        days
    }

    fn day(&self, date: Date) -> Option<usize> {
        usize::try_from(date.days_since(self.axis.epoch)).ok()
    }

    fn clear(&self, days: &mut [u32], period: Period) {
        let end = period.last.days_since(self.axis.epoch).saturating_add(1).clamp(0, days.len() as i64) as usize;
        let begin = period.first.days_since(self.axis.epoch).clamp(0, end as i64) as usize;
        days[begin..end].fill(0);
    }

    fn members(&self, team: PartyId) -> impl Iterator<Item = PartyId> {
        let parties = self.plan.parties.iter().enumerate();
        parties.filter(move |(_, member)| member.team == Some(team)).map(|(at, _)| PartyId(at as u32))
    }

    /// Whether one person has all of these: the party itself, its whole team, or somebody in it.
    fn has_someone_with(&self, party: PartyId, skills: &[Box<str>]) -> bool {
        self.all_have(party, skills) || self.members(party).any(|member| self.all_have(member, skills))
    }

    /// Whether everybody of a party has all of these skills.
    fn all_have(&self, party: PartyId, skills: &[Box<str>]) -> bool {
        let of = &self.plan.parties[party.index()];
        let team = of.team.map(|team| &self.plan.parties[team.index()].skills);
        skills.iter().all(|skill| of.skills.contains(skill) || team.is_some_and(|team| team.contains(skill)))
    }

    /// Who is taken when only skills are asked for: the party with the most people who have them, a team before a person.
    fn skilled(&self, skills: &[Box<str>]) -> Option<PartyId> {
        let all = (0..self.plan.parties.len() as u32).map(PartyId).filter(|party| self.has_someone_with(*party, skills));
        all.min_by_key(|party| {
            let of = &self.plan.parties[party.index()];
            let able = if self.all_have(*party, skills) { self.plan.people(*party).unwrap_or(u32::MAX) } else { 1 };
            (u32::MAX - able, of.is_person, &of.id)
        })
    }

    /// The people of a party, or a part of a team that is short, when their number is known.
    fn pool(&mut self, party: PartyId, part: Option<usize>) -> Option<u32> {
        let key = (party, part);
        if let Some(known) = self.pools.get(&key) {
            return *known;
        }
        let made = self.make_pool(party, part);
        let id = made.map(|resource| {
            self.resources.push(resource);
            self.resources.len() as u32 - 1
        });
        self.pools.insert(key, id);
        id
    }

    fn make_pool(&self, party: PartyId, part: Option<usize>) -> Option<Resource> {
        let people = self.plan.people(party)?;
        if let Some(part) = part.and_then(|part| self.scarce.part(part)) {
            let changes = self.changes(party, &part.members, 0);
            return Some(Resource { party, skills: vec![part.title()], people: part.members.len() as u32, changes });
        }
        let members: Vec<PartyId> = self.members(party).collect();
        let unnamed = people.saturating_sub(members.len() as u32);
        let changes = self.changes(party, &members, unnamed);
        let people = if self.plan.parties[party.index()].is_person { 1 } else { unnamed.saturating_add(members.len() as u32) };
        Some(Resource { party, skills: Vec::new(), people, changes })
    }

    /// Where the number of a team's people changes because some of them are off while the team works.
    fn changes(&self, team: PartyId, members: &[PartyId], unnamed: u32) -> Vec<(Slot, u32)> {
        if members.iter().all(|member| !self.differs_from_team(*member)) {
            return Vec::new();
        }
        let whole = self.days_of(Some(team));
        let each: Vec<Vec<u32>> = members.iter().map(|member| self.days_of(Some(*member))).collect();
        let all = unnamed.saturating_add(members.len() as u32);
        let mut changes: Vec<(Slot, u32)> = Vec::new();
        let mut last = all;
        for (day, worked) in whole.iter().enumerate() {
            let mut ends: Vec<u32> = each.iter().map(|days| days[day].min(*worked)).collect();
            ends.sort_unstable();
            let mut cell = 0;
            while cell < *worked {
                let people = unnamed + ends.iter().filter(|end| **end > cell).count() as u32;
                if people != last {
                    changes.push((day as u32 * self.axis.cells + cell, people));
                    last = people;
                }
                cell = ends.iter().copied().find(|end| *end > cell).unwrap_or(*worked);
            }
        }
        changes
    }

    fn differs_from_team(&self, member: PartyId) -> bool {
        let of = &self.plan.parties[member.index()];
        of.working.is_some() || !of.away.is_empty() || !of.half_days.is_empty() || of.from.is_some() || of.until.is_some()
    }
}

impl Crew {
    fn take(&mut self, resource: Option<u32>, people: u32) {
        let Some(resource) = resource else { return };
        match self.uses.iter_mut().find(|(known, _)| *known == resource) {
            Some((_, units)) => *units = units.saturating_add(people),
            None => self.uses.push((resource, people)),
        }
    }
}
