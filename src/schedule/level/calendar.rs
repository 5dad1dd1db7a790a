//! Which slots are worked.

/// The least number of slots per entry of the two indexes, as a power of two.
const STRIDE: u32 = 6;

/// The worked slots up to a horizon, as runs with two coarse indexes, so that every question costs a few steps.
/// A calendar that always works holds nothing.
///
/// The *rank* of a slot is the number of worked slots before it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Calendar {
    horizon: u32,
    /// For what ends with a day: the slots of one, and of them those before its evening.
    evening: Option<(u32, u32)>,
    /// `None`: every slot is worked.
    runs: Option<Runs>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Runs {
    /// Sorted, apart from one another, none empty, all below the horizon.
    runs: Vec<Run>,
    total: u32,
    /// The number of slots per entry of the indexes, as a power of two: so many that the indexes grow with the runs, not with the horizon.
    stride: u32,
    /// Per stride of slots: the first run that ends after the stride begins.
    by_slot: Vec<u32>,
    /// Per stride of ranks: the run that holds its first rank.
    by_rank: Vec<u32>,
}

/// Worked slots `from..to`, with the number of worked slots before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    from: u32,
    to: u32,
    rank: u32,
}

impl Runs {
    fn new(mut given: Vec<(u32, u32)>, horizon: u32) -> Self {
        given.sort_unstable();
        let mut runs: Vec<Run> = Vec::with_capacity(given.len());
        for (from, to) in given {
            let to = to.min(horizon);
            if from >= to {
                continue;
            }
            match runs.last_mut() {
                Some(last) if from <= last.to => last.to = last.to.max(to),
                _ => runs.push(Run { from, to, rank: 0 }),
            }
        }
        let mut total = 0;
        for run in &mut runs {
            run.rank = total;
            total += run.to - run.from;
        }
        let entries = 4 * runs.len() as u64 + 1024;
        let mut stride = STRIDE;
        while u64::from(horizon) >> stride > entries {
            stride += 1;
        }
        let mut by_slot = Vec::new();
        let mut by_rank = Vec::new();
        for (run, index) in runs.iter().zip(0u32..) {
            let slots = (run.to.div_ceil(1 << stride)) as usize;
            by_slot.resize(slots.max(by_slot.len()), index);
            let ranks = ((run.rank + (run.to - run.from)).div_ceil(1 << stride)) as usize;
            by_rank.resize(ranks.max(by_rank.len()), index);
        }
        Self { runs, total, stride, by_slot, by_rank }
    }

    /// The place of the first run that ends after a slot.
    #[inline]
    fn after(&self, slot: u32) -> Option<usize> {
        let mut at = *self.by_slot.get((slot >> self.stride) as usize)? as usize;
        while self.runs.get(at)?.to <= slot {
            at += 1;
        }
        Some(at)
    }

    #[inline]
    fn rank(&self, slot: u32) -> u32 {
        match self.after(slot).and_then(|at| self.runs.get(at)) {
            Some(run) => run.rank + slot.saturating_sub(run.from),
            None => self.total,
        }
    }

    #[inline]
    fn slot(&self, rank: u32) -> Option<u32> {
        let mut at = *self.by_rank.get((rank >> self.stride) as usize)? as usize;
        loop {
            let run = self.runs.get(at)?;
            if rank - run.rank < run.to - run.from {
                return Some(run.from + (rank - run.rank));
            }
            at += 1;
        }
    }
}

impl Calendar {
    /// A calendar in which every slot before the horizon is worked.
    #[must_use]
    pub fn always(horizon: u32) -> Self {
        Self { horizon, evening: None, runs: None }
    }

    /// A calendar from its worked runs `(from, to)`, `to` exclusive, in any order; what overlaps is joined, what lies beyond the horizon is cut.
    #[must_use]
    pub fn from_runs(horizon: u32, runs: Vec<(u32, u32)>) -> Self {
        let runs = Runs::new(runs, horizon);
        if runs.total == horizon { Self::always(horizon) } else { Self { horizon, evening: None, runs: Some(runs) } }
    }

