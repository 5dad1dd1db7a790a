//! The search for a better schedule: rules first, then a genetic search in stages of growing populations.
//!
//! A child takes the head and the tail of its order from one parent and what comes between in the order of the other
//! (the two-point crossover of Hartmann, Naval Research Logistics 45, 1998), is disturbed a little, decoded and, when promising, justified
//! (Valls, Ballestín and Quintanilla, European Journal of Operational Research 165, 2005). The stages depend on the schedules made so far, never
//! on the budget: a larger budget continues where a smaller one stopped.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::cost::Cost;
use super::decode::{Decoder, Schedule};
use super::engine::Engine;
use super::network::{NOWHERE, Network};
use super::order::Sorter;
use super::population::Population;

/// Members of a population and the count of schedules at which the next stage begins.
const STAGES: [(usize, u32); 4] = [(30, 600), (200, 18_000), (600, 80_000), (1500, 400_000)];
/// The population after the last stage.
const LAST_STAGE: usize = 4000;
/// A stage ends early when so many children per member in a row were not admitted.
const PATIENCE: usize = 3;
/// A swap of two neighbours in the order of a child: once in so many places.
const SWAP_EVERY: u32 = 12;
/// A child this many slots worse than the worst member is not justified.
const MARGIN: u32 = 4;

/// A random number below a limit.
fn below(random: &mut Xoshiro256PlusPlus, limit: u32) -> u32 {
    ((u64::from(random.next_u32()) * u64::from(limit)) >> 32) as u32
}

/// Spends the engine's budget.
pub(crate) fn search<D: Decoder>(engine: &mut Engine<'_, D>, late: &Schedule, seed: u64) {
    let count = late.end.len();
    let mut search = Search {
        late,
        random: Xoshiro256PlusPlus::seed_from_u64(seed),
        sorter: Sorter::default(),
        keys: Vec::with_capacity(count),
        order: Vec::with_capacity(count),
        taken: vec![false; count],
        schedule: Schedule::new(count),
    };
    search.rules(engine);
    if count == 2 {
        search.both_orders(engine);
    }
    let mut stages = STAGES.iter().copied();
    while !engine.done() && count > 2 {
        let (members, until) = stages.next().unwrap_or((LAST_STAGE, u32::MAX));
        search.stage(engine, members, until);
    }
}

/// The working memory of the search.
struct Search<'a> {
    late: &'a Schedule,
    random: Xoshiro256PlusPlus,
    sorter: Sorter,
    keys: Vec<u32>,
    order: Vec<u32>,
    taken: Vec<bool>,
    schedule: Schedule,
}

