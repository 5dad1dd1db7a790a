//! `--against`: the plans at another revision, and what the tree and the reports showed there.

use super::args::Against;
use super::places::folder_of;
use super::session;
use super::witness::Witness;
use crate::compile::{Draft, resolved};
use crate::diag::Diagnostic;
use crate::evidence::Evidence;
use crate::io::{Disk, Revision};
use crate::load::{Files, STANDARD_INPUT, load};
use crate::model::Plan;
use crate::ratchet::{Before, Filed, Moves, by_content, by_id, covers_questions};
use crate::render::findings;
use crate::text::Sources;
use crate::world::World;
use std::collections::BTreeSet;

/// The plans at another revision.
pub(super) struct Other {
    revision: String,
    commit: String,
    reports: Option<String>,
    /// The plans of the paths that were named, and where these do not hold them all, of all other paths.
    pools: Vec<Pool>,
    /// By plan of now, its counterpart.
    found: Vec<Option<usize>>,
    /// The plans that have no counterpart any more.
    gone: Vec<usize>,
    /// Those that were not sound there, and are gone: how each is called, and where it stood.
    gone_faulty: Vec<(String, String)>,
    /// By plan of now, what was wrong with it there, where it was not sound.
    not_compared: Vec<Option<Vec<String>>>,
}

/// Plans that were read together.
struct Pool {
    files: Files,
    plans: Vec<Plan>,
    faulty: Vec<Faulty>,
}

/// A plan that was not sound at the revision.
struct Faulty {
    /// What it was called; nothing where it could not be read at all.
    id: Option<String>,
    /// Its files.
    paths: Vec<String>,
    /// What was wrong with it, one line each.
    faults: Vec<String>,
}

impl Pool {
    /// Reads plans as they are at a revision, those that are not sound apart from the others.
    fn read(world: &Revision, paths: &[String]) -> Pool {
        let files = load(world, paths, None);
        let (mut plans, mut faulty) = (Vec::new(), Vec::new());
        {
            let parsed = files.parse();
            let (groups, _) = files.groups(&parsed);
            for group in &groups {
                let resolved = resolved(world, &files, group, &parsed);
                let paths: Vec<String> = group.files.iter().map(|file| files.sources.get(*file).path.to_string()).collect();
                let fatal = resolved.faults().map(|(_, faults)| faults).unwrap_or_default();
                // What could not be included is missing from the plan.
                let of_files = |found: &&Diagnostic| found.place().is_some_and(|place| group.files.contains(&place.file));
                let included = files.diagnostics.iter().filter(of_files);
                let mut faults: Vec<String> =
                    fatal.into_iter().chain(included).map(|fault| findings::short(&files.sources, fault)).collect();
                // So is a file that lies with it and could not be read: it may be a part.
                let lies_with = |path: &str| paths.first().is_some_and(|root| within(folder_of(root), path));
                faults.extend(files.unread.iter().filter(|(path, _)| lies_with(path)).map(unreadable));
                if faults.is_empty() {
                    plans.extend(resolved.sound());
                } else {
                    faulty.push(Faulty { id: Some(resolved.id().to_owned()), paths, faults });
                }
            }
            let unread = files.unread.iter().map(|one| Faulty { id: None, paths: vec![one.0.clone()], faults: vec![unreadable(one)] });
            faulty.extend(unread);
        }
        Pool { files, plans, faulty }
    }

    /// The plans of all files beside those that were read.
    fn beside(&self, world: &Revision) -> Result<Pool, String> {
        let mut paths = world.plans_in(".")?;
        paths.retain(|path| self.files.sources.find(path).is_none());
        Ok(Pool::read(world, &paths))
    }
}

/// What is said of a file that could not be read.
fn unreadable((path, why): &(String, String)) -> String {
    format!("cannot read {path}: {why}")
}

/// Whether a file lies in a folder, however deep.
fn within(folder: &str, path: &str) -> bool {
    matches!(folder, "" | ".") || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// A plan with its file.
fn filed<'p>(sources: &'p Sources, plan: &'p Plan) -> Filed<'p> {
    Filed { path: &sources.get(plan.root().said.file).path, plan }
}

fn all(pools: &[Pool]) -> Vec<Filed<'_>> {
    pools.iter().flat_map(|pool| pool.plans.iter().map(|plan| filed(&pool.files.sources, plan))).collect()
}

