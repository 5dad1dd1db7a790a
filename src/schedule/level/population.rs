//! A ranked population of schedules: no two alike, the worst gives way.

use super::cost::Cost;
use super::decode::Schedule;

/// A schedule as the search keeps it.
#[derive(Debug, Clone)]
struct Member {
    cost: Cost,
    /// The nodes by start.
    order: Vec<u32>,
    start: Vec<u32>,
}

/// Members by rank, the best first.
#[derive(Debug, Default)]
pub(crate) struct Population {
    members: Vec<Member>,
    /// Places of the members, the best first.
    ranking: Vec<u32>,
    capacity: usize,
}

impl Population {
    /// An empty population of at most so many members.
    pub fn new(capacity: usize) -> Self {
        Self { members: Vec::new(), ranking: Vec::new(), capacity }
    }

    pub fn len(&self) -> usize {
        self.ranking.len()
    }

    /// Whether it has as many members as it may.
    pub fn full(&self) -> bool {
        self.len() >= self.capacity
    }

    /// The order of the member at a rank.
    pub fn order(&self, rank: usize) -> &[u32] {
        let place = self.ranking.get(rank).copied().unwrap_or_default();
        self.members.get(place as usize).map_or(&[], |member| &member.order)
    }

    /// The cost of the last rank.
    pub fn worst(&self) -> Option<Cost> {
        self.ranking.last().and_then(|&place| self.members.get(place as usize)).map(|member| member.cost)
    }

    /// Takes in a schedule, for the worst one when the population is full. Says whether it did: neither what is there already nor what is worse than all.
    pub fn admit(&mut self, cost: Cost, order: &[u32], schedule: &Schedule) -> bool {
        let at = |place: u32| &self.members[place as usize];
        let rank = self.ranking.partition_point(|&place| at(place).cost < cost);
        let equals = self.ranking[rank..].iter().map(|&place| at(place)).take_while(|member| member.cost == cost);
        if (self.full() && rank >= self.len()) || equals.into_iter().any(|member| member.start == schedule.start) {
            return false;
        }
        let place = if self.full() {
            let Some(place) = self.ranking.pop() else { return false };
            let member = &mut self.members[place as usize];
            member.cost = cost;
            member.order.clear();
            member.order.extend_from_slice(order);
            member.start.clone_from(&schedule.start);
            place
        } else {
            self.members.push(Member { cost, order: order.to_vec(), start: schedule.start.clone() });
            self.members.len() as u32 - 1
        };
        self.ranking.insert(rank, place);
        true
    }
}