    /// The calendar of what takes whole days: what may end in the evening of a day, behind so many of its slots, ends with that day.
    #[must_use]
    pub fn of_whole_days(mut self, day: u32, light: u32) -> Self {
        self.evening = Some((day, light)).filter(|(day, light)| light < day);
        self
    }

    /// The slot after the last one the calendar knows.
    #[must_use]
    pub fn horizon(&self) -> u32 {
        self.horizon
    }

    /// Whether every slot is worked.
    #[must_use]
    pub fn works_always(&self) -> bool {
        self.runs.is_none()
    }

    /// Whether a slot is worked.
    #[must_use]
    pub fn works(&self, slot: u32) -> bool {
        self.next_worked(slot) == Some(slot)
    }

    /// The first worked slot at or after a slot; `None` when there is none before the horizon.
    #[inline]
    #[must_use]
    pub fn next_worked(&self, slot: u32) -> Option<u32> {
        match &self.runs {
            None => (slot < self.horizon).then_some(slot),
            Some(runs) => runs.after(slot).and_then(|at| runs.runs.get(at)).map(|run| slot.max(run.from)),
        }
    }

    /// The last worked slot before a slot; `None` when there is none.
    #[must_use]
    pub fn previous_worked(&self, slot: u32) -> Option<u32> {
        self.slot(self.rank(slot).checked_sub(1)?)
    }

    /// How many slots are worked before a slot.
    #[inline]
    #[must_use]
    pub fn rank(&self, slot: u32) -> u32 {
        match &self.runs {
            None => slot.min(self.horizon),
            Some(runs) => runs.rank(slot),
        }
    }

    /// The worked slot with so many worked slots before it; `None` when it lies beyond the horizon.
    #[inline]
    #[must_use]
    pub fn slot(&self, rank: u32) -> Option<u32> {
        match &self.runs {
            None => (rank < self.horizon).then_some(rank),
            Some(runs) => runs.slot(rank),
        }
    }

