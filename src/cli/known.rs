//! What plans found at revisions in earlier runs. A commit never changes, so that nothing of it has to be looked at again.

use super::args::Global;
use crate::evidence::{Evidence, Limits, asks_for_reports};
use crate::io::{Cache, Hourglass};
use crate::load::Files;
use crate::model::Plan;
use crate::tree::Tree;

/// Where it is kept what a plan finds in a tree.
pub(super) struct Known {
    cache: Cache,
    /// All that this depends on.
    key: String,
}

impl Known {
    /// Where it is kept; nothing when the tree may change, when the plan asks for reports, which lie outside of it, or when nothing is to
    /// be kept.
    pub(super) fn of(global: &Global, plan: &Plan, files: &Files, tree: &dyn Tree, limits: Limits) -> Option<Known> {
        let cache = if global.no_cache { None } else { Cache::open() }?;
        let tree = tree.fixed().filter(|_| !asks_for_reports(plan))?;
        let sources: Vec<(&str, &str)> = files.sources.iter().map(|(_, source)| (&*source.path, &*source.text)).collect();
        let aliases: Vec<(&str, &str)> = plan.aliases.iter().map(|alias| (&*alias.from, &*alias.to)).collect();
        let key = serde_json::to_string(&(tree, &*plan.root().id, limits.file_bytes, limits.kept, aliases, sources)).ok()?;
        Some(Known { cache, key })
    }

    /// What was found.
    pub(super) fn evidence(&self) -> Option<Evidence> {
        self.cache.facts(&self.key)
    }

    /// Keeps what was found in a tree, if nothing but its content decided that: all of it could be read, in the time given.
    pub(super) fn keep(&self, tree: &Hourglass<'_>, evidence: &Evidence) {
        if tree.gave_all() && tree.fixed().is_some() {
            self.cache.keep(&self.key, evidence);
        }
    }
}
