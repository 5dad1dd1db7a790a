//! Paths of a plan: relative to the nearest folder, from the root with a leading slash.

use super::{At, Lower};
use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Place};
use crate::syntax::{AttributeKind, ProseWord, Text};

/// Joins a path to a folder and tidies it: no leading or doubled slashes, no `.` and `..` parts, `\` as `/`.
///
/// # Errors
/// When it leads out of the tree, or climbs from what is a pattern, in words for people.
fn join(folder: &str, path: &str) -> Result<String, &'static str> {
    let mut joined = String::with_capacity(folder.len() + path.len());
    if !path.starts_with('/') {
        joined.push_str(folder);
    }
    for part in path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            let above = joined.trim_end_matches('/');
            let start = above.rfind('/').map_or(0, |at| at + 1);
            match above.get(start..).unwrap_or_default() {
                last if last.is_empty() || last.contains(':') => return Err("it leads out of the tree"),
                last if last.contains(['*', '?', '[', '{']) => {
                    return Err("`..` stands behind a pattern, so that nobody can tell where it leads");
                }
                _ => joined.truncate(start),
            }
            continue;
        }
        if !joined.is_empty() && !joined.ends_with('/') {
            joined.push('/');
        }
        joined.push_str(part);
    }
    if path.ends_with('/') && !joined.is_empty() && !joined.ends_with('/') {
        joined.push('/');
    }
    Ok(joined)
}

/// What a text names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// One file or folder.
    Path,
    /// All that a glob fits.
    Glob,
    /// One file, or all that a glob fits: a name may itself hold what globs are made of.
    Either,
}

/// Why a text can be no path, or no glob.
fn fault(text: &str, named: Named) -> Option<String> {
    let is_list =
        |text: &str| text.split_once('{').is_some_and(|(_, rest)| rest.split_once('}').is_some_and(|(list, _)| list.contains(',')));
    let numbers =
        |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let line = |text: &str| [":", "#L"].iter().any(|mark| text.rsplit_once(mark).is_some_and(|(_, line)| numbers(line)));
    let why = match text {
        _ if text.trim().is_empty() => "it is empty",
        _ if text.trim() != text => "it begins or ends with a blank",
        _ if text.starts_with("~/") => {
            "`~` means nothing here: paths are relative to the nearest `folder`, or begin with `/` at the root of the tree"
        }
        _ if text.starts_with('!') || text.contains("!(") => "`!` turns no glob round; leave files out with `except`",
        _ if named == Named::Path && (text.contains(['*', '?']) || is_list(text)) => {
            "it is a pattern; name the file or its folder, or ask for all that a glob finds with `each` or `done when`"
        }
        _ if named == Named::Path && line(text) => "a path ends without a line number",
        _ if named == Named::Glob => return globset::Glob::new(text).err().map(|error| error.kind().to_string()),
        _ => return None,
    };
    Some(why.to_owned())
}

impl<'a, 's> Lower<'a, 's> {
    /// The folder that a statement gives to what it holds, when it gives one.
    pub(super) fn own_folder(&mut self, parent: ItemId, at: At<'a, 's>) -> Option<String> {
        let folder = at.facts().find_map(|(attribute, _)| match &attribute.kind {
            AttributeKind::Prose(ProseWord::Folder, folder) => Some(folder),
            _ => None,
        })?;
        let mut folder = join(&self.plan.item(parent).folder, &folder.value)
            .map_err(|why| {
                let fault = format!("this folder cannot be used: {why}");
                self.push(Diagnostic::new(&code::MALFORMED, fault).at(at.place(folder.span), ""));
            })
            .ok()?;
        if !folder.is_empty() && !folder.ends_with('/') {
            folder.push('/');
        }
        Some(folder)
    }

