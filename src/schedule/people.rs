//! Who can work when: the calendars of a plan, its teams and people, and how many of them there are at a time.

use super::axis::{Axis, Slot};
use super::level::Calendar;
use super::scarce::Scarce;
use super::shares::{Elapsed, Key, Share};
use crate::model::{Item, PartyId, Plan};
use crate::time::Date;
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
    pub(super) plan: &'p Plan,
    pub(super) axis: Axis,
    /// The data date.
    today: Date,
    /// Calendars; the first is the plan's own, the second all time.
    pub calendars: Vec<Calendar>,
    /// People in limited number.
    pub resources: Vec<Resource>,
    pub(super) known: HashMap<Key, CalendarId>,
    pools: HashMap<(PartyId, Option<usize>), Option<u32>>,
    /// Parts of teams that are short.
    pub(super) scarce: Scarce,
}

impl<'p> Workforce<'p> {
    /// The people of a plan on an axis.
    pub fn new(plan: &'p Plan, axis: Axis, today: Date) -> Workforce<'p> {
        let mut force = Workforce {
            plan,
            axis,
            today,
            calendars: Vec::new(),
            resources: Vec::new(),
            known: HashMap::new(),
            pools: HashMap::new(),
            scarce: Scarce::default(),
        };
        force.calendar(&[], None);
        force.calendar(&[], Some(Elapsed::Hours));
        for item in plan.items.iter().filter(|item| !item.skills.is_empty()) {
            let mut parties: Vec<PartyId> = item.workers().map(|(party, _)| party).collect();
            if parties.is_empty() {
                parties.extend(force.skilled(&item.skills));
            }
            for party in parties {
                if let Some((able, skills)) = force.only_some(party, &item.skills) {
                    force.scarce.add(party, able, skills.join(" and "));
                }
            }
        }
        force.scarce.close();
        force
    }

    /// Those of a party who have what of some skills anybody of it has, and these skills; nothing where none or all have them.
    pub(super) fn only_some(&self, party: PartyId, skills: &[Box<str>]) -> Option<(Vec<PartyId>, Vec<Box<str>>)> {
        let skills = self.able(party, skills);
        if skills.is_empty() || self.all_have(party, &skills) {
            return None;
        }
        Some((self.members(party).filter(|member| self.all_have(*member, &skills)).collect(), skills))
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
        let mut shares: SmallVec<[Share; 2]> = by.iter().map(|(party, people)| self.share(*party, *people, &item.skills)).collect();
        shares.sort_unstable();
        crew.calendar = self.time(shares, freezes, None);
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
            if let Some((able, _)) = self.only_some(party, &item.skills) {
                self.short(&mut crew, party, &able, people.min(1));
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

    pub(super) fn members(&self, team: PartyId) -> impl Iterator<Item = PartyId> {
        let parties = self.plan.parties.iter().enumerate();
        parties.filter(move |(_, member)| member.team == Some(team)).map(|(at, _)| PartyId(at as u32))
    }

    /// Whether one person has all of these: the party itself, its whole team, or somebody in it.
    fn has_someone_with(&self, party: PartyId, skills: &[Box<str>]) -> bool {
        self.all_have(party, skills) || self.members(party).any(|member| self.all_have(member, skills))
    }

    /// Whether everybody of a party has all of these skills.
    pub(super) fn all_have(&self, party: PartyId, skills: &[Box<str>]) -> bool {
        let of = &self.plan.parties[party.index()];
        let team = of.team.map(|team| &self.plan.parties[team.index()].skills);
        skills.iter().all(|skill| of.skills.contains(skill) || team.is_some_and(|team| team.contains(skill)))
    }

    /// Who is taken when only skills are asked for: the party with the most people who have them, a team before a person.
    fn skilled(&self, skills: &[Box<str>]) -> Option<PartyId> {
        let all = (0..self.plan.parties.len() as u32).map(PartyId).filter(|party| self.has_someone_with(*party, skills));
        all.min_by_key(|party| {
            let of = &self.plan.parties[party.index()];
            let able = match self.all_have(*party, skills) {
                true => self.plan.people(*party).unwrap_or(u32::MAX),
                false => self.members(*party).filter(|member| self.is_there(*member) && self.all_have(*member, skills)).count() as u32,
            };
            (u32::MAX - able, of.is_person, &of.id)
        })
    }

    /// Whether a person has come and not left.
    fn is_there(&self, person: PartyId) -> bool {
        let of = &self.plan.parties[person.index()];
        of.from.is_none_or(|from| from <= self.today) && of.until.is_none_or(|until| self.today <= until)
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
