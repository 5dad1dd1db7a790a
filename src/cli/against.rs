//! `--against`: the plans at another revision, and what the tree and the reports showed there.

use super::args::Against;
use super::witness::Witness;
use crate::compile::resolved;
use crate::evidence::Evidence;
use crate::io::Revision;
use crate::load::{Files, load};
use crate::model::Plan;
use crate::ratchet::{Before, covers_questions};
use std::collections::BTreeMap;

/// The plans at another revision.
pub(super) struct Other {
    revision: String,
    commit: String,
    reports: Option<String>,
    files: Files,
    plans: BTreeMap<String, Plan>,
}

impl Other {
    /// Reads the plans that were named, as they are at the revision; nothing when none is given.
    ///
    /// # Errors
    /// When there is no such revision, or its plans are not sound, in words for people.
    pub(super) fn new(named: &[String], against: &Against) -> Result<Option<Other>, String> {
        let Some(revision) = &against.against else { return Ok(None) };
        let world = Revision::new(revision).map_err(|why| format!("cannot compare with `{revision}`: {why}"))?;
        let named: Vec<String> = named.iter().filter(|path| *path != crate::load::STANDARD_INPUT).cloned().collect();
        let files = load(&world, &named, None);
        let mut plans = BTreeMap::new();
        {
            let parsed = files.parse();
            let (groups, _) = files.groups(&parsed);
            for group in &groups {
                let made = resolved(&world, &files, group, &parsed);
                let plan = made.sound().ok_or_else(|| format!("cannot compare with `{revision}`: a plan was not sound there"))?;
                plans.insert(plan.root().id.to_string(), plan);
            }
        }
        let commit = world.commit().to_owned();
        Ok(Some(Other { revision: revision.clone(), commit, reports: against.against_evidence.clone(), files, plans }))
    }

    /// How it was named.
    pub(super) fn revision(&self) -> &str {
        &self.revision
    }

    /// The plan of an id as it is there.
    pub(super) fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.get(id)
    }

    /// What a plan is compared with; nothing when there was no such plan. `evidence` is what is known of the plan now.
    ///
    /// # Errors
    /// When the tree of the revision cannot be read, in words for people.
    pub(super) fn before(
        &mut self,
        plan: &Plan,
        files: &Files,
        evidence: Option<&Evidence>,
        witness: &Witness<'_>,
    ) -> Result<Option<Before<'_>>, String> {
        let Some(then) = self.plans.get_mut(&*plan.root().id) else { return Ok(None) };
        let (mut own, mut held) = (None, None);
        if evidence.is_some() {
            witness.complete(then);
            let at = |plan: &Plan, files: &Files| {
                let known = witness.at_revision(plan, files, &self.revision, self.reports.as_deref());
                known.map_err(|why| format!("cannot compare with `{}`: {why}", self.revision))
            };
            held = at(plan, files)?;
            own = match &held {
                Some(held) if covers_questions(held, plan, then) => Some(held.clone()),
                _ => at(then, &self.files)?,
            };
        }
        let before = Before {
            revision: self.revision.as_str().into(),
            commit: Some(self.commit.as_str().into()),
            sources: &self.files.sources,
            plan: then,
            evidence: own,
            held,
        };
        Ok(Some(before))
    }
}
