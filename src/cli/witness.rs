//! Where evidence comes from: recorded facts, a revision, or the tree at hand.

use super::args::{Format, Global};
use super::known::Known;
use super::places::{MAIN, Named, beside, join, main_tree, named, split};
use crate::evidence::{
    Answer, ByPlan, CHANGED, Evidence, Limits, Memory, Outcome, Sight, StoodOn, asks, frame, measure, measure_with, questions, read_facts,
    write_facts,
};
use crate::io::{Cache, Disk, Folder, Hourglass, Ledger, Meter, Reports, RevisionTree, place_within, run_command, stands_on, write_file};
use crate::load::Files;
use crate::model::{Alias, Plan};
use crate::ratchet::{Moves, unchanged_commands};
use crate::syntax::Probe;
use crate::text::Place;
use crate::tree::{Forest, Tree};
use crate::world::World;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// What a plan is held against.
struct Trees {
    forest: Forest,
    /// The folder that reports lie in.
    root: String,
    /// What is known of the trees from earlier, the main one first.
    ledgers: Vec<Arc<Ledger>>,
}

/// Measures plans, or knows what was measured of them.
pub(super) struct Witness<'g> {
    global: &'g Global,
    /// Facts that were named on the command line.
    facts: Option<ByPlan>,
    /// What was measured so far, where it is to be recorded.
    recorded: ByPlan,
    limits: Limits,
}

/// Proofs kept of one answer where two revisions are compared by name.
const COMPARED: usize = 20_000;

