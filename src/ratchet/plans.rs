//! Which plan of another revision is which of now: by id, and where an id is gone, by its file and by what the plans hold.

use super::matching::pairs;
use crate::model::Plan;

/// A plan, and the file its `plan` statement stands in.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'p> {
    /// The path of the file.
    pub path: &'p str,
    /// The plan.
    pub plan: &'p Plan,
}

impl Filed<'_> {
    fn is_called(&self, other: &Filed<'_>) -> bool {
        self.plan.root().id == other.plan.root().id
    }
}

/// Finds plans of now among those of then by their ids, as far as both are free; of several with one id, the one in the same file, or
/// else the only one that `may` be it. Nothing is found for a plan with an id that several others have.
pub fn by_id(then: &[Filed<'_>], now: &[Filed<'_>], found: &mut [Option<usize>], may: impl Fn(usize) -> bool) {
    for same_file in [true, false] {
        for (at, plan) in now.iter().enumerate() {
            if found[at].is_some() {
                continue;
            }
            let fits = |other: &Filed<'_>, index: usize| {
                other.is_called(plan) && !found.contains(&Some(index)) && if same_file { other.path == plan.path } else { may(index) }
            };
            let all: Vec<usize> = then.iter().enumerate().filter(|(index, other)| fits(other, *index)).map(|(index, _)| index).collect();
            found[at] = all.first().copied().filter(|_| same_file || all.len() == 1);
        }
    }
}

/// Finds plans that have another id now, among those of then that are free and `may` be them: the one in the same file, or else the one
/// with the most items in common, which are half of the smaller plan at the least.
pub fn by_content(then: &[Filed<'_>], now: &[Filed<'_>], found: &mut [Option<usize>], may: impl Fn(usize) -> bool) {
    let mut likely: Vec<(bool, usize, usize, usize)> = Vec::new();
    for (at, plan) in now.iter().enumerate().filter(|(at, _)| found[*at].is_none()) {
        for (other, old) in then.iter().enumerate().filter(|(other, _)| !found.contains(&Some(*other)) && may(*other)) {
            let common = pairs(old.plan, plan.plan).now.iter().skip(1).flatten().count();
            let smaller = old.plan.items.len().min(plan.plan.items.len()).saturating_sub(1);
            let same_file = old.path == plan.path;
            if same_file || common > 0 && common * 2 >= smaller {
                likely.push((same_file, common, at, other));
            }
        }
    }
    likely.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| (a.2, a.3).cmp(&(b.2, b.3))));
    for (_, _, at, other) in likely {
        if found[at].is_none() && !found.contains(&Some(other)) {
            found[at] = Some(other);
        }
    }
}
