//! In whose time work is done: the calendars of a plan, its teams and people.

use super::level::Calendar;
use super::people::{CalendarId, PLAN_TIME, Workforce};
use super::shares::{Elapsed, Key, Share};
use crate::model::PartyId;
use crate::time::{Date, Period};
use smallvec::SmallVec;
use std::cmp::Reverse;

impl Workforce<'_> {
    /// The days on which moments can be that freezes hold back. Those that nothing holds back do not wait for working time, and keep the plan's
    /// calendar.
    pub fn moments(&mut self, freezes: &[u32]) -> CalendarId {
        if freezes.is_empty() { PLAN_TIME } else { self.calendar(freezes, Some(Elapsed::Hours)) }
    }

    /// Where a calendar is kept, once.
    fn keep(&mut self, made: Calendar) -> CalendarId {
        let id = self.calendars.iter().skip(2).position(|known| *known == made).map_or(self.calendars.len(), |at| at + 2);
        if id == self.calendars.len() {
            self.calendars.push(made);
        }
        id as u32
    }

    /// A calendar of nobody in particular, less the freezes.
    pub fn calendar(&mut self, freezes: &[u32], elapsed: Option<Elapsed>) -> CalendarId {
        self.time(SmallVec::new(), freezes, elapsed)
    }

    /// A calendar: the time in which all of these work, less the freezes.
    pub(super) fn time(&mut self, shares: SmallVec<[Share; 2]>, freezes: &[u32], elapsed: Option<Elapsed>) -> CalendarId {
        let own = shares.into_iter().filter(|share| share.people > 0 || self.has_own_time(share.party)).collect();
        let key = Key { shares: own, freezes: freezes.into(), elapsed };
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let mut worked = match key.shares.first() {
            _ if elapsed.is_some() => vec![self.axis.cells; self.axis.days as usize],
            None => self.days_of(None),
            Some(first) => self.days_with(*first),
        };
        for share in key.shares.iter().skip(1) {
            for (day, other) in worked.iter_mut().zip(self.days_with(*share)) {
                *day = (*day).min(other);
            }
        }
        for freeze in freezes {
            if let Some(period) = self.plan.freezes.get(*freeze as usize).and_then(|freeze| freeze.period) {
                self.clear(&mut worked, period);
            }
        }
        let mut made = self.axis.calendar(&worked);
        if elapsed == Some(Elapsed::Days) {
            made = made.of_whole_days(self.axis.cells, self.axis.light);
        }
        let id = self.keep(made);
        self.known.insert(key, id);
        id
    }

    /// Some people of a party, with skills.
    pub(super) fn share(&self, party: PartyId, people: u32, skills: &[Box<str>]) -> Share {
        if !self.members(party).any(|member| self.differs_from_team(member)) {
            return Share { party, people: 0, part: None };
        }
        let part = self.only_some(party, skills).and_then(|(able, _)| self.scarce.of(party, &able));
        Share { party, people, part }
    }

    /// The cells worked on each day by so many people of a party: while fewer are there, work pauses.
    fn days_with(&self, share: Share) -> Vec<u32> {
        let mut days = self.days_of(Some(share.party));
        if share.people == 0 {
            return days;
        }
        let members: Vec<PartyId> = self.members(share.party).collect();
        let unnamed = self.plan.people(share.party).map_or(share.people, |people| people.saturating_sub(members.len() as u32));
        let wanted = share.people.saturating_sub(unnamed).min(members.len() as u32);
        self.cut(&mut days, &members, wanted);
        if let Some(part) = share.part.and_then(|part| self.scarce.part(part)) {
            self.cut(&mut days, &part.members, 1);
        }
        days
    }

    /// Cuts days to when so many of some people work.
    fn cut(&self, days: &mut [u32], members: &[PartyId], wanted: u32) {
        let Some(last) = wanted.checked_sub(1) else { return };
        let each: Vec<Vec<u32>> = members.iter().map(|member| self.days_of(Some(*member))).collect();
        for (at, day) in days.iter_mut().enumerate() {
            let mut ends: Vec<u32> = each.iter().map(|days| days[at]).collect();
            ends.sort_unstable_by_key(|end| Reverse(*end));
            *day = (*day).min(ends.get(last as usize).copied().unwrap_or(0));
        }
    }

    /// Whether a party's working time differs from the plan's.
    fn has_own_time(&self, party: PartyId) -> bool {
        let of = &self.plan.parties[party.index()];
        let own = of.working.is_some() || !of.away.is_empty() || !of.half_days.is_empty() || of.from.is_some() || of.until.is_some();
        own || of.team.is_some_and(|team| self.has_own_time(team))
    }

    /// The cells worked on each day of the axis.
    pub(super) fn days_of(&self, party: Option<PartyId>) -> Vec<u32> {
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

    pub(super) fn differs_from_team(&self, member: PartyId) -> bool {
        let of = &self.plan.parties[member.index()];
        of.working.is_some() || !of.away.is_empty() || !of.half_days.is_empty() || of.from.is_some() || of.until.is_some()
    }
}