impl<'g> Witness<'g> {
    /// Reads the facts that were named.
    ///
    /// # Errors
    /// When they cannot be read, in words for people.
    pub(super) fn new(global: &'g Global) -> Result<Witness<'g>, String> {
        let facts = global.facts.as_deref().map(facts_at).transpose()?;
        Ok(Witness { global, facts, recorded: ByPlan::new(), limits: Limits::default() })
    }

    /// Keeps the proofs that a comparison of two revisions needs.
    pub(super) fn compares(&mut self, compares: bool) {
        if compares {
            self.limits.kept = COMPARED;
        }
    }

    /// Adds to a plan the aliases and the reports of the command line.
    pub(super) fn complete(&self, plan: &mut Plan) {
        for (from, to) in &self.global.alias {
            plan.aliases.retain(|alias| *alias.from != **from);
            plan.aliases.push(Alias { from: from.as_str().into(), to: to.as_str().into(), said: Place::default() });
        }
        plan.coverage_reports.extend(self.global.coverage.iter().map(|glob| glob.as_str().into()));
        plan.test_reports.extend(self.global.tests.iter().map(|glob| glob.as_str().into()));
    }

    /// Whether the command line asks for a look at a tree, whatever facts a plan names.
    fn looks(&self) -> bool {
        let Global { tree, record, alias, coverage, tests, .. } = self.global;
        !tree.is_empty() || record.is_some() || !alias.is_empty() || !coverage.is_empty() || !tests.is_empty()
    }

    /// What the trees of a revision show of a plan, with the reports in a folder, or else those in the tree itself. Nothing where the plan
    /// takes recorded facts for the tree.
    ///
    /// # Errors
    /// When a tree cannot be read, in words for people.
    pub(super) fn at_revision(
        &self,
        plan: &Plan,
        files: &Files,
        revision: &str,
        reports: Option<&str>,
    ) -> Result<Option<Evidence>, String> {
        let recorded = self.facts.is_some() || plan.facts.is_some() && !self.looks();
        if self.global.no_evidence || recorded || !asks(plan) {
            return Ok(None);
        }
        let beside = beside(files, plan);
        let Trees { forest, root, .. } = self.tree(plan, beside, Some(revision))?;
        let evidence = self.known_or(plan, files, &forest, |timed| match reports {
            Some(folder) => measure(plan, timed, &Reports::new(folder)?, self.limits),
            None => measure(plan, timed, &RevisionTree::new(&root, revision)?, self.limits),
        })?;
        Ok(Some(evidence))
    }

    /// What a plan found in trees in an earlier run, where that still holds; otherwise what it finds now, in the time given.
    fn known_or(
        &self,
        plan: &Plan,
        files: &Files,
        forest: &Forest,
        measure: impl FnOnce(&Hourglass<'_>) -> Result<Evidence, String>,
    ) -> Result<Evidence, String> {
        let known = Known::of(self.global, plan, files, forest, self.limits);
        if let Some(evidence) = known.as_ref().and_then(Known::evidence) {
            return Ok(evidence);
        }
        let timed = Hourglass::new(forest, self.global.measure_seconds);
        let evidence = measure(&timed)?;
        known.iter().for_each(|known| known.keep(&timed, &evidence));
        Ok(evidence)
    }

    /// Which files were moved between a revision and the trees at hand.
    ///
    /// # Errors
    /// When a tree cannot be listed, in words for people.
    pub(super) fn moves(&self, plan: &Plan, files: &Files, revision: &str) -> Result<Moves, String> {
        let beside = beside(files, plan);
        Moves::between(&self.tree(plan, beside, Some(revision))?.forest, &self.tree(plan, beside, None)?.forest)
    }

    /// What is known of a plan; nothing when nothing is asked, or nobody wants to know. Aliases and reports from the command line are
    /// added to the plan first. Commands that `then`, the plan at the revision it is compared with, asks for in the same words may run.
    ///
    /// # Errors
    /// When the tree or the facts cannot be read, in words for people.
    pub(super) fn of(&mut self, plan: &mut Plan, files: &Files, then: Option<&Plan>) -> Result<Option<Evidence>, String> {
        let global = self.global;
        let frame = frame(plan);
        self.complete(plan);
        if global.no_evidence || !asks(plan) {
            return Ok(None);
        }
        let id = plan.root().id.to_string();
        if let (Some(facts), Some(path)) = (&self.facts, &global.facts) {
            return fitting(facts.get(&id).cloned().unwrap_or_default(), &frame, path, &id).map(Some);
        }
        let beside = beside(files, plan);
        if let Some(facts) = plan.facts.as_ref().filter(|_| !self.looks()) {
            let path = join(beside, &facts.path);
            crate::io::is_inside(&path).map_err(|why| format!("{id}: the facts `{path}`: {why}"))?;
            return fitting(facts_at(&path)?.remove(&id).unwrap_or_default(), &frame, &path, &id).map(Some);
        }
        let Trees { forest, root, ledgers } = self.tree(plan, beside, None)?;
        let mut evidence = self.known_or(plan, files, &forest, |timed| {
            let reports = Reports::new(&root)?;
            let memory = ledgers.first().map(|ledger| &**ledger as &dyn Memory);
            if global.quiet || global.format != Format::Human {
                measure_with(plan, timed, &reports, self.limits, memory)
            } else {
                measure_with(plan, &Meter::new(timed), &reports, self.limits, memory)
            }
        })?;
        drop(forest);
        ledgers.into_iter().filter_map(Arc::into_inner).for_each(Ledger::save);
        self.commands(plan, then, &root, &mut evidence);
        if let Some(record) = &global.record {
            let mut kept = Evidence { frame: Some(frame), ..evidence.clone() };
            kept.stood_on = if kept.commit.is_none() { stood_on(&root, record) } else { None };
            kept.answers.values_mut().for_each(|answer| answer.keep(Limits::default().kept));
            self.recorded.insert(id, kept);
        }
        Ok(Some(evidence))
    }

    /// Writes what was measured, if that was asked for.
    ///
    /// # Errors
    /// When nothing was measured, or it cannot be written, in words for people.
    pub(super) fn finish(self) -> Result<(), String> {
        let Some(path) = &self.global.record else { return Ok(()) };
        if self.recorded.is_empty() {
            return Err(format!("nothing was measured, so that {path} was not written"));
        }
        write_file(Path::new(path), &write_facts(self.recorded)?)
    }

    /// The trees of a plan, as they are at hand or at a revision, and the folder that its reports lie in.
    fn tree(&self, plan: &Plan, beside: &str, revision: Option<&str>) -> Result<Trees, String> {
        let cache = if self.global.no_cache || revision.is_some() { None } else { Cache::open() };
        let mut ledgers: Vec<Arc<Ledger>> = Vec::new();
        let mut open = |tree: &Named| match revision {
            Some(revision) => tree_at(tree, revision),
            None => {
                let ledger = cache.as_ref().and_then(|cache| cache.ledger(tree.folder())).map(Arc::new);
                ledgers.extend(ledger.clone());
                open_tree(&tree.text, !plan.sees_ignored, ledger)
            }
        };
        let known = |name: &str| name == MAIN || plan.trees.iter().any(|tree| &*tree.id == name);
        if let Some(name) = self.global.tree.iter().filter_map(|(name, _)| name.as_deref()).find(|name| !known(name)) {
            return Err(format!("`--tree {name}=…`: the plan `{}` declares no tree `{name}`", plan.root().id));
        }
        let main = main_tree(self.global, plan, beside);
        let others = plan.trees.iter().map(|tree| &*tree.id).filter(|name| *name != MAIN);
        let others: Vec<(&str, Named)> = others.filter_map(|name| Some((name, named(self.global, plan, name, beside)?))).collect();
        let declared = |name: &str| plan.trees.iter().any(|tree| &*tree.id == name);
        let all = std::iter::once((MAIN, &main)).chain(others.iter().map(|(name, tree)| (*name, tree)));
        for (name, tree) in all.filter(|(name, tree)| !tree.given && declared(name)) {
            let path = &tree.text;
            // At another revision the folder may be one that is not at hand any more.
            if revision.is_none() || Disk.is_folder(path) {
                let hint = match Disk.is_folder(path) {
                    true => format!("`--tree {name}={path}` allows it"),
                    false => format!("`--tree {name}=FOLDER` says where it is"),
                };
                crate::io::is_inside(path).map_err(|why| format!("tree `{name}`, `{path}`: {why}; {hint}"))?;
            }
        }
        let first = open(&main)?;
        let others = others.iter().map(|(name, tree)| Ok(((*name).to_owned(), open(tree)?))).collect::<Result<_, String>>()?;
        Ok(Trees { forest: Forest::new(first, others), root: main.folder().to_owned(), ledgers })
    }

    /// Runs the commands that conditions ask for and the command line allows, or that were there before.
    fn commands(&self, plan: &Plan, then: Option<&Plan>, folder: &str, evidence: &mut Evidence) {
        let unchanged = then.map(|then| unchanged_commands(then, plan)).unwrap_or_default();
        let may_run = |text: &str| unchanged.contains(text) || self.global.allow_command.iter().any(|allowed| **allowed == *text);
        for question in questions(plan).into_iter().filter(|question| question.kind() == Some(Probe::Command)) {
            let Some(text) = question.subjects.first().filter(|text| may_run(text)) else { continue };
            if evidence.commit.is_some() {
                let why = "a command cannot look at a revision: nothing of it is on the disk";
                evidence.answers.insert(question, Answer::unknown(why));
                continue;
            }
            let limit = Duration::from_secs(self.global.command_seconds);
            let answer = match run_command(text, folder, limit) {
                Err(why) => Answer::unknown(why),
                Ok(ended) => {
                    let last = ended.tail.lines().last().unwrap_or_default();
                    let what = format!(
                        "{}{}",
                        ended.code.map_or("ended by a signal".to_owned(), |code| format!("exit code {code}")),
                        if last.is_empty() { String::new() } else { format!(": {last}") }
                    );
                    Answer::new(Outcome::Truth(ended.code == Some(0))).with(vec![Sight {
                        path: text.clone(),
                        line: None,
                        what: what.into(),
                    }])
                }
            };
            evidence.answers.insert(question, answer);
        }
    }
}

/// The folder of a tree as it is at a revision. What was named on the command line may name another revision, which gives way.
fn tree_at(tree: &Named, revision: &str) -> Result<Box<dyn Tree>, String> {
    let folder = tree.folder();
    let tree = RevisionTree::new(folder, revision).map_err(|why| format!("`{folder}`: {why}"))?;
    Ok(Box::new(tree))
}

/// A folder, a revision of the repository at hand, or `FOLDER@REV`.
fn open_tree(text: &str, ignore: bool, ledger: Option<Arc<Ledger>>) -> Result<Box<dyn Tree>, String> {
    if Disk.is_folder(text) {
        return Ok(Box::new(Folder::new(text, ignore)?.with_ledger(ledger)));
    }
    let (folder, revision) = split(text);
    let tree = RevisionTree::new(folder, revision).map_err(|why| format!("`{text}` is neither a folder nor a revision: {why}"))?;
    Ok(Box::new(tree))
}

/// The facts of a plan, if they were recorded for the trees, aliases and reports that it names.
fn fitting(evidence: Evidence, frame: &str, path: &str, id: &str) -> Result<Evidence, String> {
    match evidence.frame.as_deref() {
        Some(then) if then != frame => Err(format!(
            "the facts {path} were recorded when `{id}` named other trees, aliases or reports: record them anew with `--record {path}`"
        )),
        _ => Ok(evidence),
    }
}

fn facts_at(path: &str) -> Result<ByPlan, String> {
    read_facts(path, &Disk.read(path).map_err(|why| format!("cannot read the facts {path}: {why}"))?)
}

/// The commit that the files of a folder stand on, but for the file that the facts are written to.
fn stood_on(folder: &str, record: &str) -> Option<StoodOn> {
    let (commit, mut files) = stands_on(folder)?;
    let own = place_within(folder, Path::new(record));
    files.retain(|path| own.as_ref() != Some(path));
    let changed = files.len() as u64;
    files.truncate(CHANGED);
    Some(StoodOn { commit: commit.into(), changed, files: files.into_iter().map(Into::into).collect() })
}
