//! The front of the work: what of the plan's own work can start now, what is held back by dates or people, what can start if others
//! have provided, and what waits.

use super::{Held, Selection};
use crate::graph;
use crate::model::{ItemId, ItemKind};
use crate::progress::Verdict;
use crate::survey::Survey;
use serde::Serialize;

/// How open work stands to what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Nothing open stands before it, and the schedule lets it start.
    Now,
    /// Nothing open stands before it, and the schedule starts it only after the data date: see [`Held`].
    Held,
    /// Nothing but what others provide or decide, of which the plan does not say whether it is there.
    IfThere,
    /// Something open does.
    Waits,
}

/// How all open work of the plan's own stands: components, tasks and what retires.
#[derive(Debug)]
pub struct Front {
    of: Vec<Option<Stand>>,
}

/// How much of the plan's own work can start; the same in every report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FrontCounts {
    /// Work that can start now.
    pub ready: u32,
    /// Work that needs nothing more, but is held back by dates or people.
    pub held: u32,
    /// Work that can start if what others provide or decide is there; the plan does not say whether it is.
    pub if_there: u32,
    /// Work that waits for something else first.
    pub blocked: u32,
    /// Things others must provide that are not known to be there.
    pub others: u32,
}

impl Front {
    /// Looks at all open work.
    pub fn new(survey: &Survey<'_>) -> Front {
        let plan = survey.plan;
        let not_stated = |id: ItemId| survey.assessment.verdict(id) == Verdict::NotStated;
        // What may be there holds nothing back, nor does a moment that comes once it is.
        let holds = |id: ItemId, held: bool| {
            held || match plan.item(id).kind {
                ItemKind::External | ItemKind::Decision => !not_stated(id),
                ItemKind::Milestone => survey.is_ready(id),
                _ => true,
            }
        };
        let held = graph::held(plan, &survey.network, &survey.order, survey.open(), holds);
        let stand = |(index, layer): (usize, &Option<u32>)| {
            let own = matches!(plan.items[index].kind, ItemKind::Component | ItemKind::Retire | ItemKind::Task);
            layer.filter(|_| own).map(|layer| match (layer, held[index]) {
                (0, _) if Held::of(survey, ItemId(index as u32)).is_some() => Stand::Held,
                (0, _) => Stand::Now,
                (_, false) => Stand::IfThere,
                _ => Stand::Waits,
            })
        };
        Front { of: survey.layers.of.iter().enumerate().map(stand).collect() }
    }

    /// How an item stands; nothing when it is not open work of the plan's own.
    pub fn of(&self, id: ItemId) -> Option<Stand> {
        self.of.get(id.index()).copied().flatten()
    }

    /// How many stand how, of what a report shows.
    pub fn counts(&self, survey: &Survey<'_>, selection: &Selection) -> FrontCounts {
        let mut counts = FrontCounts::default();
        for (id, item) in survey.plan.ids().skip(1).filter(|(id, _)| selection.has(*id)) {
            match self.of(id) {
                Some(Stand::Now) => counts.ready += 1,
                Some(Stand::Held) => counts.held += 1,
                Some(Stand::IfThere) => counts.if_there += 1,
                Some(Stand::Waits) => counts.blocked += 1,
                None => counts.others += u32::from(item.kind == ItemKind::External && survey.layers.of[id.index()].is_some()),
            }
        }
        counts
    }
}

impl FrontCounts {
    /// The counts in words, without a full stop.
    pub fn words(&self) -> String {
        let mut words = match self.ready {
            0 if self.if_there > 0 => "nothing can start now for certain".to_owned(),
            0 => "nothing can start now".to_owned(),
            1 => "1 item can start now".to_owned(),
            ready => format!("{ready} items can start now"),
        };
        match self.held {
            0 => {}
            1 => words.push_str(", 1 is ready but held back by dates or people"),
            held => words.push_str(&format!(", {held} are ready but held back by dates or people")),
        }
        if self.if_there > 0 {
            words.push_str(&format!(", {} more if what others provide or decide is there (not stated)", self.if_there));
        }
        match self.blocked {
            0 => {}
            1 => words.push_str(", 1 waits for something else first"),
            blocked => words.push_str(&format!(", {blocked} wait for something else first")),
        }
        match self.others {
            0 => {}
            1 => words.push_str("; others must provide 1 thing"),
            others => words.push_str(&format!("; others must provide {others} things")),
        }
        words
    }
}

/// Whether the numbers of those that wait tell the rows of a list apart: not when none is above one, nor when all are the same.
pub fn told_apart(mut blocks: impl Iterator<Item = u32>) -> bool {
    let Some(first) = blocks.next() else { return false };
    let (mut most, mut count, mut same) = (first, 1, true);
    for other in blocks {
        most = most.max(other);
        same &= other == first;
        count += 1;
    }
    most > 1 && (count == 1 || !same)
}

#[cfg(test)]
mod tests {
    use super::{Front, FrontCounts, told_apart};
    use crate::view::Selection;
    use crate::view::sample::survey;

    fn counts(items: &str) -> FrontCounts {
        survey(&format!("plan p \"P\" language 1\n{items}"), |survey| Front::new(survey).counts(survey, &Selection::all(survey.plan)))
    }

    #[test]
    fn only_own_work_can_start() {
        let items = "external e missing\nmilestone m\nissue #1 active\ndecision d\ncomponent c missing\ntask t\nretire r missing needs c\n";
        assert_eq!(counts(items), FrontCounts { ready: 2, blocked: 1, others: 1, ..FrontCounts::default() });
    }

    #[test]
    fn what_is_not_stated_may_be_there() {
        let items = "external e\nexternal gone missing\ncomponent a missing needs e\nmilestone m needs e\ncomponent b missing needs m\n\
            component c missing needs gone\ncomponent d missing needs a\n";
        assert_eq!(counts(items), FrontCounts { if_there: 2, blocked: 2, others: 2, ..FrontCounts::default() });
    }

    #[test]
    fn numbers_that_are_all_small_or_all_the_same_tell_nothing() {
        let told = |list: &[u32]| told_apart(list.iter().copied());
        assert_eq!([told(&[1, 0, 1]), told(&[4, 4]), told(&[4, 1]), told(&[3]), told(&[])], [false, false, true, true, false]);
    }

    #[test]
    fn what_dates_hold_back_cannot_start_now() {
        let counted = counts("component a missing not before 2026-01-01 effort 1d\ncomponent b missing effort 1d\n");
        assert_eq!(counted, FrontCounts { ready: 1, held: 1, ..FrontCounts::default() });
        assert_eq!(counted.words(), "1 item can start now, 1 is ready but held back by dates or people");
    }

    #[test]
    fn a_moment_nothing_leads_to_holds_back_what_waits_for_it() {
        assert_eq!(counts("milestone wish\ncomponent a missing needs wish\n").blocked, 1);
    }
}