impl Search<'_> {
    /// The latest end and the latest start as rules, each justified for as long as that helps.
    fn rules<D: Decoder>(&mut self, engine: &mut Engine<'_, D>) {
        for keys in [&self.late.end, &self.late.start] {
            if engine.done() {
                return;
            }
            self.keys.clone_from(keys);
            let mut cost = self.decode_keys(engine);
            while !engine.done() {
                match engine.justify(&mut self.schedule) {
                    Some(better) if better < cost => cost = better,
                    _ => break,
                }
            }
        }
    }

    /// Two have two orders, and no crossing of them gives another.
    fn both_orders<D: Decoder>(&mut self, engine: &mut Engine<'_, D>) {
        for keys in [[0, 1], [1, 0]] {
            if engine.done() {
                return;
            }
            self.keys.clear();
            self.keys.extend(keys);
            self.decode_keys(engine);
            if !engine.done() {
                engine.justify(&mut self.schedule);
            }
        }
    }

    /// The order that the keys give, needs kept before what needs them.
    fn sort_needs_first(&mut self, network: &Network) {
        for (node, index) in network.nodes.iter().zip(0..) {
            self.keys[index] = network.needs_of(node).iter().map(|need| self.keys[need.from as usize]).fold(self.keys[index], u32::max);
        }
        self.sorter.sort(&self.keys, false, &mut self.order);
    }

    /// The schedule of that order.
    fn decode_keys<D: Decoder>(&mut self, engine: &mut Engine<'_, D>) -> Cost {
        self.sort_needs_first(&engine.compiled.network);
        engine.forward(&self.order, &mut self.schedule)
    }

    /// A schedule near the rule of the latest end, justified.
    fn sample<D: Decoder>(&mut self, engine: &mut Engine<'_, D>, noise: u32) -> Cost {
        self.keys.clone_from(&self.late.end);
        for key in &mut self.keys {
            *key = key.saturating_add(below(&mut self.random, noise));
        }
        let cost = self.decode_keys(engine);
        engine.justify(&mut self.schedule).unwrap_or(cost)
    }

    /// Offers the schedule to the population, ordered by start.
    fn admit(&mut self, network: &Network, population: &mut Population, cost: Cost) -> bool {
        if cost.unplaced == 0 {
            self.sorter.sort(&self.schedule.start, false, &mut self.order);
        } else {
            // What has no place stands where it is due, and what needs it after it.
            let start = self.schedule.start.iter().zip(&self.late.start);
            self.keys.clear();
            self.keys.extend(start.map(|(&start, &late)| if start == NOWHERE { late } else { start }));
            self.sort_needs_first(network);
        }
        population.admit(cost, &self.order, &self.schedule)
    }

    /// One population from its first samples until the stage ends. The best schedule stays with the engine, not with the next population: it would crowd it.
    fn stage<D: Decoder>(&mut self, engine: &mut Engine<'_, D>, members: usize, until: u32) {
        let mut population = Population::new(members);
        // Half the span, so that hardly any two samples are alike.
        let noise = self.late.end.iter().copied().max().unwrap_or(0) / 2 + 1;
        let mut refused = 0;
        while !population.full() && !engine.done() && refused < members * PATIENCE {
            let cost = self.sample(engine, noise);
            refused += usize::from(!self.admit(&engine.compiled.network, &mut population, cost));
        }
        refused = 0;
        while !engine.done() && engine.tried < until && refused < members * PATIENCE && population.len() > 1 {
            self.child(&population, &engine.compiled.network);
            let mut cost = engine.forward(&self.order, &mut self.schedule);
            if population.worst().is_none_or(|worst| cost.near(&worst, MARGIN)) {
                cost = engine.justify(&mut self.schedule).unwrap_or(cost);
            }
            refused = if self.admit(&engine.compiled.network, &mut population, cost) { 0 } else { refused + 1 };
        }
    }

    /// The member of the better of two random ranks.
    fn pick(&mut self, population: &Population) -> usize {
        let ranks = population.len() as u32;
        below(&mut self.random, ranks).min(below(&mut self.random, ranks)) as usize
    }

    /// The order of a child of two members.
    fn child(&mut self, population: &Population, network: &Network) {
        let one = self.pick(population);
        let mut other = self.pick(population);
        if one == other {
            other = (other + 1) % population.len();
        }
        let (father, mother) = (population.order(one), population.order(other));
        let count = father.len();
        let limit = count as u32;
        let from = below(&mut self.random, limit - limit / 4) as usize;
        let to = (from + 1 + (limit / 4 + below(&mut self.random, (limit / 2).max(1))) as usize).min(count);
        self.order.clear();
        self.taken.fill(false);
        for &node in &father[..from] {
            self.taken[node as usize] = true;
            self.order.push(node);
        }
        for &node in mother {
            if self.order.len() >= to {
                break;
            }
            if !std::mem::replace(&mut self.taken[node as usize], true) {
                self.order.push(node);
            }
        }
        self.order.extend(father[from..].iter().filter(|&&node| !self.taken[node as usize]));
        for place in 1..self.order.len() {
            if self.random.next_u32() < u32::MAX / SWAP_EVERY {
                let (before, after) = (self.order[place - 1], self.order[place]);
                let tied =
                    network.nodes.get(after as usize).is_none_or(|node| network.needs_of(node).iter().any(|need| need.from == before));
                if !tied {
                    self.order.swap(place - 1, place);
                }
            }
        }
    }
}
