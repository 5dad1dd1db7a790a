//! Where the trees of a plan lie, and what stands beside the plan. What the command line names goes before what the plan declares.

use super::args::Global;
use crate::io::Disk;
use crate::load::Files;
use crate::model::Plan;
use crate::world::World;

/// The name of the tree that paths without a name are of.
pub(super) const MAIN: &str = "main";

/// A tree as it is named.
#[derive(Debug)]
pub(super) struct Named {
    /// A folder; on the command line also a revision of the repository at hand, or `FOLDER@REV`.
    pub text: String,
    /// Whether the command line names it.
    pub given: bool,
}

impl Named {
    /// The folder it lies in, or that its revision is of.
    pub fn folder(&self) -> &str {
        if !self.given || Disk.is_folder(&self.text) { &self.text } else { split(&self.text).0 }
    }
}

/// The main tree of a plan whose declared folders lie beside another; what no one names is the folder at hand.
pub(super) fn main_tree(global: &Global, plan: &Plan, beside: &str) -> Named {
    named(global, plan, MAIN, beside).unwrap_or_else(|| Named { text: ".".to_owned(), given: false })
}

/// A tree of a plan by its name; nothing when neither the command line nor the plan names it.
pub(super) fn named(global: &Global, plan: &Plan, name: &str, beside: &str) -> Option<Named> {
    let given = |wanted: Option<&str>| global.tree.iter().find(|(known, _)| known.as_deref() == wanted).map(|(_, text)| text);
    let unnamed = if name == MAIN { given(None) } else { None };
    if let Some(text) = unnamed.or_else(|| given(Some(name))) {
        return Some(Named { text: text.clone(), given: true });
    }
    let declared = plan.trees.iter().find(|tree| &*tree.id == name)?;
    Some(Named { text: join(beside, &declared.folder), given: false })
}

/// The folder that the file of a plan lies in.
pub(super) fn beside<'f>(files: &'f Files, plan: &Plan) -> &'f str {
    folder_of(files.sources.get(plan.root().said.file).path.as_ref())
}

/// The folder and the revision of `FOLDER@REV`; without a folder, that at hand.
pub(super) fn split(text: &str) -> (&str, &str) {
    text.rsplit_once('@').filter(|(folder, _)| Disk.is_folder(folder)).unwrap_or((".", text))
}

/// The folder that a path lies in.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path within a folder.
pub(super) fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}