    /// A path or glob from the root; nothing when it can be none, which is reported.
    fn rooted(&mut self, folder: &str, at: At<'a, 's>, text: &Text<'s>, named: Named) -> Option<Box<str>> {
        let found = fault(&text.value, named).map_or_else(|| join(folder, &text.value).map_err(str::to_owned), Err);
        let what = if named == Named::Glob { "glob" } else { "path" };
        found
            .map_err(|why| {
                self.push(Diagnostic::new(&code::MALFORMED, format!("this {what} cannot be used: {why}")).at(at.place(text.span), ""));
            })
            .map(String::into_boxed_str)
            .ok()
    }

    /// Reports packages that climb: they are named from the root of the tree, or as code names them.
    pub(super) fn check_packages(&mut self, at: At<'a, 's>, texts: &[Text<'s>]) {
        for text in texts.iter().filter(|text| text.value.split(['/', '\\']).any(|part| part == "..")) {
            let fault = "this package cannot be found: packages are named from the root of the tree, or as code names them, without `..`";
            self.push(Diagnostic::new(&code::MALFORMED, fault).at(at.place(text.span), ""));
        }
        for text in texts.iter().filter(|text| text.value.contains('*')) {
            let fault = Diagnostic::new(&code::MALFORMED, "this is no package: what is kept apart is named one by one, without `*`");
            self.push(fault.at(at.place(text.span), ""));
        }
    }

    /// Places from the root.
    pub(super) fn places(&mut self, scope: ItemId, at: At<'a, 's>, texts: &[Text<'s>]) -> Vec<Place> {
        let folder = self.plan.item(scope).folder.clone();
        let place = |text: &Text<'s>| Some(Place { path: self.rooted(&folder, at, text, Named::Path)?, said: at.place(text.span) });
        texts.iter().filter_map(place).collect()
    }

    /// Globs, or paths that may be some, from the root.
    pub(super) fn globs(&mut self, scope: ItemId, at: At<'a, 's>, texts: &[Text<'s>], named: Named) -> Vec<Box<str>> {
        let folder = self.plan.item(scope).folder.clone();
        texts.iter().filter_map(|text| self.rooted(&folder, at, text, named)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Named, fault, join};

    #[test]
    fn paths_are_joined_and_tidied() {
        let joined = |folder, path| join(folder, path).unwrap_or_else(str::to_owned);
        assert_eq!(joined("a/b/", "c.py"), "a/b/c.py");
        assert_eq!(joined("a/b/", "/c.py"), "c.py");
        assert_eq!(joined("a/", "./x//y/"), "a/x/y/");
        assert_eq!(joined("", "x\\y"), "x/y");
    }

    #[test]
    fn paths_climb_within_the_tree_and_not_out_of_it() {
        let joined = |folder, path| join(folder, path).unwrap_or_else(str::to_owned);
        assert_eq!(joined("services/web/", "../shared/**"), "services/shared/**");
        assert_eq!(joined("services/web/", "../../top.py"), "top.py");
        assert_eq!(joined("a/", "b/../"), "a/");
        let out = "it leads out of the tree";
        assert_eq!([joined("a/", "../../x"), joined("", ".."), joined("", "web:src/../x")], [out; 3]);
        assert!(joined("", "**/../x").contains("behind a pattern"));
    }

    #[test]
    fn what_can_be_no_path_is_told() {
        let is_fault = |text, named| fault(text, named).is_some();
        for text in ["shop/**", "a?.py", "{a,b}.py", "a.py:3", "a.py:1-3", "a.py#L3", " a.py", "~/a.py", "!a.py", ""] {
            assert!(is_fault(text, Named::Path), "{text}");
        }
        for text in ["pages/[id].tsx", "{{cookiecutter.name}}/setup.py", "web:src/a.ts", "app/@modal/(.)photo"] {
            assert!(!is_fault(text, Named::Path), "{text}");
        }
        for text in ["!shop/x.py", "shop/!(x).py", "~/shop/**", "shop/** ", "a[b"] {
            assert!(is_fault(text, Named::Glob), "{text}");
        }
        assert!(!is_fault("shop/{a,b}/**/*.py", Named::Glob) && !is_fault("a[b", Named::Either));
    }
}
