//! Gathering the files of plans: what was named, what it includes, and which file belongs to which plan.

mod calendars;

pub use calendars::read_calendars;

use crate::diag::{Diagnostic, code};
use crate::syntax::{Head, Kind, Parsed, includes, parse};
use crate::text::{FileId, Place, Source, Sources};
use crate::world::World;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How deep includes may include.
pub const MAX_INCLUDE_DEPTH: usize = 32;

/// Where standard input is named on the command line.
pub const STANDARD_INPUT: &str = "-";

/// All files that were named or included.
#[derive(Debug, Default)]
pub struct Files {
    /// Their texts.
    pub sources: Sources,
    /// What each file includes.
    includes: BTreeMap<FileId, Vec<FileId>>,
    /// Files that could not be read, and includes that lead nowhere or in a circle.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that were named, or lie in a folder that was, and could not be read, each with what is wrong with it.
    pub unread: Vec<(String, String)>,
}

/// The files of one plan, the one with the `plan` statement first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The files.
    pub files: Vec<FileId>,
}

/// Reads everything that is named: files, folders, or `-`, whose text is then given.
pub fn load(world: &dyn World, named: &[String], standard_input: Option<Vec<u8>>) -> Files {
    let mut files = Files::default();
    let mut queue: Vec<(String, usize)> = Vec::new();
    for path in named {
        if path == STANDARD_INPUT {
            let bytes = standard_input.clone().unwrap_or_default();
            files.take("<stdin>", Ok(bytes), None);
        } else if world.is_folder(path) {
            match world.plans_in(path) {
                Ok(found) if found.is_empty() => {
                    let diagnostic = Diagnostic::new(&code::NO_PLAN, format!("the folder {path} holds no `.plan` file"));
                    files.diagnostics.push(diagnostic.help("name a file, or begin one with `landfall new`"));
                }
                Ok(found) => queue.extend(found.into_iter().map(|path| (path, 0))),
                Err(why) => files.unreadable(path, &why, None),
            }
        } else {
            queue.push((path.clone(), 0));
        }
    }
    for (path, depth) in queue {
        files.read(world, &path, None, depth);
    }
    let known: Vec<FileId> = files.sources.iter().map(|(id, _)| id).collect();
    for id in known {
        if !files.includes.contains_key(&id) {
            files.follow(world, id, 0);
        }
    }
    files.report_circles();
    files
}

/// Whether a path in a plan leads out of the folder at hand; out of the plan's own folder where that lies elsewhere.
pub(crate) fn leads_out(folder: &str, path: &str) -> bool {
    if path.starts_with(['/', '\\']) || path.get(1..2) == Some(":") {
        return true;
    }
    let elsewhere = folder.starts_with('/') || folder.split('/').next() == Some("..") || folder.get(1..2) == Some(":");
    let mut depth = if elsewhere { 0 } else { folder.split('/').filter(|part| !matches!(*part, "" | ".")).count() };
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if depth == 0 => return true,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    false
}

impl Files {
    /// Texts that are at hand already.
    pub fn of(sources: Sources) -> Files {
        Files { sources, ..Files::default() }
    }

    fn unreadable(&mut self, path: &str, why: &str, from: Option<Place>) {
        let mut diagnostic = Diagnostic::new(&code::UNREADABLE_FILE, format!("cannot read {path}: {why}"));
        if let Some(from) = from {
            diagnostic = diagnostic.at(from, "included here");
        } else {
            self.unread.push((path.to_owned(), why.to_owned()));
        }
        self.diagnostics.push(diagnostic);
    }

    fn take(&mut self, path: &str, bytes: Result<Vec<u8>, String>, from: Option<Place>) -> Option<FileId> {
        let read = bytes.and_then(|bytes| Source::from_bytes(path, bytes).map_err(|error| error.to_string()));
        match read {
            Ok(source) => Some(self.sources.add(source)),
            Err(why) => {
                self.unreadable(path, &why, from);
                None
            }
        }
    }

    fn read(&mut self, world: &dyn World, path: &str, from: Option<Place>, depth: usize) -> Option<FileId> {
        let tidy = tidy(path);
        if let Some(known) = self.sources.find(&tidy) {
            return Some(known);
        }
        let id = self.take(&tidy, world.read(&tidy), from)?;
        self.follow(world, id, depth);
        Some(id)
    }

