//! The two revisions, and all that the parts of a comparison look at.

use super::matching::Pairs;
use super::moves::Moves;
use crate::evidence::Evidence;
use crate::graph::Network;
use crate::model::Plan;
use crate::progress::Assessment;
use crate::text::{Place, Sources};
use crate::time::Date;

/// One revision of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// The texts it is written in.
    pub sources: &'s Sources,
    /// The plan.
    pub plan: &'s Plan,
    /// What the tree and the reports of that revision show, if they were looked at.
    pub evidence: Option<&'s Evidence>,
}

/// The other revision, to be held beside a plan.
#[derive(Debug, Clone)]
pub struct Before<'b> {
    /// How it was named.
    pub revision: Box<str>,
    /// Its commit.
    pub commit: Option<Box<str>>,
    /// Its texts.
    pub sources: &'b Sources,
    /// Its plan.
    pub plan: &'b Plan,
    /// What its tree and its reports show of its own plan.
    pub evidence: Option<Evidence>,
    /// What its tree and its reports show of the plan as it is now, so that both trees are asked the same.
    pub held: Option<Evidence>,
    /// Which files of the tree at hand were moved since.
    pub moves: Moves,
}

/// Everything the parts of a comparison look at.
pub(super) struct Both<'c> {
    pub then: Side<'c>,
    pub now: Side<'c>,
    /// What the tree of then shows of the plan of now.
    pub held: Option<&'c Evidence>,
    pub assessed_then: &'c Assessment,
    pub assessed_now: &'c Assessment,
    /// The plan of now on the tree of then.
    pub assessed_held: &'c Assessment,
    pub network: &'c Network,
    pub moves: &'c Moves,
    pub pairs: Pairs,
    pub data_date: Date,
}

impl Both<'_> {
    /// `file:line` of a place of then.
    pub(super) fn was(&self, place: Place) -> Box<str> {
        self.then.sources.line_of(place).into()
    }
}
