//! What needs what: arrows, layers, and how much hangs on each item.

mod arrows;
mod diagram;
mod waits;

pub use arrows::{Arrow, ArrowEnd, ItemRef};
pub use diagram::{DRAWN_EDGES, Diagram, DiagramEdge, DiagramNode, Diagrams};
pub use waits::{ExternalRow, Layer, LayerGroup, LeftOut, LinkRow, RedundantRow, WaitRow};

use super::{Front, FrontCounts, Selection};
use crate::model::ItemKind;
use crate::survey::Survey;
use arrows::Needs;
use serde::Serialize;

/// What needs what: arrows, layers, and how much hangs on each item.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Dependencies<'a> {
    /// How many needs are shown; those that meet in one point add up.
    pub needs: usize,
    /// How many of the items shown are open, of those that are no containers.
    pub open: usize,
    /// How much of the plan's own work can start, and how much waits.
    pub front: FrontCounts,
    /// What is needed, and by what, in the order of work.
    pub arrows: Vec<Arrow<'a>>,
    /// Open work by distance from being ready.
    pub layers: Vec<Layer<'a>>,
    /// What each item needs, and how much waits for it, most first.
    pub waits: Vec<WaitRow<'a>>,
    /// Whether what waits indirectly was not counted, because the plan is too large.
    pub indirect_left_out: bool,
    /// Needs that are more than "begins when the other is done".
    pub links: Vec<LinkRow<'a>>,
    /// Needs that a longer chain already says.
    pub redundant: Vec<RedundantRow<'a>>,
    /// What chains to everything leave out.
    pub left_out: Vec<LeftOut<'a>>,
    /// What others provide.
    pub externals: Vec<ExternalRow<'a>>,
    /// The same as pictures.
    pub diagrams: Diagrams<'a>,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Dependencies<'a> {
    let needs = Needs::new(survey, selection);
    let layers = waits::layers(&needs);
    let front = Front::new(survey).counts(survey, selection);
    Dependencies {
        needs: needs.list.len() + needs.joined.iter().map(|join| join.needed.len() + join.waiting.len()).sum::<usize>(),
        open: layers.iter().map(|layer| layer.count).sum(),
        front,
        arrows: arrows::arrows(&needs),
        layers,
        waits: waits::waits(&needs),
        indirect_left_out: survey.reach.is_none(),
        links: waits::links(&needs),
        redundant: waits::redundant(&needs),
        left_out: waits::left_out(&needs),
        externals: waits::externals(&needs),
        diagrams: diagram::diagrams(&needs),
    }
}

/// Whether the report would say anything.
pub fn has_content(survey: &Survey<'_>) -> bool {
    !survey.plan.junctions.is_empty() || survey.plan.items.iter().any(|item| !item.needs.is_empty() || item.kind == ItemKind::External)
}