    fn follow(&mut self, world: &dyn World, id: FileId, depth: usize) {
        self.includes.entry(id).or_default();
        let source = self.sources.get(id);
        let folder = source.path.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned();
        for (glob, span) in includes(source) {
            let place = Place::new(id, span);
            if depth == MAX_INCLUDE_DEPTH {
                let message = format!("files include each other deeper than {MAX_INCLUDE_DEPTH}");
                self.diagnostics.push(
                    Diagnostic::new(&code::INCLUDE_CYCLE, message).at(place, "").help("include the inner files from the plan itself"),
                );
                return;
            }
            if leads_out(&folder, &glob) {
                self.diagnostics.push(
                    Diagnostic::new(&code::INCLUDE_NOT_FOUND, format!("`{glob}` leads out of the folder at hand"))
                        .at(place, "not read")
                        .help("name files elsewhere on the command line: a plan itself cannot reach them"),
                );
                continue;
            }
            match world.glob(&folder, &glob) {
                Ok(found) if found.is_empty() => self.diagnostics.push(
                    Diagnostic::new(&code::INCLUDE_NOT_FOUND, format!("`{glob}` matches no file"))
                        .at(place, "nothing there")
                        .help(format!("paths are relative to the including file, here `{folder}/`")),
                ),
                Ok(found) => {
                    for path in found {
                        // A glob such as `*.plan` matches the including file as well.
                        if tidy(&path) == self.sources.get(id).path && glob.contains(['*', '?', '[', '{']) {
                            continue;
                        }
                        if let Some(included) = self.read(world, &path, Some(place), depth + 1) {
                            self.includes.entry(id).or_default().push(included);
                        }
                    }
                }
                Err(why) => self
                    .diagnostics
                    .push(Diagnostic::new(&code::INCLUDE_NOT_FOUND, format!("`{glob}` cannot be used: {why}")).at(place, "")),
            }
        }
    }

    fn report_circles(&mut self) {
        let mut reported = BTreeSet::new();
        for start in self.includes.keys() {
            if let Some(circle) = self.circle(*start) {
                let mut members = circle.clone();
                members.sort_unstable();
                if reported.insert(members) {
                    let names: Vec<&str> = circle.iter().map(|id| self.sources.get(*id).path.as_str()).collect();
                    let first = self.sources.get(circle[0]);
                    let span = includes(first).first().map_or_else(Default::default, |(_, span)| *span);
                    self.diagnostics.push(
                        Diagnostic::new(&code::INCLUDE_CYCLE, format!("{} includes itself", names[0]))
                            .at(Place::new(circle[0], span), "")
                            .note(format!("the circle is {} → {}", names.join(" → "), names[0]))
                            .help("remove one of the includes; files of one plan see each other's names anyway"),
                    );
                }
            }
        }
    }

    /// A circle of includes through a file, if there is one.
    fn circle(&self, start: FileId) -> Option<Vec<FileId>> {
        let mut seen = BTreeSet::new();
        let mut stack = vec![(start, 0usize)];
        while let Some((at, next)) = stack.pop() {
            let list = self.includes.get(&at).map_or(&[] as &[FileId], Vec::as_slice);
            if let Some(included) = list.get(next) {
                stack.push((at, next + 1));
                if *included == start {
                    return Some(stack.iter().map(|(id, _)| *id).collect());
                }
                if seen.insert(*included) {
                    stack.push((*included, 0));
                }
            }
        }
        None
    }

