//! All paths of a plan as one tree of folders and files.

use crate::progress::Standing;
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;

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
    /// The title of the item or step.
    pub title: &'a str,
    /// Its state; none where something has left the place or is about to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// The state in a word.
    pub word: &'static str,
    /// Whether it is to go.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub retires: bool,
    /// Where it goes to from here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves_to: Option<&'a str>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves_from: Option<&'a str>,
}

struct Node<'a> {
    path: Cow<'a, str>,
    start: usize,
    end: usize,
    folder: bool,
    children: Vec<usize>,
    marks: Vec<TreeMark<'a>>,
}

impl Node<'_> {
    /// Whether a folder says nothing but the name of the one folder in it.
    fn is_passage(&self) -> bool {
        self.folder && self.marks.is_empty() && self.children.len() == 1
    }
}

/// The tree of marked paths, folders before files, each by name. Marks of one path keep their order.
pub fn tree<'a>(paths: Vec<(Cow<'a, str>, TreeMark<'a>)>) -> Vec<TreeEntry<'a>> {
    // A path without a slash at its end is a folder when others stand in it.
    let folders: HashSet<&str> = paths.iter().flat_map(|(path, _)| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
    let is_folder: Vec<bool> = paths.iter().map(|(path, _)| path.ends_with('/') || folders.contains(&**path)).collect();
    let mut paths: Vec<(Cow<'a, str>, bool, TreeMark<'a>)> =
        paths.into_iter().zip(is_folder).map(|((path, mark), folder)| (path, folder, mark)).collect();
    paths.sort_by(|(a, a_folder, _), (b, b_folder, _)| compare((a, *a_folder), (b, *b_folder)));
    let mut nodes = vec![Node { path: Cow::Borrowed(""), start: 0, end: 0, folder: true, children: Vec::new(), marks: Vec::new() }];
    // The nodes from the root to the one added last.
    let mut open = vec![0usize];
    for (path, path_folder, mark) in paths {
        let mut depth = 0;
        let mut start = 0;
        while start < path.len() {
            let slash = path[start..].find('/').map(|at| start + at);
            let end = slash.map_or(path.len(), |at| at + 1);
            let name = path[start..end].trim_end_matches('/');
            let folder = slash.is_some() || path_folder;
            let same = open.get(depth + 1).filter(|node| {
                let node = &nodes[**node];
                node.path[node.start..node.end].trim_end_matches('/') == name && node.folder == folder
            });
            if same.is_none() {
                open.truncate(depth + 1);
                let node = nodes.len();
                nodes[open[depth]].children.push(node);
                open.push(node);
                nodes.push(Node { path: path.clone(), start, end, folder, children: Vec::new(), marks: Vec::new() });
            }
            depth += 1;
            start = end;
        }
        nodes[open[depth]].marks.push(mark);
    }
    flatten(nodes)
}

/// Component by component: folders before files, then by name; what a folder itself is comes before what it holds.
fn compare((a, a_folder): (&str, bool), (b, b_folder): (&str, bool)) -> Ordering {
    let (mut left, mut right) = (a.trim_end_matches('/').split('/').peekable(), b.trim_end_matches('/').split('/').peekable());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) => {
                let (x_folder, y_folder) = (left.peek().is_some() || a_folder, right.peek().is_some() || b_folder);
                let order = y_folder.cmp(&x_folder).then_with(|| x.cmp(y));
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

fn flatten(mut nodes: Vec<Node<'_>>) -> Vec<TreeEntry<'_>> {
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
        // A passage and what it leads to come from the same path, so their names are one slice of it.
        let (start, marks) = (nodes[first].start, std::mem::take(&mut nodes[node].marks));
        let node = &nodes[node];
        let name = match &node.path {
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
        let mark = |title| TreeMark { item: "", title, standing: None, word: "", retires: false, moves_to: None, moves_from: None };
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
