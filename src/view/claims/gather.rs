//! Every claim of a plan, with what it speaks of.

use crate::model::{Claim, ItemId, ItemKind, PhaseId, Plan};
use crate::progress::check::Subject;
use crate::survey::Survey;
use crate::view::Selection;
use serde::Serialize;

/// What kind of thing a document spoke of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The plan as a whole.
    Plan,
    /// An item.
    Item,
    /// An issue.
    Issue,
    /// A line of an item's checklist.
    Step,
    /// A phase.
    Phase,
    /// A target.
    Target,
    /// An entry of an import registry.
    Import,
}

/// What a document spoke of, as people call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Named<'a> {
    /// What kind of thing it is.
    pub about: About,
    /// Its title.
    pub title: &'a str,
    /// The title of what it is part of, or the number of an issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<&'a str>,
    /// The names that are imported.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub names: &'a [Box<str>],
}

impl<'a> Named<'a> {
    /// The name of an item.
    pub fn item(plan: &'a Plan, id: ItemId) -> Named<'a> {
        let item = plan.item(id);
        let parent = || item.parent.filter(|parent| *parent != Plan::ROOT).map(|parent| &*plan.item(parent).title);
        let (about, within) = match item.kind {
            ItemKind::Plan => (About::Plan, None),
            ItemKind::Issue => (About::Issue, Some(&*item.id)),
            _ => (About::Item, parent()),
        };
        Named::new(about, &item.title, within)
    }

    fn new(about: About, title: &'a str, within: Option<&'a str>) -> Named<'a> {
        Named { about, title, within, names: &[] }
    }
}

/// A claim and what it speaks of.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// For the check.
    pub subject: Subject<'a>,
    /// For people.
    pub named: Named<'a>,
    /// The same for all claims on one thing, and for no other.
    pub thing: u32,
    /// The claim.
    pub claim: &'a Claim,
}

/// All claims on what a report shows, in the order of the source within each kind. Claims on the plan as a whole, its phases
/// and its registries are left out when only a part is shown.
pub fn gather<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<Said<'a>> {
    let plan = survey.plan;
    let mut all = All::default();
    for (id, item) in plan.ids() {
        if !selection.has(id) || (id == Plan::ROOT && !selection.is_all()) {
            continue;
        }
        all.add(Subject::Item(id), &item.claims, || Named::item(plan, id));
        for step in &item.steps {
            all.add(Subject::Step(step), &step.claims, || Named::new(About::Step, &step.title, Some(&item.title)));
        }
    }
    for target in plan.targets.iter().filter(|target| selection.has(target.parent) && (selection.is_all() || target.parent != Plan::ROOT)) {
        all.add(Subject::Target(target), &target.claims, || Named::new(About::Target, &target.title, None));
    }
    if selection.is_all() {
        for (index, phase) in plan.phases.iter().enumerate() {
            let named = || Named::new(About::Phase, &phase.title, None);
            all.add(Subject::Phase(PhaseId(index as u32)), &phase.claims, named);
        }
        for registry in &plan.registries {
            for entry in &registry.entries {
                let title = entry.subjects.first().map_or("", |subject| subject);
                let named = || Named { names: &entry.names, ..Named::new(About::Import, title, Some(&registry.title)) };
                all.add(Subject::Entry(entry), &entry.claims, named);
            }
        }
    }
    all.said
}

/// Claims in the gathering.
#[derive(Default)]
struct All<'a> {
    said: Vec<Said<'a>>,
    things: u32,
}

impl<'a> All<'a> {
    fn add(&mut self, subject: Subject<'a>, claims: &'a [Claim], named: impl FnOnce() -> Named<'a>) {
        if claims.is_empty() {
            return;
        }
        let (named, thing) = (named(), self.things);
        self.things += 1;
        self.said.extend(claims.iter().map(|claim| Said { subject, named, thing, claim }));
    }
}

/// Whether the plan records any claim.
pub fn any(plan: &Plan) -> bool {
    plan.items.iter().any(|item| !item.claims.is_empty() || item.steps.iter().any(|step| !step.claims.is_empty()))
        || plan.targets.iter().any(|target| !target.claims.is_empty())
        || plan.phases.iter().any(|phase| !phase.claims.is_empty())
        || plan.registries.iter().flat_map(|registry| &registry.entries).any(|entry| !entry.claims.is_empty())
}
