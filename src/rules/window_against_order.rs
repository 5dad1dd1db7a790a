//! `window-against-order`: phases or days that contradict the order of needs.
//!
//! An item stands in an earlier phase, or on earlier days, than something it needs. Move one of them, or remove the need.
//! Only what an author fixed is compared: `on`, `in week`, phases. A need of an area holds for all its parts. What may not begin before
//! something that waits for it is found as well.

use super::wording::{names, window};
use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Moment, PhaseId, Plan, Window};
use crate::progress::check::{Calendar, Days};
use crate::schedule::activity::What;
use crate::schedule::why;
use crate::survey::Survey;
use crate::syntax::LinkKind;
use crate::text::Place;
use std::collections::BTreeMap;

/// Parts that are looked at in all, to find those of an area that begin too early.
const BUDGET: usize = 500_000;

/// Finds needs that the windows contradict, and phases that come after what ends later.
pub fn window_against_order(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let calendar = Calendar::new(survey.plan);
    phases(survey.plan, &calendar, found);
    circles(survey, found);
    before_own_parts(survey, found);
    let mut check = Check::new(survey, &calendar);
    for (id, item) in survey.plan.ids().skip(1) {
        for need in &item.needs {
            let overlaps = need.link == LinkKind::FinishStart && !need.lag.is_some_and(|lag| lag.lead);
            found.extend(check.need(id, need.target, need.place, overlaps));
        }
    }
    for junction in &survey.plan.junctions {
        // Of those that are needed, the one that comes last speaks for all; of those that wait, each for itself.
        let last = junction.needed.iter().filter_map(|id| Some((check.latest[id.index()]?.begins(survey.plan), *id))).max();
        if let Some((_, needed)) = last {
            found.extend(junction.waiting.iter().filter_map(|id| check.need(*id, needed, junction.said, true)).collect::<Vec<_>>());
        }
    }
}

/// A window of one item.
#[derive(Debug, Clone, Copy)]
struct Fixed {
    item: ItemId,
    days: Days,
    /// What it rests on, if not on its phase.
    window: Option<Window>,
    phase: Option<PhaseId>,
}

impl Fixed {
    /// When it begins; among equals the name tells, so that the order of statements never does.
    fn begins(self, plan: &Plan) -> (i64, &str) {
        (self.days.first, &plan.item(self.item).name)
    }

    fn is_on_days(self) -> bool {
        matches!(self.window, Some(Window::Days(..) | Window::Dates(_)))
    }
}

struct Check<'c, 'a> {
    survey: &'c Survey<'a>,
    calendar: &'c Calendar<'a>,
    /// By item: its own window, or of a container that has none, that of the open part that begins last.
    latest: Vec<Option<Fixed>>,
    /// By item: of its open parts, or itself, the first day on which one ends and on which one begins.
    earliest: Vec<Option<(i64, i64)>>,
    budget: usize,
}

impl<'c, 'a> Check<'c, 'a> {
    fn new(survey: &'c Survey<'a>, calendar: &'c Calendar<'a>) -> Self {
        let count = survey.plan.items.len();
        let mut check = Check { survey, calendar, latest: vec![None; count], earliest: vec![None; count], budget: BUDGET };
        for index in (1..count).rev() {
            let id = ItemId(index as u32);
            let Some(own) = check.own(id) else { continue };
            check.latest[index] = Some(own);
            check.earliest[index] = Some((own.days.last, own.days.first));
        }
        for index in (1..count).rev() {
            let Some(parent) = survey.plan.items[index].parent.filter(|parent| *parent != Plan::ROOT) else { continue };
            if check.own(parent).is_some() || survey.assessment.closed[index] {
                continue;
            }
            if let Some(part) = check.latest[index] {
                let seen = &mut check.latest[parent.index()];
                *seen = Some(seen.filter(|seen| seen.begins(survey.plan) >= part.begins(survey.plan)).unwrap_or(part));
            }
            if let Some((end, begin)) = check.earliest[index] {
                let (ends, begins) = check.earliest[parent.index()].unwrap_or((end, begin));
                check.earliest[parent.index()] = Some((ends.min(end), begins.min(begin)));
            }
        }
        check
    }

    /// What the author fixed of an item that is still open; of a container only its own days or weeks.
    fn own(&self, id: ItemId) -> Option<Fixed> {
        let item = self.survey.plan.item(id);
        if self.survey.assessment.is_closed(id) || item.is_dropped() {
            return None;
        }
        if let Some(window) = item.window() {
            return Some(Fixed { item: id, days: self.calendar.window(window), window: Some(window), phase: item.phase });
        }
        let phase = item.phase.filter(|_| !item.is_container())?;
        // A phase of which nothing is known still has its place among the others.
        let days = self.calendar.phase(phase).unwrap_or(Days { first: i64::MIN, last: i64::MAX, adrift: false });
        Some(Fixed { item: id, days, window: None, phase: Some(phase) })
    }