impl Other {
    /// Reads the plans that were named, as they are at the revision, and finds which is which of those at hand; nothing when no revision is
    /// given. Where no plan is named, those are read that would be read there.
    ///
    /// # Errors
    /// When there is no such revision, in words for people.
    pub(super) fn new(given: &[String], against: &Against, files: &Files, drafts: &[Draft]) -> Result<Option<Other>, String> {
        let Some(revision) = &against.against else { return Ok(None) };
        let failed = |why: String| format!("cannot compare with `{revision}`: {why}");
        let world = Revision::new(revision).map_err(failed)?;
        let mut named = session::named(given);
        let usual = session::usual(&world);
        // What is only read there may hold plans that are none of this project.
        let other_folder = given.is_empty() && named.first() != Some(&usual);
        if other_folder {
            named = vec![usual];
        }
        let is_there = |path: &String| match world.is_folder(path) {
            true => world.plans_in(path).is_ok_and(|plans| !plans.is_empty()),
            false => world.read(path).is_ok(),
        };
        let (there, lacking): (Vec<String>, Vec<String>) = named.into_iter().partition(is_there);
        let mut pools = vec![Pool::read(&world, &there)];
        let now: Vec<Filed<'_>> = drafts.iter().map(|draft| filed(&files.sources, &draft.plan)).collect();
        let mut found = vec![None; now.len()];
        by_id(&all(&pools), &now, &mut found, |_| true);
        let of_named = pools[0].plans.len();
        if found.contains(&None) {
            let beside = pools[0].beside(&world).map_err(failed)?;
            pools.push(beside);
        }
        let then = all(&pools);
        let went = |at: usize| then.get(at).is_some_and(|plan| Disk.read(plan.path).is_err());
        by_id(&then, &now, &mut found, went);
        by_id(&then, &now, &mut found, |_| true);
        by_content(&then, &now, &mut found, |at| at < of_named || !lacking.is_empty() && went(at));
        // A folder that was not there holds the plans of the one they came from.
        let folders = lacking.iter().any(|path| path != STANDARD_INPUT && Disk.is_folder(path));
        let from: BTreeSet<&str> =
            found.iter().flatten().filter(|at| **at >= of_named && folders).map(|at| folder_of(then[*at].path)).collect();
        let is_gone = |at: &usize| !found.contains(&Some(*at)) && (*at < of_named || from.contains(folder_of(then[*at].path)) && went(*at));
        let gone = (0..then.len()).filter(is_gone).collect();
        // What stood in the same file or had the same id was this plan, whatever else is like it.
        let faults = |plan: &Filed<'_>| {
            let own =
                |faulty: &&Faulty| faulty.id.as_deref() == Some(&*plan.plan.root().id) || faulty.paths.iter().any(|path| path == plan.path);
            pools.iter().flat_map(|pool| &pool.faulty).find(own).map(|faulty| faulty.faults.clone())
        };
        let not_compared: Vec<Option<Vec<String>>> =
            now.iter().zip(&found).map(|(plan, found)| if by_same_id(&then, *found, plan) { None } else { faults(plan) }).collect();
        for (found, _) in found.iter_mut().zip(&not_compared).filter(|(_, faults)| faults.is_some()) {
            *found = None;
        }
        // A plan that was not sound was one all the same.
        let of_now = |faulty: &Faulty| {
            now.iter().any(|plan| faulty.id.as_deref() == Some(&*plan.plan.root().id) || faulty.paths.iter().any(|path| path == plan.path))
        };
        let stands = |faulty: &Faulty| faulty.paths.first().is_none_or(|path| Disk.read(path).is_ok());
        let of_those_named = pools[0].faulty.iter().filter(|faulty| !of_now(faulty) && !stands(faulty));
        let gone_faulty = of_those_named
            .filter_map(|faulty| {
                Some((
                    faulty.id.clone().unwrap_or_else(|| faulty.paths.first().cloned().unwrap_or_default()),
                    faulty.paths.first()?.clone(),
                ))
            })
            .collect();
        let (revision, commit, reports) = (revision.clone(), world.commit().to_owned(), against.against_evidence.clone());
        Ok(Some(Other { revision, commit, reports, pools, found, gone, gone_faulty, not_compared }))
    }

    /// How it was named.
    pub(super) fn revision(&self) -> &str {
        &self.revision
    }

    /// What was wrong with a plan there, by its place among those of now; nothing where it was sound, or not there.
    pub(super) fn faults(&self, at: usize) -> Option<&[String]> {
        self.not_compared.get(at)?.as_deref()
    }

    /// The plans that have no counterpart any more, each with `file:line` there.
    pub(super) fn gone(&self) -> impl Iterator<Item = (&Plan, String)> {
        self.gone.iter().filter_map(|at| {
            let (pool, at) = self.place(*at)?;
            let Pool { files, plans, .. } = self.pools.get(pool)?;
            plans.get(at).map(|plan| (plan, files.sources.line_of(plan.root().said)))
        })
    }

    /// The plans that were not sound there and are gone, how each was called and where it stood.
    pub(super) fn gone_faulty(&self) -> &[(String, String)] {
        &self.gone_faulty
    }

    /// The counterpart of a plan, by the plan's place among those of now, where it stands in the paths that were named.
    pub(super) fn plan(&self, at: usize) -> Option<&Plan> {
        let (pool, at) = self.place(self.found.get(at).copied()??).filter(|(pool, _)| *pool == 0)?;
        self.pools.get(pool)?.plans.get(at)
    }

    /// The pool of a plan, and its place in it.
    fn place(&self, at: usize) -> Option<(usize, usize)> {
        let first = self.pools.first()?.plans.len();
        Some(if at < first { (0, at) } else { (1, at - first) })
    }

    /// What a plan is compared with, by its place among those of now; nothing when there was no such plan. `evidence` is what is known of
    /// the plan now.
    ///
    /// # Errors
    /// When the tree of the revision cannot be read, in words for people.
    pub(super) fn before(
        &mut self,
        (at, plan): (usize, &Plan),
        files: &Files,
        evidence: Option<&Evidence>,
        witness: &Witness<'_>,
    ) -> Result<Option<Before<'_>>, String> {
        let found = self.found.get(at).copied().flatten().and_then(|at| self.place(at));
        let Some((pool, at)) = found else { return Ok(None) };
        let Some(Pool { files: files_then, plans, .. }) = self.pools.get_mut(pool) else { return Ok(None) };
        let Some(then) = plans.get_mut(at) else { return Ok(None) };
        let (mut own, mut held, mut moves) = (None, None, Moves::default());
        if let Some(evidence) = evidence {
            witness.complete(then);
            let at = |plan: &Plan, files: &Files| {
                let known = witness.at_revision(plan, files, &self.revision, self.reports.as_deref());
                known.map_err(|why| format!("cannot compare with `{}`: {why}", self.revision))
            };
            held = at(plan, files)?;
            own = match &held {
                Some(held) if covers_questions(held, plan, then) => Some(held.clone()),
                _ => at(then, files_then)?,
            };
            if held.as_ref().is_some_and(|held| differ(held, evidence)) {
                moves = witness.moves(plan, files, &self.revision)?;
            }
        }
        let before = Before {
            revision: self.revision.as_str().into(),
            commit: Some(self.commit.as_str().into()),
            sources: &files_then.sources,
            plan: then,
            evidence: own,
            held,
            moves,
        };
        Ok(Some(before))
    }
}

/// Whether a plan was found by its id.
fn by_same_id(then: &[Filed<'_>], found: Option<usize>, now: &Filed<'_>) -> bool {
    found.and_then(|at| then.get(at)).is_some_and(|then| then.plan.root().id == now.plan.root().id)
}

/// Whether anything that both trees were asked was seen otherwise in one of them.
fn differ(then: &Evidence, now: &Evidence) -> bool {
    then.answers
        .iter()
        .any(|(question, old)| now.answers.get(question).is_some_and(|new| (&old.seen, &old.units) != (&new.seen, &new.units)))
}
