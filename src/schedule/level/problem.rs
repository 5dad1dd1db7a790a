//! What is to be levelled: activities, the links between them, the resources they use.

use smallvec::SmallVec;

use super::calendar::Calendar;

/// A levelling problem. Time is in whole slots from 0 to the horizon.
#[derive(Debug, Clone, Default)]
pub struct Problem {
    /// The slot after the last one in which anything can run.
    pub horizon: u32,
    /// How many slots make a day; 0 where they make none. Who works no longer on a day has ended in time for the end of it, unless a lag of
    /// calendar time that is no whole number of days lies before it.
    pub day: u32,
    /// The calendars that activities and lags refer to by their place here.
    pub calendars: Vec<Calendar>,
    /// The resources that activities use, by their place here.
    pub resources: Vec<Resource>,
    /// What is to be placed.
    pub activities: Vec<Activity>,
}

/// Something of which a limited number of units is there at a time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resource {
    /// Units available from slot 0.
    pub capacity: u32,
    /// Units available from a slot on, until the next change. Of two changes at one slot the later in the list holds.
    pub changes: Vec<(u32, u32)>,
}

impl Resource {
    /// A resource whose capacity never changes.
    #[must_use]
    pub fn constant(capacity: u32) -> Self {
        Self { capacity, changes: Vec::new() }
    }

    /// The capacity as steps `(from, units)`: sorted, the first at slot 0, neighbours different.
    #[must_use]
    pub(crate) fn steps(&self) -> Vec<(u32, u32)> {
        let mut changes = self.changes.clone();
        changes.sort_by_key(|&(slot, _)| slot);
        let mut steps = vec![(0, self.capacity)];
        for (slot, units) in changes {
            match steps.last_mut() {
                Some(last) if last.0 == slot => last.1 = units,
                _ => steps.push((slot, units)),
            }
        }
        steps.dedup_by(|next, kept| next.1 == kept.1);
        steps
    }
}

/// One piece of work. It runs without interruption in the worked slots of its calendar and takes its units in these slots only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activity {
    /// How many worked slots it takes; 0 is a moment.
    pub work: u32,
    /// Its calendar; one that does not exist always works.
    pub calendar: u32,
    /// Which resources it uses and how many units of each.
    pub uses: SmallVec<[(u32, u32); 2]>,
    /// The earliest slot in which it may start.
    pub release: u32,
    /// Where its author put it: it starts there whatever its links say, and takes its units even where there are too few.
    pub fixed: Option<u32>,
    /// The wanted end, exclusive.
    pub due: Option<u32>,
    /// Unique; decides ties, lower first, and frees the result from the order of the activities.
    pub priority: u32,
    /// What it waits for.
    pub links: Vec<Link>,
}

/// A link from another activity to the one that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The activity that comes first, by its place in [`Problem::activities`].
    pub from: u32,
    /// Which ends it ties.
    pub kind: LinkKind,
    /// Slots that must pass between the two ends; negative: they may overlap by that much.
    pub lag: i32,
    /// The calendar in whose worked slots the lag is counted; `None` counts every slot.
    pub lag_calendar: Option<u32>,
}

/// Which ends a link ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// The later starts no earlier than the earlier ends.
    FinishStart,
    /// The later starts no earlier than the earlier starts.
    StartStart,
    /// The later ends no earlier than the earlier ends.
    FinishFinish,
    /// The later ends no earlier than the earlier starts.
    StartFinish,
}

impl LinkKind {
    /// The same tie seen with time reversed, the two activities exchanged.
    #[must_use]
    pub(crate) fn mirrored(self) -> Self {
        match self {
            Self::FinishStart => Self::FinishStart,
            Self::StartStart => Self::FinishFinish,
            Self::FinishFinish => Self::StartStart,
            Self::StartFinish => Self::StartFinish,
        }
    }
}