    fn need(&mut self, waiting: ItemId, needed: ItemId, place: Place, overlaps: bool) -> Option<Diagnostic> {
        let late = self.latest[needed.index()]?;
        let mut early: Vec<Fixed> = Vec::new();
        match self.own(waiting) {
            Some(own) => early.extend(contradicts(self.calendar, own, late, overlaps).then_some(own)),
            None => self.parts(waiting, late, overlaps, &mut early),
        }
        early.sort_by(|a, b| self.survey.plan.item(a.item).name.cmp(&self.survey.plan.item(b.item).name));
        let first = *early.first()?;
        Some(finding(self.survey.plan, waiting, needed, place, &early, first, late))
    }

    /// The open parts of an area that end or begin too early.
    fn parts(&mut self, area: ItemId, late: Fixed, overlaps: bool, early: &mut Vec<Fixed>) {
        let mut open = vec![area];
        while let Some(id) = open.pop() {
            let Some((ends, begins)) = self.earliest[id.index()] else { continue };
            if self.calendar.is_complete() && ends >= late.days.first && begins >= late.days.last {
                continue;
            }
            let Some(left) = self.budget.checked_sub(1) else { return };
            self.budget = left;
            match self.own(id) {
                Some(own) => early.extend(contradicts(self.calendar, own, late, overlaps).then_some(own)),
                None => open.extend(self.survey.plan.item(id).children.iter().rev()),
            }
        }
    }
}

/// Whether what waits ends before what it needs begins; when both stand on fixed days, also whether it begins before that ends.
fn contradicts(calendar: &Calendar<'_>, waiting: Fixed, needed: Fixed, overlaps: bool) -> bool {
    if waiting.item == needed.item || waiting.days.adrift != needed.days.adrift {
        return false;
    }
    if waiting.days.before(needed.days) {
        return true;
    }
    if overlaps && waiting.is_on_days() && needed.is_on_days() {
        return waiting.days.first < needed.days.last;
    }
    // Where windows do not tell, the order of the phases does.
    let untold = waiting.window.is_none() && needed.window.is_none() && (waiting.days.last == i64::MAX || needed.days.first == i64::MIN);
    match (waiting.phase, needed.phase) {
        (Some(early), Some(late)) => untold && calendar.comes_after(late, early) && !calendar.comes_after(early, late),
        _ => false,
    }
}

fn finding(plan: &Plan, waiting: ItemId, needed: ItemId, place: Place, early: &[Fixed], first: Fixed, late: Fixed) -> Diagnostic {
    let name = |id: ItemId| &*plan.item(id).name;
    let whole = if first.item == waiting { String::new() } else { format!("`{}`, which it is part of, ", name(waiting)) };
    let part = if late.item == needed { "which".to_owned() } else { format!("of which `{}`", name(late.item)) };
    let stands = |fixed: Fixed| format!("`{}` stands {}", name(fixed.item), when(plan, fixed));
    let (first_stands, late_when) = (stands(first), when(plan, late));
    let message = format!("{first_stands}, but {whole}needs `{}`, {part} stands {late_when}", name(needed));
    let diagnostic = Diagnostic::new(&code::WINDOW_AGAINST_ORDER, message).at(place, "needed here").about(name(first.item));
    let mut diagnostic = diagnostic.see(said(plan, first), first_stands);
    for fixed in early.iter().skip(1).take(3) {
        diagnostic = diagnostic.see(said(plan, *fixed), stands(*fixed));
    }
    diagnostic = diagnostic.see(said(plan, late), format!("`{}` stands {late_when}", name(late.item)));
    if early.len() > 1 {
        let others: Vec<&str> = early.iter().skip(1).map(|fixed| name(fixed.item)).collect();
        diagnostic = diagnostic.note(format!("the same holds for {}", names(&others, 6)));
    }
    diagnostic.help("move one of the two, or remove the need")
}

fn said(plan: &Plan, fixed: Fixed) -> Place {
    let item = plan.item(fixed.item);
    item.window_said.filter(|_| fixed.window.is_some()).unwrap_or(item.said)
}

