//! Task lists: what is to be done, step by step, by area.

mod line;

pub use line::{Line, StepLine};

use super::Selection;
use super::inventory::aliases;
use crate::model::{ItemId, ItemKind, Plan};
use crate::progress::Standing;
use crate::survey::Survey;
use serde::Serialize;

/// Task lists: what is to be done, step by step, by area.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Checklist<'a> {
    /// How many lines are done; lines that hold others are not counted.
    pub done: u32,
    /// How many lines there are.
    pub total: u32,
    /// How many items were dropped and are left out.
    pub dropped: u32,
    /// Path prefixes that stand for others: as the plan writes them, and as the tree has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<(&'a str, &'a str)>,
    /// Areas in the order of the source, each before what it holds, then what stands outside of areas.
    pub sections: Vec<Section<'a>>,
}

/// An area, or a group of what stands outside of areas.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Section<'a> {
    /// Its full name; none for groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
    /// How many areas are around it.
    pub depth: u32,
    /// How many of its lines are done, those of the areas in it included.
    pub done: u32,
    /// How many there are.
    pub total: u32,
    /// What it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<&'a str>,
    /// Its own lines, each before what it holds.
    pub lines: Vec<Line<'a>>,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Checklist<'a> {
    let sums = sums(survey, selection);
    let mut walk = Walk { survey, selection, sums: &sums, sections: Vec::new() };
    let top = &survey.plan.root().children;
    for id in top {
        if survey.plan.item(*id).kind == ItemKind::Area {
            walk.area(*id, 0);
        }
    }
    for (title, kinds) in GROUPS {
        walk.group(title, top.iter().copied().filter(|id| kinds.contains(&survey.plan.item(*id).kind)));
    }
    let dropped = |(id, item): &(ItemId, &crate::model::Item)| item.is_dropped() && selection.has(*id);
    let sections = walk.sections;
    let (done, total) = sums[Plan::ROOT.index()];
    let dropped = survey.plan.ids().filter(dropped).count() as u32;
    Checklist { done, total, dropped, aliases: aliases(survey.plan), sections }
}

/// Whether the report would say anything: there is work, or a step.
pub fn has_content(survey: &Survey<'_>) -> bool {
    survey.plan.items.iter().any(|item| item.kind.is_work() || !item.steps.is_empty())
}

/// What stands outside of areas, by kind.
const GROUPS: &[(&str, &[ItemKind])] = &[
    ("Work outside of areas", &[ItemKind::Component, ItemKind::Retire, ItemKind::Task]),
    ("Milestones", &[ItemKind::Milestone]),
    ("Issues", &[ItemKind::Issue]),
    ("Decisions", &[ItemKind::Decision]),
    ("Provided by others", &[ItemKind::External]),
];

/// By item: how many lines in it are done, and how many there are. A whole is a line of its own while its own conditions keep it open.
fn sums(survey: &Survey<'_>, selection: &Selection) -> Vec<(u32, u32)> {
    let plan = survey.plan;
    let mut sums = vec![(0, 0); plan.items.len()];
    // Parts stand behind the whole, so going backwards every part is complete before it is added.
    for (id, item) in plan.items.iter().enumerate().rev().map(|(at, item)| (ItemId(at as u32), item)) {
        let standing = survey.assessment.standing(id);
        if standing == Standing::Dropped {
            sums[id.index()] = (0, 0);
            continue;
        }
        if (!item.is_container() || survey.assessment.unmet[id.index()]) && item.kind != ItemKind::Area && selection.has(id) {
            sums[id.index()].0 += u32::from(standing == Standing::Done);
            sums[id.index()].1 += 1;
        }
        if let Some(parent) = item.parent {
            let (done, total) = sums[id.index()];
            sums[parent.index()].0 += done;
            sums[parent.index()].1 += total;
        }
    }
    sums
}

struct Walk<'a, 'w> {
    survey: &'a Survey<'a>,
    selection: &'w Selection,
    sums: &'w [(u32, u32)],
    sections: Vec<Section<'a>>,
}

impl<'a> Walk<'a, '_> {
    fn area(&mut self, id: ItemId, depth: u32) {
        let item = self.survey.plan.item(id);
        let (done, total) = self.sums[id.index()];
        if total == 0 {
            return;
        }
        let at = self.sections.len();
        let goals = item.goals.iter().map(|goal| &*goal.text).collect();
        self.sections.push(Section { name: Some(&item.name), title: &item.title, depth, done, total, goals, lines: Vec::new() });
        let mut lines = Vec::new();
        for child in &item.children {
            if self.survey.plan.item(*child).kind != ItemKind::Area {
                self.line(*child, 0, &mut lines);
            }
        }
        self.sections[at].lines = lines;
        for child in &item.children {
            if self.survey.plan.item(*child).kind == ItemKind::Area {
                self.area(*child, depth + 1);
            }
        }
    }

    fn group(&mut self, title: &'static str, ids: impl Iterator<Item = ItemId>) {
        let mut lines = Vec::new();
        let (mut done, mut total) = (0, 0);
        for id in ids {
            done += self.sums[id.index()].0;
            total += self.sums[id.index()].1;
            self.line(id, 0, &mut lines);
        }
        if !lines.is_empty() {
            self.sections.push(Section { name: None, title, depth: 0, done, total, goals: Vec::new(), lines });
        }
    }

    fn line(&self, id: ItemId, depth: u32, lines: &mut Vec<Line<'a>>) {
        let survey = self.survey;
        if !self.selection.has(id) || survey.assessment.standing(id) == Standing::Dropped {
            return;
        }
        lines.push(Line::new(survey, id, depth));
        for child in &survey.plan.item(id).children {
            self.line(*child, depth + 1, lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::survey;

    #[test]
    fn areas_count_their_lines_and_dropped_ones_are_left_out() {
        let plan = "plan p \"P\" language 1\narea a {\n component x done\n component y dropped\n area b {\n  component z missing count 20\n }\n}\n\
            task t\nissue #3 resolved\n";
        survey(plan, |survey| {
            let list = build(survey, &Selection::all(survey.plan));
            let told: Vec<_> = list.sections.iter().map(|section| (section.title, section.done, section.total)).collect();
            assert_eq!(told, [("a", 1, 2), ("b", 0, 1), ("Work outside of areas", 0, 1), ("Issues", 1, 1)]);
            assert_eq!((list.done, list.total, list.dropped), (2, 4, 1));
        });
    }

    #[test]
    fn parts_of_components_stand_below_them() {
        survey("plan p \"P\" language 1\ncomponent whole {\n component part done\n}\n", |survey| {
            let list = build(survey, &Selection::all(survey.plan));
            let told: Vec<_> = list.sections[0].lines.iter().map(|line| (line.item.name, line.depth, line.done)).collect();
            assert_eq!(told, [("whole", 0, true), ("whole.part", 1, true)]);
            assert_eq!((list.done, list.total), (1, 1));
        });
    }
}
