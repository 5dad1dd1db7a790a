//! Networks of work, and what of them both languages define alike.
//!
//! TaskJuggler knows two bounds: the start of a task waits for the start or the end of another plus a gap (`depends`, in `asap`), and the
//! end of a task comes before the start or the end of another less a gap (`precedes`, in `alap`). A gap cannot be negative. So:
//!
//! * Finish-to-start with a lag is the same in both directions.
//! * Start-to-start has early dates in TaskJuggler but no late ones, finish-to-finish has late dates but no early ones, and start-to-finish
//!   and leads have neither, when works differ in their time.
//! * Where everything keeps the same time, the length of a work moves a bound from one of its ends to the other, and every link
//!   becomes a gap between the two ends that TaskJuggler knows. Only links for which that gap is not negative are made.
//! * In TaskJuggler a length may begin outside working time, where what it needs ends; an effort first takes such a start too, lets others
//!   follow it, and then moves to its first work. With us both begin with their first work. Among lengths that is the same moment of working
//!   time. Where times differ, nothing is linked to the start of a length or effort in `asap`, or to its end in `alap`.
//! * A task that waits for the `onstart` of a milestone is sometimes taken for a circle; its end is the same moment.
//! * A start-to-finish link without a lag is left out: when the first begins on a Monday morning, TaskJuggler lets the second end on Friday
//!   evening, which is the same moment of working time, and we let it end on Monday, because until then the first has not begun.

use crate::calendar::Calendar;

/// What the works of a network are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spans {
    /// Durations and elapsed lags.
    Calendar,
    /// Lengths and working lags.
    Working,
    /// Efforts, each by a person of its own.
    People,
    /// Durations, lengths, efforts and both kinds of lag.
    Mixed,
    /// Efforts of one person, each behind the one before.
    OnePerson,
}

/// Which links a network has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// Finish-to-start: early and late dates.
    FinishStart,
    /// Start-to-start too: early dates.
    Early,
    /// Finish-to-finish too: late dates.
    Late,
    /// All four, with leads: early and late dates, when all works keep the same time.
    All,
}

/// Which ends are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    FinishStart,
    StartStart,
    FinishFinish,
    StartFinish,
}

/// How long something takes: days of the calendar, or hours of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Moment,
    Duration(i64),
    Length(i64),
    Effort(i64, usize),
}

impl Span {
    /// Its amount, in its own unit.
    pub fn amount(self) -> i64 {
        match self {
            Span::Moment => 0,
            Span::Duration(amount) | Span::Length(amount) | Span::Effort(amount, _) => amount,
        }
    }
}

/// An item waits for an earlier one.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    pub on: usize,
    pub kind: Kind,
    /// Days of the calendar when elapsed, else hours of work; negative for a lead.
    pub lag: i64,
    pub elapsed: bool,
}

#[derive(Debug, Clone)]
pub struct Item {
    pub span: Span,
    pub needs: Vec<Need>,
    /// Not before that day.
    pub not_before: Option<i64>,
    /// Due on that day.
    pub due: Option<i64>,
}

/// A network, and everybody who works on it.
#[derive(Debug, Clone)]
pub struct Network {
    pub calendar: Calendar,
    pub people: Vec<Calendar>,
    pub links: Links,
    pub items: Vec<Item>,
}

impl Network {
    /// Whether TaskJuggler has its early dates.
    pub fn has_early(&self) -> bool {
        self.links != Links::Late
    }

    /// Whether TaskJuggler has its late dates.
    pub fn has_late(&self) -> bool {
        self.links != Links::Early
    }

    /// The time an item is worked in; nothing for all time.
    pub fn time_of(&self, item: usize) -> Option<&Calendar> {
        match self.items[item].span {
            Span::Moment | Span::Duration(_) => None,
            Span::Length(_) => Some(&self.calendar),
            Span::Effort(_, person) => Some(&self.people[person]),
        }
    }

    /// A need as an earliest start: whether it counts from the start of what is needed, and the gap.
    pub fn early(&self, item: usize, need: Need) -> (bool, i64) {
        let (first, second) = (self.items[need.on].span.amount(), self.items[item].span.amount());
        let (from_start, gap) = match need.kind {
            Kind::FinishStart if need.lag >= 0 => (false, need.lag),
            Kind::FinishStart => (true, first + need.lag),
            Kind::StartStart => (true, need.lag),
            Kind::FinishFinish => (true, first + need.lag - second),
            Kind::StartFinish => (true, need.lag - second),
        };
        (from_start && self.items[need.on].span != Span::Moment, gap)
    }

    /// A need as a latest end of what is needed: whether it counts from the end of what waits, and the gap.
    pub fn late(&self, item: usize, need: Need) -> (bool, i64) {
        let (first, second) = (self.items[need.on].span.amount(), self.items[item].span.amount());
        let (from_end, gap) = match need.kind {
            Kind::FinishStart if need.lag >= 0 => (false, need.lag),
            Kind::FinishStart => (true, second + need.lag),
            Kind::StartStart => (true, need.lag + second - first),
            Kind::FinishFinish => (true, need.lag),
            Kind::StartFinish => (true, need.lag - first),
        };
        (from_end && self.items[item].span != Span::Moment, gap)
    }
}
