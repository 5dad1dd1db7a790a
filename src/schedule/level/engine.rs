//! Schedules in both directions of time, counted, the best kept.

use super::cost::Cost;
use super::decode::{Decoder, Schedule};
use super::network::{Compiled, NOWHERE, Network};
use super::order::Sorter;

/// Makes schedules until the budget is used up or a lower bound is reached, and keeps the best.
#[derive(Debug)]
pub(crate) struct Engine<'a, D> {
    pub compiled: &'a Compiled,
    ahead: D,
    back: D,
    due: &'a [u32],
    bound: Cost,
    budget: u32,
    pub tried: u32,
    pub best: Schedule,
    pub best_cost: Cost,
    sorter: Sorter,
    keys: Vec<u32>,
    order: Vec<u32>,
    back_release: Vec<u32>,
    mirrored: Schedule,
}

impl<'a, D: Decoder> Engine<'a, D> {
    pub fn new(compiled: &'a Compiled, ahead: D, back: D, bound: Cost, budget: u32) -> Self {
        let count = compiled.origin.len();
        let nothing_due = compiled.due.iter().all(|&due| due == NOWHERE);
        Self {
            compiled,
            ahead,
            back,
            due: if nothing_due { &[] } else { &compiled.due },
            bound,
            budget,
            tried: 0,
            best: Schedule::new(count),
            best_cost: Cost::WORST,
            sorter: Sorter::default(),
            keys: Vec::with_capacity(count),
            order: Vec::with_capacity(count),
            back_release: vec![0; count],
            mirrored: Schedule::new(count),
        }
    }

    /// Whether no further schedule may be made, or none can be better.
    pub fn done(&self) -> bool {
        self.tried >= self.budget || self.best_cost.reaches(&self.bound)
    }

    /// Makes the schedule of an order.
    pub fn forward(&mut self, order: &[u32], into: &mut Schedule) -> Cost {
        self.tried += 1;
        self.ahead.decode(order, &self.compiled.release, into);
        let cost = Cost::of(into, self.due, self.compiled.fixed_end);
        if cost < self.best_cost {
            self.best_cost = cost;
            self.best.start.clone_from(&into.start);
            self.best.end.clone_from(&into.end);
        }
        cost
    }

    /// Moves everything as late as the last end and the wanted ends allow, then as early as possible again; two schedules.
    /// The result is no worse unless links other than from finish to start reorder it. `None` when not everything has a place, or the
    /// budget does not allow it.
    pub fn justify(&mut self, schedule: &mut Schedule) -> Option<Cost> {
        let horizon = self.compiled.network.horizon;
        let span = schedule.end.iter().copied().filter(|&end| end != NOWHERE).max()?;
        if schedule.end.contains(&NOWHERE) || self.tried.saturating_add(2) > self.budget {
            return None;
        }
        self.keys.clear();
        self.keys.extend(schedule.end.iter().map(|&end| horizon - end));
        let mut order = std::mem::take(&mut self.order);
        self.sorter.sort(&self.keys, true, &mut order);
        if self.due.is_empty() {
            self.back_release.fill(horizon - span);
        } else {
            for ((release, &due), &end) in self.back_release.iter_mut().zip(self.due).zip(&schedule.end) {
                *release = horizon - span.min(due.max(end));
            }
        }
        self.tried += 1;
        let all = self.back.decode(&order, &self.back_release, &mut self.mirrored);
        let cost = all.then(|| {
            self.keys.clear();
            self.keys.extend(self.mirrored.end.iter().map(|&end| horizon - end));
            self.sorter.sort(&self.keys, false, &mut order);
            self.forward(&order, schedule)
        });
        self.order = order;
        cost
    }
}

/// Starts and ends when resources are without limit. What finds no place is [`NOWHERE`]; backward, it stands at the horizon, and what comes before it too.
pub(crate) fn unlimited(network: &Network, release: &[u32], backward: bool) -> Schedule {
    let count = network.nodes.len();
    let mut schedule = Schedule::new(count);
    for index in 0..count {
        let index = if backward { count - 1 - index } else { index };
        let node = &network.nodes[index];
        let Some(calendar) = network.calendar(node.calendar) else { continue };
        let mut start = Some(release[index]);
        for need in network.needs_of(node) {
            let (from, to) = (schedule.start[need.from as usize], schedule.end[need.from as usize]);
            if from != NOWHERE {
                start = start.and_then(|start| Some(start.max(network.bound(need, from, to, node.work, calendar)?)));
            }
        }
        let anywhere = node.work == 0 && (backward || calendar.works_always());
        let start = if anywhere { start } else { start.and_then(|start| calendar.next_worked(start)) };
        if let Some((start, end)) = start.and_then(|start| Some((start, calendar.finish(start, node.work)?))) {
            (schedule.start[index], schedule.end[index]) = (start, end);
        } else if backward {
            (schedule.start[index], schedule.end[index]) = (network.horizon, network.horizon);
        }
    }
    schedule
}
