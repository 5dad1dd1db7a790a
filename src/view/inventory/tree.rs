//! All paths of a plan as one tree of folders and files.

use crate::progress::Standing;
use hashbrown::{HashMap, HashSet};
use serde::Serialize;
use std::borrow::Cow;

/// One folder or file of the tree; what a folder holds follows it, one level deeper.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TreeEntry<'a> {
    /// How deep it stands.
    pub depth: u16,
    /// Whether it is the last in its folder.
    pub last: bool,
    /// Whether it is a folder.
    pub folder: bool,
    /// Its name; folders that hold nothing but one folder are joined with it.
    pub name: Cow<'a, str>,
    /// What stands, or should stand, there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<TreeMark<'a>>,
}

/// Something of the plan at a path.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TreeMark<'a> {
    /// The item's full name.
    pub item: &'a str,
    /// The title of the item or step; in JSON it stands among the items.
    #[serde(skip)]
    pub title: &'a str,
    /// The title of the step, when it is the place of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<&'a str>,
    /// Its state; none where something has left the place or is about to. In JSON the word says it.
    #[serde(skip)]
    pub standing: Option<Standing>,
    /// The state in a word.
    pub word: &'static str,
    /// Whether it is to go.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub retires: bool,
    /// Where it goes to from here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves_to: Option<Cow<'a, str>>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves_from: Option<Cow<'a, str>>,
}

struct Node<'a> {
    /// The path it was first met in.
    path: usize,
    start: usize,
    end: usize,
    folder: bool,
    children: Vec<usize>,
    marks: Vec<TreeMark<'a>>,
}

impl<'a> Node<'a> {
    /// Whether a folder says nothing but the name of the one thing in it.
    fn is_passage(&self) -> bool {
        self.folder && self.marks.is_empty() && self.children.len() == 1
    }

    fn name<'p>(&self, paths: &'p [Cow<'a, str>]) -> &'p str {
        paths[self.path][self.start..self.end].trim_end_matches('/')
    }
}

/// The tree of marked paths, folders before files, each by name. Marks of one path keep their order.
pub fn tree<'a>(marked: Vec<(Cow<'a, str>, TreeMark<'a>)>) -> Vec<TreeEntry<'a>> {
    let (paths, marks): (Vec<Cow<'a, str>>, Vec<TreeMark<'a>>) = marked.into_iter().unzip();
    let mut nodes = grow(&paths, marks);
    for at in 0..nodes.len() {
        let mut children = std::mem::take(&mut nodes[at].children);
        children.sort_unstable_by_key(|child| (!nodes[*child].folder, nodes[*child].name(&paths)));
        nodes[at].children = children;
    }
    flatten(nodes, &paths)
}

/// One node for each folder and file; the first is the root. A path without a slash at its end is a folder when others stand in it.
fn grow<'a>(paths: &[Cow<'a, str>], marks: Vec<TreeMark<'a>>) -> Vec<Node<'a>> {
    let mut folders: HashSet<&str> = HashSet::new();
    for path in paths {
        // From the longest: where one is known, all shorter ones are.
        for (at, _) in path.rmatch_indices('/') {
            if !folders.insert(&path[..at]) {
                break;
            }
        }
    }
    let mut nodes = vec![Node { path: 0, start: 0, end: 0, folder: true, children: Vec::new(), marks: Vec::new() }];
    let mut known: HashMap<(usize, &str), usize> = HashMap::with_capacity(paths.len());
    // The folder of the path before, and its node.
    let mut last: (&str, usize) = ("", 0);
    for (index, (path, mark)) in paths.iter().zip(marks).enumerate() {
        // Paths of one folder mostly stand together.
        let folder_end = path.rfind('/').map_or(0, |slash| slash + 1);
        let (mut node, mut start) = if path[..folder_end] == *last.0 { (last.1, folder_end) } else { (0, 0) };
        while start < path.len() {
            let slash = path[start..].find('/').map(|at| start + at);
            let end = slash.map_or(path.len(), |at| at + 1);
            let name = path[start..end].trim_end_matches('/');
            node = *known.entry((node, name)).or_insert_with(|| {
                let folder = slash.is_some() || folders.contains(&**path);
                nodes.push(Node { path: index, start, end, folder, children: Vec::new(), marks: Vec::new() });
                let new = nodes.len() - 1;
                nodes[node].children.push(new);
                new
            });
            start = end;
            if end == folder_end {
                last = (&path[..end], node);
            }
        }
        nodes[node].marks.push(mark);
    }
    nodes
}

fn flatten<'a>(mut nodes: Vec<Node<'a>>, paths: &[Cow<'a, str>]) -> Vec<TreeEntry<'a>> {
    let mut entries = Vec::with_capacity(nodes.len());
    let mut open: Vec<(usize, u16, bool)> = Vec::new();
    let push = |open: &mut Vec<(usize, u16, bool)>, children: &[usize], depth: u16| {
        open.extend(children.iter().rev().enumerate().map(|(at, child)| (*child, depth, at == 0)));
    };
    push(&mut open, &nodes[0].children, 0);
    while let Some((first, depth, last)) = open.pop() {
        let mut node = first;
        while nodes[node].is_passage() && nodes[nodes[node].children[0]].folder {
            node = nodes[node].children[0];
        }
        push(&mut open, &nodes[node].children, depth.saturating_add(1));
        // A passage and what it leads to were first met in the same path, so their names are one slice of it.
        let (start, marks) = (nodes[first].start, std::mem::take(&mut nodes[node].marks));
        let node = &nodes[node];
        let name = match &paths[node.path] {
            Cow::Borrowed(path) => Cow::Borrowed(path.get(start..node.end).unwrap_or(path)),
            Cow::Owned(path) => Cow::Owned(path.get(start..node.end).unwrap_or(path).to_owned()),
        };
        entries.push(TreeEntry { depth, last, folder: node.folder, name, marks });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(paths: &[&'static str]) -> String {
        let mark =
            |title| TreeMark { item: "", title, step: None, standing: None, word: "", retires: false, moves_to: None, moves_from: None };
        let entries = tree(paths.iter().map(|path| (Cow::Borrowed(*path), mark(*path))).collect());
        let line = |entry: &TreeEntry<'_>| {
            let name = entry.name.trim_end_matches('/');
            let end = if entry.last { "." } else { "" };
            format!("{}{name}{}*{}{end}", " ".repeat(entry.depth.into()), if entry.folder { "/" } else { "" }, entry.marks.len())
        };
        entries.iter().map(line).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn folders_stand_before_files() {
        assert_eq!(shown(&["z.py", "a.py", "m/b.py"]), "m/*0| b.py*1.|a.py*1|z.py*1.");
    }

    #[test]
    fn folders_that_lead_to_one_folder_are_joined() {
        assert_eq!(shown(&["a/b/c/x.py", "a/b/c/d/y.py"]), "a/b/c/*0.| d/*0|  y.py*1.| x.py*1.");
        assert_eq!(shown(&["a/", "a/b/x"]), "a/*1.| b/*0.|  x*1.");
    }

    #[test]
    fn a_path_that_holds_others_is_a_folder() {
        assert_eq!(shown(&["js", "js/a.js", "js/"]), "js/*2.| a.js*1.");
    }

    #[test]
    fn a_file_twice_is_one_line() {
        assert_eq!(shown(&["a.py", "b.py", "a.py"]), "a.py*2|b.py*1.");
    }
}
