//! Which of two lists of globs reaches further, as far as their texts tell.

/// The globs of `inner` that none of `outer` covers. Without any, a list reaches everything.
pub fn uncovered<'g>(inner: &'g [Box<str>], outer: &[Box<str>]) -> Vec<&'g str> {
    if outer.is_empty() {
        return Vec::new();
    }
    if inner.is_empty() {
        return if outer.iter().any(|glob| is_everything(glob)) { Vec::new() } else { vec!["**"] };
    }
    strangers(inner, outer)
}

/// The globs of `inner` that none of `outer` covers, where an empty list reaches nothing.
pub fn strangers<'g>(inner: &'g [Box<str>], outer: &[Box<str>]) -> Vec<&'g str> {
    inner.iter().map(|glob| &**glob).filter(|glob| !outer.iter().any(|other| covers(other, glob))).collect()
}

fn is_everything(glob: &str) -> bool {
    matches!(glob, "" | "**" | "**/*" | "/")
}

/// Whether every path that the second glob can match, the first matches too.
fn covers(outer: &str, inner: &str) -> bool {
    if outer == inner || is_everything(outer) {
        return true;
    }
    let folder = outer.strip_suffix("/**").or_else(|| outer.strip_suffix('/'));
    if let Some(folder) = folder.filter(|folder| !folder.contains(['*', '?', '[', '{']))
        && inner.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    {
        return true;
    }
    if let Some(name) = outer.strip_prefix("**/").filter(|name| !name.contains('/')) {
        let last = inner.rsplit('/').next().unwrap_or(inner);
        if last == name {
            return true;
        }
    }
    let plain = !inner.contains(['*', '?', '[', '{']) && !inner.ends_with('/');
    plain && globset::GlobBuilder::new(outer).literal_separator(true).build().is_ok_and(|glob| glob.compile_matcher().is_match(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(globs: &[&str]) -> Vec<Box<str>> {
        globs.iter().map(|glob| (*glob).into()).collect()
    }

    #[test]
    fn folders_cover_what_they_hold() {
        let left = |inner: &[&str], outer: &[&str]| uncovered(&boxed(inner), &boxed(outer)).len();
        assert_eq!(left(&["src/a/**", "src/b.py"], &["src/**"]), 0);
        assert_eq!(left(&["src/**"], &["src/a/**"]), 1);
        assert_eq!(left(&["src-old/x.py"], &["src/**"]), 1);
        assert_eq!(left(&["app/deep/*.py", "x/y.py"], &["**/*.py"]), 0);
        assert_eq!((left(&[], &["src/**"]), left(&[], &["**"]), left(&["a"], &[])), (1, 0, 0));
        assert_eq!(strangers(&boxed(&["a/**"]), &[]), ["a/**"]);
    }
}
