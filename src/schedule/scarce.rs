//! Parts of teams that are short, because only they have skills that work asks for.
//!
//! Work that several may do has somebody for it as long as no set of works has more of them than people who can do any of these (Hall's
//! theorem, 1935). So the parts are counted, and the unions of parts that have people in common; those of others follow from their own.

use crate::model::PartyId;
use std::collections::BTreeSet;

/// Unions are formed until a team has this many parts; real teams have a handful.
const MOST_PARTS: usize = 64;

/// Some people of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    team: PartyId,
    /// Who they are, sorted.
    pub members: Vec<PartyId>,
    /// The skills asked for that make them a part, each as a text.
    skills: BTreeSet<String>,
}

impl Part {
    /// The skills that they have, as text: several sets of skills are told as `sql or js`.
    pub fn title(&self) -> Box<str> {
        let all: Vec<&str> = self.skills.iter().map(String::as_str).collect();
        all.join(" or ").into()
    }

    fn holds(&self, people: &[PartyId]) -> bool {
        people.iter().all(|person| self.members.binary_search(person).is_ok())
    }
}

/// All such parts of a plan's teams.
#[derive(Debug, Default)]
pub struct Scarce {
    parts: Vec<Part>,
}

impl Scarce {
    /// Notes that only these of a team have some skills.
    pub fn add(&mut self, team: PartyId, mut members: Vec<PartyId>, skills: String) {
        members.sort_unstable();
        self.insert(Part { team, members, skills: BTreeSet::from([skills]) });
    }

    /// Keeps a part once; of skills that the same people have, those that are told in fewer words.
    fn insert(&mut self, part: Part) -> bool {
        if part.members.is_empty() {
            return false;
        }
        match self.parts.iter_mut().find(|known| known.team == part.team && known.members == part.members) {
            Some(known) => {
                let shorter = |part: &Part| (part.skills.len(), part.title().len(), part.title());
                if shorter(&part) < shorter(known) {
                    known.skills = part.skills;
                }
                false
            }
            None => {
                self.parts.push(part);
                true
            }
        }
    }

    /// Adds the unions of parts that have people in common. To be called once, when all parts are there.
    pub fn close(&mut self) {
        self.parts.sort_by(|a, b| (a.team, &a.members).cmp(&(b.team, &b.members)));
        let mut at = 0;
        while at < self.parts.len() {
            for other in 0..at {
                let (a, b) = (&self.parts[at], &self.parts[other]);
                let apart = a.team != b.team || !a.members.iter().any(|member| b.members.contains(member));
                if apart || a.holds(&b.members) || b.holds(&a.members) || self.parts_of(a.team) >= MOST_PARTS {
                    continue;
                }
                let members: BTreeSet<PartyId> = a.members.iter().chain(&b.members).copied().collect();
                let skills = a.skills.union(&b.skills).cloned().collect();
                let union = Part { team: a.team, members: members.into_iter().collect(), skills };
                self.insert(union);
            }
            at += 1;
        }
    }

    fn parts_of(&self, team: PartyId) -> usize {
        self.parts.iter().filter(|part| part.team == team).count()
    }

    /// The parts of a team to which all of some people belong.
    pub fn holding(&self, team: PartyId, people: &[PartyId]) -> Vec<usize> {
        let all = self.parts.iter().enumerate();
        all.filter(|(_, part)| part.team == team && part.holds(people)).map(|(at, _)| at).collect()
    }

    /// The part of a team that is these people.
    pub fn of(&self, team: PartyId, people: &[PartyId]) -> Option<usize> {
        self.parts.iter().position(|part| part.team == team && part.members == people)
    }

    /// A part.
    pub fn part(&self, at: usize) -> Option<&Part> {
        self.parts.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn people(ids: &[u32]) -> Vec<PartyId> {
        ids.iter().map(|id| PartyId(*id)).collect()
    }

    #[test]
    fn parts_with_people_in_common_are_joined() {
        let mut scarce = Scarce::default();
        let team = PartyId(0);
        scarce.add(team, people(&[2, 1]), "sql".to_owned());
        scarce.add(team, people(&[2, 3]), "js".to_owned());
        scarce.add(team, people(&[2]), "js and sql".to_owned());
        scarce.add(team, people(&[7]), "cobol".to_owned());
        scarce.add(PartyId(9), people(&[1, 3]), "sql".to_owned());
        scarce.close();
        let titles: Vec<Box<str>> = scarce.holding(team, &people(&[2])).into_iter().map(|at| scarce.part(at).unwrap().title()).collect();
        assert_eq!(titles, [Box::from("sql"), "js and sql".into(), "js".into(), "js or sql".into()]);
        // Nobody is in both, so that nothing follows from the two together.
        assert_eq!(scarce.holding(team, &people(&[7])).len(), 1);
    }

    #[test]
    fn the_same_people_are_counted_once() {
        let mut scarce = Scarce::default();
        scarce.add(PartyId(0), people(&[1]), "sql and js".to_owned());
        scarce.add(PartyId(0), people(&[1]), "sql".to_owned());
        scarce.close();
        assert_eq!(scarce.holding(PartyId(0), &people(&[1])), [0]);
        assert_eq!(&*scarce.part(0).unwrap().title(), "sql");
    }

    /// Whether each work can have somebody for itself: by augmenting paths, one work after the other.
    fn all_have_somebody(works: &[Vec<PartyId>]) -> bool {
        fn seat(works: &[Vec<PartyId>], at: usize, busy: &mut [Option<usize>], seen: &mut [bool]) -> bool {
            works[at].iter().map(|person| person.index()).any(|person| {
                if std::mem::replace(&mut seen[person], true) {
                    return false;
                }
                let free = busy[person].is_none_or(|other| seat(works, other, busy, seen));
                if free {
                    busy[person] = Some(at);
                }
                free
            })
        }
        let mut busy = [None; 6];
        (0..works.len()).all(|at| seat(works, at, &mut busy, &mut [false; 6]))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

        #[test]
        fn no_part_is_short_exactly_when_each_work_can_have_somebody(
            works in prop::collection::vec(prop::collection::btree_set(0u32..6, 1..5), 1..8),
        ) {
            let works: Vec<Vec<PartyId>> = works.iter().map(|able| people(&able.iter().copied().collect::<Vec<_>>())).collect();
            let mut scarce = Scarce::default();
            for (at, able) in works.iter().enumerate() {
                scarce.add(PartyId(9), able.clone(), format!("skill{at}"));
            }
            scarce.close();
            let mut taken = vec![0; scarce.parts.len()];
            for able in &works {
                for part in scarce.holding(PartyId(9), able) {
                    taken[part] += 1;
                }
            }
            let fits = scarce.parts.iter().zip(&taken).all(|(part, taken)| *taken <= part.members.len());
            prop_assert_eq!(fits, all_have_somebody(&works));
        }
    }
}