fn when(plan: &Plan, fixed: Fixed) -> String {
    match (fixed.window, fixed.phase) {
        (Some(days @ (Window::Days(..) | Window::Dates(_))), _) => format!("on {}", window(plan, days)),
        (Some(weeks), _) => format!("in {}", window(plan, weeks)),
        (None, Some(phase)) => {
            let phase = &plan.phases[phase.index()];
            match phase.window {
                Some(days) => format!("in phase `{}`, {}", phase.id, window(plan, days)),
                None => format!("in phase `{}`", phase.id),
            }
        }
        (None, None) => String::new(),
    }
}

/// Phases that begin before those they come after have ended, and phases that come after themselves.
fn phases(plan: &Plan, calendar: &Calendar<'_>, found: &mut Vec<Diagnostic>) {
    for (index, phase) in plan.phases.iter().enumerate() {
        let id = PhaseId(index as u32);
        for (before, place) in &phase.after {
            let earlier = &plan.phases[before.index()];
            if *before == id || calendar.comes_after(*before, id) {
                let message = format!("phase `{}` comes after `{}`, which comes after it", phase.id, earlier.id);
                let diagnostic = Diagnostic::new(&code::WINDOW_AGAINST_ORDER, message).at(*place, "a circle of phases");
                found.push(diagnostic.about(&*plan.root().name).help("remove one of these `after`"));
                continue;
            }
            let (Some(own), Some(other)) = (phase.window, earlier.window) else { continue };
            let (days, ends) = (calendar.window(own), calendar.window(other));
            if days.adrift == ends.adrift && days.first < ends.last {
                let message = format!(
                    "phase `{}`, {}, comes after `{}`, but begins before that ends: {}",
                    phase.id,
                    window(plan, own),
                    earlier.id,
                    window(plan, other)
                );
                found.push(
                    Diagnostic::new(&code::WINDOW_AGAINST_ORDER, message)
                        .at(*place, "after this")
                        .see(phase.window_said.unwrap_or(phase.said), "begins too early")
                        .see(earlier.window_said.unwrap_or(earlier.said), "ends too late")
                        .about(&*plan.root().name)
                        .help("move one of the windows, or remove the `after`"),
                );
            }
        }
    }
}

/// Things with parts that may not begin before themselves, or before one of their parts.
fn before_own_parts(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    for (id, item) in plan.ids().skip(1).filter(|(id, item)| item.is_container() && !survey.assessment.is_closed(*id)) {
        let Some(Moment::Item(other)) =
            item.not_before.filter(|moment| matches!(moment, Moment::Item(other) if plan.is_within(*other, id)))
        else {
            continue;
        };
        let name = &plan.item(other).name;
        let why = if other == id { "itself".to_owned() } else { format!("its own part `{name}`") };
        let message = format!("`{}` may not begin before {why}; `not before` is left out", item.name);
        let diagnostic = Diagnostic::new(&code::WINDOW_AGAINST_ORDER, message).at(item.said, format!("may not begin before `{name}`"));
        found.push(diagnostic.about(&*item.name).help("remove the `not before`"));
    }
}

/// What may not begin before something that waits for it; one finding a circle.
fn circles(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    let what = |at: u32| table.build.work.activity(at).what;
    let mut known: BTreeMap<Vec<String>, Vec<(ItemId, String, String)>> = BTreeMap::new();
    for circle in &table.build.circles {
        let (Some(first), Some(last)) = (circle.first(), circle.last()) else { continue };
        let Some(item) = table.item_of(*first) else { continue };
        let mut names: Vec<String> = circle.iter().filter(|at| what(**at) != What::Junction).map(|at| why::name(plan, what(*at))).collect();
        names.dedup();
        let shown = format!("{} → {}", names.join(" → "), why::name(plan, what(*first)));
        let mut members = names;
        members.sort();
        members.dedup();
        known.entry(members).or_default().push((item, why::name(plan, what(*last)), shown));
    }
    for mut held in known.into_values() {
        held.sort_by(|a, b| plan.item(a.0).name.cmp(&plan.item(b.0).name).then_with(|| a.1.cmp(&b.1)));
        let Some(((first, other, shown), more)) = held.split_first() else { continue };
        let item = plan.item(*first);
        let why = match held.len() {
            1 if *other == format!("`{}`", item.name) => "itself".to_owned(),
            _ => format!("{other}, which waits for it: a circle, {shown}"),
        };
        let message = format!("`{}` may not begin before {why}; `not before` is left out", item.name);
        let mut diagnostic =
            Diagnostic::new(&code::WINDOW_AGAINST_ORDER, message).at(item.said, format!("may not begin before {other}")).about(&*item.name);
        for (also, other, _) in more.iter().take(6) {
            diagnostic = diagnostic.see(plan.item(*also).said, format!("may not begin before {other}; left out as well"));
        }
        found.push(diagnostic.help("remove the `not before`, or what closes the circle"));
    }
}
