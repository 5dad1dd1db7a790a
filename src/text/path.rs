//! Paths as texts.

/// A path without `.`, `..` and doubled `/`; nothing when it leads out of where it begins.
pub fn plain_path(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::plain_path;

    #[test]
    fn a_plain_path_climbs_nowhere() {
        let plain = |path| plain_path(path).unwrap_or_else(|| "out".to_owned());
        assert_eq!(["a/./b//c", "a/../b", "", "..", "a/../../b"].map(plain), ["a/b/c", "b", "", "out", "out"]);
    }
}