    /// How many slots are worked up to the horizon.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.runs.as_ref().map_or(self.horizon, |runs| runs.total)
    }

    /// How many slots of `from..to` are worked.
    #[must_use]
    pub fn worked(&self, from: u32, to: u32) -> u32 {
        self.rank(to).saturating_sub(self.rank(from))
    }

    /// The slot after the last worked one of so many worked slots from `start` on; `start` itself for no work; `None` beyond the horizon.
    #[inline]
    #[must_use]
    pub fn finish(&self, start: u32, work: u32) -> Option<u32> {
        match &self.runs {
            _ if work == 0 => (start <= self.horizon).then_some(start),
            None => start.checked_add(work).filter(|&end| end <= self.horizon),
            Some(runs) => runs.slot(runs.rank(start).checked_add(work - 1)?).map(|last| last + 1),
        }
    }

    /// The latest slot from which so many worked slots pass before `end`; `end` itself for no work; `None` when time begins too late for it.
    #[inline]
    #[must_use]
    pub fn start(&self, end: u32, work: u32) -> Option<u32> {
        if work == 0 { Some(end) } else { self.slot(self.rank(end).checked_sub(work)?) }
    }

    /// The earliest slot from which so many worked slots end in time for `end`, and not before it; `None` when they would end beyond the horizon.
    ///
    /// A day has `day` slots, 0 where slots make no days. Who works until noon has ended for all of a day and its night, unless `end` is `exact`.
    /// Where nobody works on the day of `end`, as much as may be is done on the next that is worked: a grid of finer slots changes nothing.
    #[must_use]
    pub fn start_to_end_at(&self, end: u32, work: u32, day: u32, exact: bool) -> Option<u32> {
        let end = self.evening.filter(|(day, light)| end % day >= *light).map_or(end, |(day, _)| end - end % day + day);
        if work == 0 || end > self.horizon {
            return (end <= self.horizon).then_some(end);
        }
        let last = self.rank(self.end_for(end, work, day, exact)?.saturating_sub(1)) + 1;
        let rank = last.saturating_sub(work);
        rank.checked_add(work).filter(|&last| last <= self.total()).and_then(|_| self.slot(rank))
    }

    /// The first end of some work that is in time for `end`.
    fn end_for(&self, end: u32, work: u32, day: u32, exact: bool) -> Option<u32> {
        let Some(last) = end.checked_sub(1) else { return Some(end) };
        if self.works(last) {
            return Some(end);
        }
        if let Some(begin) = last.checked_rem(day).map(|into| last - into).filter(|_| !exact)
            && let Some(worked) = self.previous_worked(end).filter(|worked| *worked >= begin)
            && self.next_worked(end).is_none_or(|next| next >= begin.saturating_add(day))
        {
            return Some(worked + 1);
        }
        let next = self.next_worked(end)?;
        let of_day = next.checked_rem(day).map_or(next + 1, |into| next - into + day);
        self.finish(next, work.min(self.worked(next, of_day)))
    }

    /// The latest start of some work by a slot in which nobody works: as much as may be is done on the last day worked before it, so that a grid of
    /// finer slots changes nothing. A day has `day` slots, 0 where slots make no days.
    #[must_use]
    pub fn start_by(&self, slot: u32, work: u32, day: u32) -> Option<u32> {
        let last = self.previous_worked(slot)?;
        let begin = last.checked_rem(day).map_or(last, |into| last - into);
        self.start(last + 1, work.clamp(1, self.worked(begin, last + 1).max(1)))
    }

    /// Until when an end is in time for others: to the end of its day, of `day` slots, where no more of it is worked.
    #[must_use]
    pub fn stands_until(&self, end: u32, day: u32) -> u32 {
        let Some(left) = end.checked_sub(1).and_then(|last| last.checked_rem(day)).map(|into| day - 1 - into) else { return end };
        let until = end.saturating_add(left);
        if self.next_worked(end).is_none_or(|next| next >= until) { until } else { end }
    }

    /// The slot so many worked slots after a slot, or before it for a negative count, the least that leaves them all in between;
    /// 0 when time begins too late for them, `None` beyond the horizon.
    #[must_use]
    pub fn shift(&self, slot: u32, worked: i32) -> Option<u32> {
        if worked >= 0 { self.finish(slot, worked.unsigned_abs()) } else { Some(self.start(slot, worked.unsigned_abs()).unwrap_or(0)) }
    }

    /// The same for an end: with work counted back from it, it is the end of what was worked before, not the begin of what is worked next.
    #[must_use]
    pub fn shift_end(&self, slot: u32, worked: i32) -> Option<u32> {
        if worked >= 0 {
            return self.finish(slot, worked.unsigned_abs());
        }
        let last = self.rank(slot).checked_sub(worked.unsigned_abs()).and_then(|rank| rank.checked_sub(1));
        Some(last.and_then(|rank| self.slot(rank)).map_or(0, |last| last + 1))
    }

    /// The worked runs that overlap `from..to`, cut to it.
    pub fn runs(&self, from: u32, to: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let to = to.min(self.horizon);
        let always = (self.runs.is_none() && from < to).then_some((from, to));
        let some = self.runs.as_ref().map_or(&[][..], |runs| runs.after(from).and_then(|at| runs.runs.get(at..)).unwrap_or_default());
        always.into_iter().chain(some.iter().take_while(move |run| run.from < to).map(move |run| (run.from.max(from), run.to.min(to))))
    }

    /// The calendar with time reversed: slot `s` becomes `horizon - 1 - s`.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let turn = |run: &Run| (self.horizon - run.to, self.horizon - run.from);
        let runs = self.runs.as_ref().map(|runs| Runs::new(runs.runs.iter().map(turn).collect(), self.horizon));
        Self { horizon: self.horizon, evening: None, runs }
    }
}
