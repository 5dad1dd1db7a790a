//! The search for a better schedule.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::decode::{Decoder, Schedule};
use super::engine::Engine;
use super::order::Sorter;

/// Spends the engine's budget: rules first, then samples around the best rule, each improved forward and backward.
pub(crate) fn search<D: Decoder>(engine: &mut Engine<'_, D>, earliest: &Schedule, late: &Schedule, seed: u64) {
    let _ = earliest;
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut sorter = Sorter::default();
    let mut order = Vec::new();
    let mut schedule = Schedule::new(late.end.len());
    let mut keys = late.end.clone();
    sorter.sort(&keys, false, &mut order);
    let mut cost = engine.forward(&order, &mut schedule);
    loop {
        while !engine.done() {
            match engine.justify(&mut schedule) {
                Some(better) if better < cost => cost = better,
                _ => break,
            }
        }
        if engine.done() {
            return;
        }
        for (key, &end) in keys.iter_mut().zip(&late.end) {
            *key = end.saturating_add(rng.next_u32() >> 28);
        }
        let network = &engine.compiled.network;
        for (node, index) in network.nodes.iter().zip(0..) {
            keys[index] = network.needs_of(node).iter().map(|need| keys[need.from as usize]).fold(keys[index], u32::max);
        }
        sorter.sort(&keys, false, &mut order);
        cost = engine.forward(&order, &mut schedule);
    }
}
