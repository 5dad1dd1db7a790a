//! Paths of a plan: relative to the nearest folder, from the root with a leading slash.

use super::{At, Lower};
use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Place};
use crate::syntax::{AttributeKind, ProseWord, Text};

/// Joins a path to a folder and tidies it: no leading or doubled slashes, no `.` parts, `\` as `/`.
pub(super) fn join(folder: &str, path: &str) -> String {
    let mut joined = String::with_capacity(folder.len() + path.len());
    if !path.starts_with('/') {
        joined.push_str(folder);
    }
    for part in path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".") {
        if !joined.is_empty() && !joined.ends_with('/') {
            joined.push('/');
        }
        joined.push_str(part);
    }
    if path.ends_with('/') && !joined.is_empty() && !joined.ends_with('/') {
        joined.push('/');
    }
    joined
}

impl<'a, 's> Lower<'a, 's> {
    /// The folder that a statement gives to what it holds, when it gives one.
    pub(super) fn own_folder(&self, parent: ItemId, at: At<'a, 's>) -> Option<String> {
        at.facts().find_map(|(attribute, _)| match &attribute.kind {
            AttributeKind::Prose(ProseWord::Folder, folder) => {
                let mut folder = join(&self.plan.item(parent).folder, &folder.value);
                if !folder.is_empty() && !folder.ends_with('/') {
                    folder.push('/');
                }
                Some(folder)
            }
            _ => None,
        })
    }

    /// Reports paths that are empty, and globs that are none.
    fn check_paths(&mut self, at: At<'a, 's>, texts: &[Text<'s>], globs: bool) {
        for text in texts {
            let why = if text.value.trim().is_empty() {
                "it is empty".to_owned()
            } else if globs && let Err(error) = globset::Glob::new(&text.value) {
                error.kind().to_string()
            } else {
                continue;
            };
            let what = if globs { "glob" } else { "path" };
            self.push(Diagnostic::new(&code::MALFORMED, format!("this {what} cannot be used: {why}")).at(at.place(text.span), ""));
        }
    }

    /// Places from the root.
    pub(super) fn places(&mut self, scope: ItemId, at: At<'a, 's>, texts: &[Text<'s>]) -> Vec<Place> {
        self.check_paths(at, texts, false);
        let folder = &self.plan.item(scope).folder;
        texts.iter().map(|text| Place { path: join(folder, &text.value).into(), said: at.place(text.span) }).collect()
    }

    /// Globs from the root.
    pub(super) fn globs(&mut self, scope: ItemId, at: At<'a, 's>, texts: &[Text<'s>]) -> Vec<Box<str>> {
        self.check_paths(at, texts, true);
        let folder = &self.plan.item(scope).folder;
        texts.iter().map(|text| join(folder, &text.value).into()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_joined_and_tidied() {
        assert_eq!(join("a/b/", "c.py"), "a/b/c.py");
        assert_eq!(join("a/b/", "/c.py"), "c.py");
        assert_eq!(join("a/", "./x//y/"), "a/x/y/");
        assert_eq!(join("", "x\\y"), "x/y");
    }
}
