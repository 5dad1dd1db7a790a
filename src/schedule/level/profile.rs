//! What is free of one resource over time, as a step function.

/// From a point of the axis on, so many units are free, until the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub at: u32,
    pub free: u32,
}

/// The free units of one resource. Its axis counts the worked slots of one calendar; calendar 0 works always, so that its axis counts slots.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub axis: u32,
    /// Where the axis ends.
    pub limit: u32,
    /// Sorted, the first at 0, neighbours different; never empty.
    steps: Vec<Step>,
}

impl Profile {
    /// A profile from a capacity and what is taken of it from the beginning: `(from, to, units)`.
    pub fn new(axis: u32, limit: u32, capacity: impl Iterator<Item = Step>, taken: &[(u32, u32, u32)]) -> Self {
        let mut events: Vec<(u32, i64, Option<u32>)> = capacity.map(|step| (step.at, 0, Some(step.free))).collect();
        for &(from, to, units) in taken.iter().filter(|span| span.0 < span.1) {
            events.push((from, i64::from(units), None));
            events.push((to, -i64::from(units), None));
        }
        events.sort_by_key(|event| event.0);
        let mut steps: Vec<Step> = Vec::with_capacity(events.len());
        let (mut capacity, mut used) = (0i64, 0i64);
        for (at, change, level) in events {
            used += change;
            capacity = level.map_or(capacity, i64::from);
            let free = u32::try_from((capacity - used).max(0)).unwrap_or(u32::MAX);
            match steps.last_mut() {
                Some(last) if last.at == at => last.free = free,
                _ => steps.push(Step { at, free }),
            }
        }
        steps.retain(|step| step.at == 0 || step.at < limit);
        steps.dedup_by(|next, kept| next.free == kept.free);
        if steps.is_empty() {
            steps.push(Step { at: 0, free: 0 });
        }
        Self { axis, limit, steps }
    }

    /// Takes over the steps of another profile without a new allocation.
    pub fn restore(&mut self, from: &Self) {
        self.steps.clone_from(&from.steps);
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    pub fn mirrored(&self) -> Self {
        let mut steps = Vec::with_capacity(self.steps.len());
        let mut to = self.limit;
        for step in self.steps.iter().rev() {
            steps.push(Step { at: self.limit - to, free: step.free });
            to = step.at.min(self.limit);
        }
        steps.dedup_by(|next, kept| next.at == kept.at);
        Self { steps, ..*self }
    }

    /// The step that holds a point.
    #[inline]
    fn find(&self, at: u32) -> usize {
        self.steps.partition_point(|step| step.at <= at).saturating_sub(1)
    }

    /// The first point from `from` on where `units` are free for `length`; `None` when there is none before the axis ends.
    #[inline]
    pub fn fit(&self, from: u32, length: u32, units: u32) -> Option<u32> {
        let mut steps = self.steps.get(self.find(from)..)?.iter();
        let mut current = steps.next()?;
        let mut begin = from;
        loop {
            let next = steps.next();
            let to = next.map_or(self.limit, |next| next.at);
            if current.free < units {
                begin = to;
            } else if to.checked_sub(begin)? >= length {
                return Some(begin);
            }
            current = next?;
        }
    }

    /// Where `units` are free again at the earliest when they are not throughout `from..to`; `None` when they are.
    #[inline]
    pub fn blocked(&self, from: u32, to: u32, units: u32) -> Option<u32> {
        let steps = self.steps.get(self.find(from)..)?;
        let last = steps.iter().take_while(|step| step.at < to).enumerate().filter(|(_, step)| step.free < units).last()?.0;
        Some(steps.get(last + 1).map_or(self.limit, |next| next.at))
    }

    /// Takes `units` from `from..to`, as far as they are there.
    pub fn take(&mut self, from: u32, to: u32, units: u32) {
        let mut first = self.find(from);
        let Some(&Step { at, free }) = self.steps.get(first) else { return };
        let left = free.saturating_sub(units);
        let end = self.steps.get(first + 1).map_or(self.limit, |next| next.at);
        let joins_before =
            at == from && first.checked_sub(1).and_then(|before| self.steps.get(before)).is_some_and(|before| before.free == left);
        if to < end && joins_before {
            self.steps[first].at = to;
            return;
        }
        if at < from && to == end && self.steps.get(first + 1).is_some_and(|next| next.free == left) {
            self.steps[first + 1].at = from;
            return;
        }
        if at < from {
            if to < end {
                self.steps.splice(first + 1..first + 1, [Step { at: from, free: left }, Step { at: to, free }]);
                return;
            }
            first += 1;
            self.steps.insert(first, Step { at: from, free });
        }
        let mut last = first;
        while self.steps.get(last + 1).is_some_and(|next| next.at < to) {
            last += 1;
        }
        let end = self.steps.get(last + 1).map_or(self.limit, |next| next.at);
        if to < end {
            let free = self.steps[last].free;
            self.steps.insert(last + 1, Step { at: to, free });
        }
        for step in &mut self.steps[first..=last] {
            step.free = step.free.saturating_sub(units);
        }
        if self.steps.get(last + 1).is_some_and(|next| next.free == self.steps[last].free) {
            self.steps.remove(last + 1);
        }
        if first > 0 && self.steps[first - 1].free == self.steps[first].free {
            self.steps.remove(first);
        }
    }
}
