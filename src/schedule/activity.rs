//! What is scheduled: activities and the links between them, as plain numbers.

use super::axis::Slot;
use super::people::CalendarId;
use crate::model::{ItemId, PhaseId};
use crate::syntax::LinkKind;
use crate::text::Place;
use smallvec::SmallVec;

/// What an activity stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A leaf of the plan.
    Leaf(ItemId),
    /// The start of something that has parts.
    Start(ItemId),
    /// The end of something that has parts.
    Finish(ItemId),
    /// A point where several wait for several.
    Junction,
    /// The first moment of a phase.
    PhaseStart(PhaseId),
    /// The last moment of a phase.
    PhaseFinish(PhaseId),
}

/// Why an activity starts no earlier than it does, links and people left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Nothing begins before the plan.
    PlanStart,
    /// What is still open cannot have happened before the data date.
    DataDate,
    /// The window of its phase.
    Phase(PhaseId),
    /// The gate of this phase is not met on the data date.
    Gate(PhaseId),
    /// The author said `not before`.
    NotBefore,
    /// The author named the week.
    Week,
}

/// How an activity came to its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Placed by the scheduler.
    Free,
    /// Where the author fixed it.
    Fixed,
    /// Where it happened.
    Happened,
    /// Done on a day that nobody wrote down: placed like open work, but not behind the data date.
    HappenedSometime,
}

/// Something that takes time, or a moment.
#[derive(Debug, Clone)]
pub struct Activity {
    /// What it stands for.
    pub what: What,
    /// How it comes to its dates.
    pub mode: Mode,
    /// The calendar it works in.
    pub calendar: CalendarId,
    /// Cells of work; zero for a moment.
    pub work: u32,
    /// People it takes: resource and units.
    pub uses: SmallVec<[(u32, u32); 2]>,
    /// The earliest start the author or the calendar allows, and why; nothing when it has no place in time of its own.
    pub release: Option<(Slot, Bound)>,
    /// Whether that is the beginning of a day; of milestones it is the end of one.
    pub from_morning: bool,
    /// What is open starts no earlier than this: the data date.
    pub floor: Slot,
    /// Start and end, when they are not for the scheduler to choose.
    pub pinned: Option<(Slot, Slot)>,
    /// When it should have ended.
    pub due: Option<Slot>,
    /// As late as possible.
    pub as_late: bool,
    /// Whether its own length is known; one whose length is not passes on what comes before it and takes no time.
    pub estimated: bool,
    /// Its place among equals; unique.
    pub priority: u32,
}

/// Time between two linked ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gap {
    /// Cells; negative for a lead.
    pub cells: i32,
    /// Calendar time instead of the plan's working time.
    pub elapsed: bool,
}

/// Why a link is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A need, and where it was said.
    Need(Place),
    /// `not before` an item or a phase.
    NotBefore,
    /// A part and its whole.
    Part,
    /// A phase and what it holds.
    Phase,
    /// A phase and the one that follows it.
    After,
}

/// One activity waits for another.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// What comes first.
    pub from: u32,
    /// What waits.
    pub to: u32,
    /// Which ends are linked.
    pub kind: LinkKind,
    /// Time between them.
    pub gap: Gap,
    /// Why.
    pub reason: Reason,
}

/// Links, sorted both ways.
#[derive(Debug, Default)]
pub struct Links {
    all: Vec<Link>,
    into: Vec<u32>,
    out: Vec<u32>,
    out_order: Vec<u32>,
}

impl Links {
    /// Sorts links between `count` activities.
    pub fn new(mut all: Vec<Link>, count: usize) -> Links {
        all.sort_by_key(|link| link.to);
        let starts = |key: &dyn Fn(&Link) -> u32| {
            let mut starts = vec![0u32; count + 1];
            for link in &all {
                starts[key(link) as usize + 1] += 1;
            }
            for at in 0..count {
                starts[at + 1] += starts[at];
            }
            starts
        };
        let into = starts(&|link| link.to);
        let out = starts(&|link| link.from);
        let mut out_order: Vec<u32> = (0..all.len() as u32).collect();
        out_order.sort_by_key(|at| all[*at as usize].from);
        Links { all, into, out, out_order }
    }

    /// All links.
    pub fn all(&self) -> &[Link] {
        &self.all
    }

    /// The links an activity waits by.
    pub fn before(&self, activity: u32) -> &[Link] {
        let at = activity as usize;
        &self.all[self.into[at] as usize..self.into[at + 1] as usize]
    }

    /// The links by which others wait for an activity.
    pub fn behind(&self, activity: u32) -> impl Iterator<Item = &Link> {
        let at = activity as usize;
        self.out_order[self.out[at] as usize..self.out[at + 1] as usize].iter().map(|link| &self.all[*link as usize])
    }

    /// Activities in an order that every link respects; those in circles are left out.
    pub fn order(&self) -> Vec<u32> {
        let count = self.into.len().saturating_sub(1);
        let mut waiting: Vec<u32> = (0..count).map(|at| self.into[at + 1] - self.into[at]).collect();
        let mut order: Vec<u32> = (0..count as u32).filter(|at| waiting[*at as usize] == 0).collect();
        let mut next = 0;
        while next < order.len() {
            for link in self.behind(order[next]) {
                let left = &mut waiting[link.to as usize];
                *left -= 1;
                if *left == 0 {
                    order.push(link.to);
                }
            }
            next += 1;
        }
        order
    }
}