    /// Parses all files, on all cores.
    pub fn parse(&self) -> Vec<Parsed<'_>> {
        let all: Vec<(FileId, &Source)> = self.sources.iter().collect();
        all.into_par_iter().map(|(id, source)| parse(source, id)).collect()
    }

    /// Sorts the files into plans. A file without a `plan` statement belongs to the plan that includes it, or else to the
    /// only plan of the nearest folder around it that holds one.
    pub fn groups(&self, parsed: &[Parsed<'_>]) -> (Vec<Group>, Vec<Diagnostic>) {
        let is_root = |id: FileId| parsed[id.0 as usize].ast.nodes.iter().any(|node| matches!(node.head, Head::Plain(Kind::Plan, ..)));
        let roots: Vec<FileId> = self.sources.iter().map(|(id, _)| id).filter(|id| is_root(*id)).collect();
        let mut diagnostics = Vec::new();
        let mut groups: Vec<Group> = roots.iter().map(|root| Group { files: self.closure(*root) }).collect();
        let placed: BTreeSet<FileId> = groups.iter().flat_map(|group| group.files.iter().copied()).collect();
        // What an unplaced file includes goes with it, so only those that nothing includes look for a plan.
        let included: BTreeSet<FileId> = self.includes.values().flatten().copied().collect();
        for (id, source) in self.sources.iter() {
            if placed.contains(&id) || (included.contains(&id) && !roots.is_empty()) {
                continue;
            }
            match self.home(id, &roots) {
                Some(root) => {
                    let files = self.closure(id);
                    if let Some(group) = groups.iter_mut().find(|group| group.files[0] == root) {
                        group.files.extend(files);
                    }
                }
                None if parsed[id.0 as usize].ast.nodes.iter().any(|node| node.damaged) && roots.is_empty() => {
                    // The statement that could not be read may have been the plan.
                    groups.push(Group { files: self.closure(id) });
                }
                None => {
                    let message = if roots.is_empty() {
                        format!("{} has no `plan` statement", source.path)
                    } else {
                        format!("{} belongs to no plan, or to several", source.path)
                    };
                    let help = if roots.is_empty() {
                        "begin with a line such as `plan shop \"Leaving the monolith\" language 1 start 2025-07-18`"
                    } else {
                        "include it from the plan it belongs to"
                    };
                    diagnostics.push(Diagnostic::new(&code::NO_PLAN, message).help(help));
                }
            }
        }
        for group in &mut groups {
            let mut seen = BTreeSet::new();
            group.files.retain(|id| seen.insert(*id));
            // Among the files of a plan, order means nothing; a fixed one keeps outputs the same however they were named.
            let root = group.files[0];
            group.files[1..].sort_by(|a, b| self.sources.get(*a).path.cmp(&self.sources.get(*b).path));
            debug_assert_eq!(group.files[0], root);
            diagnostics.extend(second_plans(group, parsed));
        }
        groups.sort_by(|a, b| self.sources.get(a.files[0]).path.cmp(&self.sources.get(b.files[0]).path));
        (groups, diagnostics)
    }

    fn closure(&self, root: FileId) -> Vec<FileId> {
        let mut files = vec![root];
        let mut at = 0;
        while at < files.len() {
            for included in self.includes.get(&files[at]).into_iter().flatten() {
                if !files.contains(included) {
                    files.push(*included);
                }
            }
            at += 1;
        }
        files
    }

    fn home(&self, id: FileId, roots: &[FileId]) -> Option<FileId> {
        if let [only] = roots {
            return Some(*only);
        }
        let mut folder = self.sources.get(id).path.as_str();
        while let Some((outer, _)) = folder.rsplit_once('/') {
            folder = outer;
            let inside = |root: &&FileId| self.sources.get(**root).path.rsplit_once('/').is_some_and(|(of, _)| of == folder);
            let here: Vec<&FileId> = roots.iter().filter(inside).collect();
            match here.as_slice() {
                [only] => return Some(**only),
                [] => {}
                _ => return None,
            }
        }
        None
    }
}

/// A second `plan` statement in the files of one plan.
fn second_plans(group: &Group, parsed: &[Parsed<'_>]) -> Vec<Diagnostic> {
    let mut places = group.files.iter().flat_map(|id| {
        parsed[id.0 as usize].ast.nodes.iter().filter_map(|node| match &node.head {
            Head::Plain(Kind::Plan, word, _) => Some(Place::new(*id, word.span)),
            _ => None,
        })
    });
    let Some(first) = places.next() else { return Vec::new() };
    places
        .map(|place| {
            Diagnostic::new(&code::NO_PLAN, "one plan has two `plan` statements")
                .at(place, "the second")
                .see(first, "the first")
                .help("a file holds one plan; put the other into a file of its own")
        })
        .collect()
}

/// A path as it is shown, by which a file is known: `/` between its parts, and no `.`, `..` or doubled `/` that says nothing.
fn tidy(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", Some(last)) if *last != ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    format!("{}{}", if path.starts_with('/') { "/" } else { "" }, parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{leads_out, tidy};

    #[test]
    fn a_file_has_one_path() {
        let paths = ["./a.plan", "teams/../a.plan", "teams//web.plan", "../x/./a.plan", "/srv/../a.plan", "a/../../b.plan", "a\\b.plan"];
        assert_eq!(
            paths.map(tidy),
            ["a.plan", "a.plan", "teams/web.plan", "../x/a.plan", "/a.plan", "../b.plan", "a/b.plan"].map(str::to_owned)
        );
    }

    #[test]
    fn a_plan_reaches_nothing_outside_the_folder_at_hand() {
        assert!(leads_out(".", "/etc/passwd") && leads_out(".", "../x.plan") && leads_out("plans", "../../x.plan"));
        assert!(leads_out("plans", "a/../../../x.plan") && leads_out(".", "C:\\x.plan"));
        assert!(!leads_out("plans", "../shared/*.plan") && !leads_out(".", "teams/x.plan"));
        assert!(
            leads_out("../other/plans", "../x.plan") && !leads_out("/srv/plans", "teams/x.plan"),
            "elsewhere, its own folder bounds it"
        );
    }
}
