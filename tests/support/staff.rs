//! Who works when, read off a plan day by day: what the scheduler's calendars and resources are checked against.

use landfall::model::{Item, ItemKind, PartyId, Plan};
use landfall::schedule::{Axis, Slot};
use landfall::time::Date;

/// A plan on the axis of its schedule.
pub struct Staff<'p> {
    pub plan: &'p Plan,
    pub axis: Axis,
}

impl Staff<'_> {
    fn cells(&self, minutes: u32) -> u32 {
        minutes.div_ceil(self.axis.grain)
    }

    fn is_holiday(&self, day: Date) -> bool {
        self.plan.working.holidays.iter().any(|holiday| holiday.contains(day))
    }

    /// Whether the plan works in a cell.
    pub fn plan_works(&self, slot: Slot) -> bool {
        slot % self.axis.cells < self.cells(self.plan.working.minutes_on(self.axis.date(slot)))
    }

    /// Whether a team or person works in a cell.
    pub fn party_works(&self, party: PartyId, slot: Slot) -> bool {
        let day = self.axis.date(slot);
        let of = &self.plan.parties[party.index()];
        let team = of.team.map(|team| &self.plan.parties[team.index()]);
        let both = || std::iter::once(of).chain(team);
        let off = both().any(|party| {
            party.away.iter().any(|away| away.contains(day))
                || party.from.is_some_and(|from| day < from)
                || party.until.is_some_and(|until| day > until)
        });
        if off || self.is_holiday(day) {
            return false;
        }
        let working = both().find_map(|party| party.working.as_ref()).unwrap_or(&self.plan.working);
        let cells = self.cells(working.minutes[day.weekday().index()]).min(self.axis.cells);
        let half = both().any(|party| party.half_days.contains(&day));
        slot % self.axis.cells < if half { cells.div_ceil(2) } else { cells }
    }

    /// Whether an item may be worked on in a cell.
    pub fn item_works(&self, item: &Item, slot: Slot) -> bool {
        let day = self.axis.date(slot);
        let frozen = self.plan.freezes.iter().any(|freeze| {
            let holds =
                freeze.tags.is_empty() || freeze.tags.iter().any(|tag| item.tags.contains(tag) || item.tags_of_wholes.contains(tag));
            holds && freeze.period.is_some_and(|period| period.contains(day))
        });
        let all_time = item.effort.is_none() && item.length.is_none() && item.duration.is_some() || item.kind == ItemKind::Milestone;
        !frozen
            && (all_time
                || if item.by.is_empty() {
                    self.plan_works(slot)
                } else {
                    item.workers().all(|(party, people)| self.enough(party, people, slot))
                })
    }

    /// Whether a party works in a cell, and as many of it as are asked for, or as there ever are.
    fn enough(&self, party: PartyId, people: u32, slot: Slot) -> bool {
        let most = self.plan.people(party).unwrap_or(people);
        self.party_works(party, slot) && self.there(party, slot).is_none_or(|there| there >= people.min(most))
    }

    /// How many people of a party there are in a cell; nothing when nobody knows.
    pub fn there(&self, party: PartyId, slot: Slot) -> Option<u32> {
        let of = &self.plan.parties[party.index()];
        let members: Vec<PartyId> = (0..self.plan.parties.len() as u32)
            .map(PartyId)
            .filter(|member| self.plan.parties[member.index()].team == Some(party))
            .collect();
        if of.is_person {
            return Some(1);
        }
        let known = of.people.or((!members.is_empty()).then_some(members.len() as u32))?;
        let unnamed = known.saturating_sub(members.len() as u32);
        Some(unnamed + members.iter().filter(|member| self.party_works(**member, slot)).count() as u32)
    }

    /// How many people of a party an item takes: its own, and those of its members who work on it.
    pub fn takes(&self, item: &Item, party: PartyId) -> u32 {
        let of = |worker: &PartyId| *worker == party || self.plan.parties[worker.index()].team == Some(party);
        item.workers().filter(|(worker, _)| of(worker)).map(|(_, people)| people).sum()
    }
}
