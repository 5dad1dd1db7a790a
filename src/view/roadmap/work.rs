//! One piece of work on the roadmap: when, how long, and what it needs.

use super::rivals::{self, Rival};
use crate::model::{Item, ItemId, ItemKind, Need};
use crate::schedule::{Basis, Planned};
use crate::survey::Survey;
use crate::syntax::LinkKind;
use crate::time::Date;
use crate::view::item::texts;
use crate::view::schedule::in_days;
use crate::view::waits::{NAMED, Waits};
use crate::view::{Due, Entry, Label, Labels, phase};
use serde::Serialize;

/// A piece of work.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Work<'a> {
    /// What it is.
    pub item: Entry<'a>,
    /// When it is planned, and what that rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned: Option<Planned>,
    /// When it is to be done, as the plan counts it, when that gives no date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// The day it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// The time it takes, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<String>,
    /// The names of who works on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<&'a str>,
    /// What it needs, open needs first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Needed<'a>>,
    /// Whether it needs more than is named.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub needs_more: bool,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Working days it can slip before the end of the plan or a due date does, to hundredths; of what is open and has dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_float: Option<f64>,
    /// Whether it is open and has no float.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub critical: bool,
    /// How many open items wait for it, directly or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<u32>,
    /// Remarks; those of components and of what retires stand in the inventory.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
    /// What documents say of its schedule that differs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<Rival<'a>>,
}

/// Something that is needed.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Needed<'a> {
    /// What.
    pub item: Label<'a>,
    /// Whether it is still open.
    pub open: bool,
    /// Whether it was dropped.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dropped: bool,
    /// Its last planned day, when it is planned to end only after what needs it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_late: Option<Date>,
}

/// Makes pieces of work; knows what was computed once for all of them.
pub(super) struct Works<'a, 'l> {
    pub(super) survey: &'a Survey<'a>,
    labels: &'l Labels<'a>,
    waits: Waits<'a>,
}

impl<'a, 'l> Works<'a, 'l> {
    pub(super) fn new(survey: &'a Survey<'a>, labels: &'l Labels<'a>) -> Self {
        Works { survey, labels, waits: Waits::new(survey) }
    }

    pub(super) fn of(&self, id: ItemId) -> Work<'a> {
        let survey = self.survey;
        let item: &'a Item = survey.plan.item(id);
        let planned = survey.timetable.items[id.index()];
        let window = item.window();
        let (needs, needs_more) = self.needs(id, item, planned);
        let room = survey.timetable.rooms[id.index()].filter(|_| !survey.assessment.is_closed(id));
        Work {
            item: Entry::new(survey, id),
            planned,
            window: window.filter(|_| planned.is_none()).map(phase::window),
            done_on: item.done_on,
            effort: effort(item),
            by: item.by.iter().map(|party| &*survey.plan.parties[party.index()].title).collect(),
            needs,
            needs_more,
            due: Due::of(survey, id),
            total_float: room.map(|room| in_days(survey.plan, room.total_float)),
            critical: room.is_some_and(|room| room.critical),
            blocks: survey.waiting(id).filter(|count| *count > 0),
            notes: if item.kind.is_counted() { Vec::new() } else { texts(&item.notes) },
            rivals: rivals::of(survey, id, planned),
        }
    }

    /// Open needs first, those of what holds it among them; then what is there already.
    fn needs(&self, id: ItemId, item: &Item, planned: Option<Planned>) -> (Vec<Needed<'a>>, bool) {
        let closed = self.survey.assessment.is_closed(id);
        let waiting = if closed { Default::default() } else { self.waits.of(id) };
        let mut needs: Vec<Needed<'a>> = Vec::with_capacity(NAMED.min(waiting.needs.len() + item.needs.len()));
        for need in waiting.needs {
            let ends_late = planned.and_then(|planned| self.ends_late(item, need, planned));
            needs.push(Needed { item: self.labels.of(need), open: true, dropped: false, ends_late });
        }
        let mut more = waiting.more;
        for target in item.needs.iter().map(|need| need.target).filter(|target| closed || self.survey.assessment.is_closed(*target)) {
            if needs.len() == NAMED {
                more = true;
                break;
            }
            let dropped = self.survey.plan.item(target).is_dropped();
            needs.push(Needed { item: self.labels.of(target), open: !self.survey.assessment.is_closed(target), dropped, ends_late: None });
        }
        needs.sort_by_key(|need| (!need.open, need.dropped));
        (needs, more)
    }

    /// The last day of a need that ends only after the item begins; of windows that leave room, only when they cannot meet.
    fn ends_late(&self, item: &Item, needed: ItemId, planned: Planned) -> Option<Date> {
        let plain = |need: &Need| need.link == LinkKind::FinishStart && !need.lag.is_some_and(|lag| lag.lead);
        if item.needs.iter().any(|need| need.target == needed && !plain(need)) {
            return None;
        }
        let before = self.survey.timetable.items[needed.index()]?;
        let roomy = |basis: Basis| matches!(basis, Basis::Phase | Basis::Week | Basis::Parts);
        let late = if roomy(planned.basis) || roomy(before.basis) {
            before.period.first > planned.period.last
        } else if item.kind == ItemKind::Milestone {
            before.period.last > planned.period.last
        } else {
            before.period.last > planned.period.first
        };
        late.then_some(before.period.last)
    }
}

/// The time an item takes: person time, else working time, else calendar time.
fn effort(item: &Item) -> Option<String> {
    let words = |time: Option<crate::time::Duration>, of: &str| time.map(|time| format!("{time}{of}"));
    words(item.effort, "").or_else(|| words(item.length, " of working time")).or_else(|| words(item.duration, " of calendar time"))
}
