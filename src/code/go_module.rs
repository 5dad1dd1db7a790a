//! `go.mod` and `go.work`: a module's path, what it requires, leaves out, and takes in place of something; the modules of a workspace.

/// What a `go.mod` or a `go.work` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoModule {
    /// The path of the module; empty where it says none.
    pub path: String,
    /// What it requires.
    pub requires: Vec<Required>,
    /// What it takes in place of something.
    pub replaces: Vec<Replaced>,
    /// Versions that are never taken.
    pub excludes: Vec<Required>,
    /// The folders of the modules that a workspace takes together, as written.
    pub uses: Vec<String>,
    /// The version of Go that it is written for.
    pub go: Option<String>,
}

/// A version of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    /// Its path.
    pub path: String,
    /// Its version, as written.
    pub version: String,
    /// The line.
    pub line: u32,
}

/// What is taken in place of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The path of the module that is replaced.
    pub path: String,
    /// The one version of it that is, where not all are.
    pub only: Option<String>,
    /// The path of another module, or a folder.
    pub by: String,
    /// The version of the other module; a folder has none.
    pub version: Option<String>,
    /// The line.
    pub line: u32,
}

impl Replaced {
    /// Whether it is a folder beside the module, rather than another module.
    pub fn is_folder(&self) -> bool {
        self.version.is_none() && self.by.starts_with(['.', '/'])
    }
}

impl GoModule {
    /// Reads a `go.mod`. What is malformed is passed over.
    pub fn read(text: &str) -> GoModule {
        let mut module = GoModule::default();
        let mut block = String::new();
        for (line, number) in text.lines().zip(1u32..) {
            let line = line.split("//").next().unwrap_or_default();
            let mut words: Vec<String> = line.split_whitespace().map(|word| word.trim_matches(['"', '`']).to_owned()).collect();
            if words.first().is_some_and(|word| word == ")") {
                block.clear();
                continue;
            }
            // `require(` may be written without a space.
            if let Some(word) = words.first_mut().filter(|word| word.len() > 1)
                && let Some(bare) = word.strip_suffix('(')
            {
                block = bare.to_owned();
                continue;
            }
            if words.len() == 2 && words.get(1).is_some_and(|word| word == "(") {
                block.clone_from(&words[0]);
                continue;
            }
            let directive = if block.is_empty() && !words.is_empty() { words.remove(0) } else { block.clone() };
            module.add(&directive, &words, number);
        }
        module
    }

    fn add(&mut self, directive: &str, words: &[String], line: u32) {
        match (directive, words) {
            ("module", [path, ..]) => self.path.clone_from(path),
            ("require", [path, version, ..]) => self.requires.push(Required { path: path.clone(), version: version.clone(), line }),
            ("exclude", [path, version, ..]) => self.excludes.push(Required { path: path.clone(), version: version.clone(), line }),
            ("go", [version, ..]) => self.go = Some(version.clone()),
            ("use", [folder, ..]) => self.uses.push(folder.clone()),
            ("replace", words) => {
                let Some(arrow) = words.iter().position(|word| word == "=>") else { return };
                let (old, new) = words.split_at(arrow);
                if let (Some(path), [_, by, version @ ..]) = (old.first(), new) {
                    let (only, version) = (old.get(1).cloned(), version.first().cloned());
                    self.replaces.push(Replaced { path: path.clone(), only, by: by.clone(), version, line });
                }
            }
            _ => {}
        }
    }

    /// Whether it names every module that a package may be imported from: it requires nothing, or is written for a version (1.17) that lists all.
    pub fn lists_all(&self) -> bool {
        let minor = self.go.as_deref().and_then(|go| go.split('.').nth(1)).and_then(|minor| minor.parse::<u32>().ok());
        self.requires.is_empty() || self.go.as_deref().is_some_and(|go| go.starts_with("1.")) && minor.is_some_and(|minor| minor >= 17)
    }

    /// What stands in place of a module in the version that is required.
    pub fn replacing(&self, required: &Required) -> Option<&Replaced> {
        let of = |replaced: &&Replaced| replaced.path == required.path;
        let exact = |replaced: &&Replaced| replaced.only.as_ref() == Some(&required.version);
        let all = || self.replaces.iter().filter(of);
        all().find(exact).or_else(|| all().find(|replaced| replaced.only.is_none()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_are_read_in_blocks_and_alone() {
        let text = "module \"m.org/a\" // a\nrequire (\n\tx.org/x v1.2.0 // indirect\n\ty.org/y v0.1.0\n)\nrequire z.org/z v2.0.0\n\
                    exclude(\n\tx.org/x v1.0.0\n)\nreplace x.org/x v1.2.0 => f.org/x v1.0.0\nreplace (\n\ty.org/y => ../y\n)\n";
        let module = GoModule::read(text);
        assert_eq!((module.path.as_str(), module.requires.len(), module.replaces.len()), ("m.org/a", 3, 2));
        let by =
            |at: usize| module.replacing(&module.requires[at]).map(|replaced| (replaced.by.as_str(), replaced.is_folder(), replaced.line));
        assert_eq!(module.excludes, [Required { path: "x.org/x".into(), version: "v1.0.0".into(), line: 8 }]);
        assert_eq!(GoModule::read("go 1.22\nuse ./a // x\nuse (\n\t.\n\t./b\n)\n").uses, ["./a", ".", "./b"]);
        assert_eq!((by(0), by(1), by(2)), (Some(("f.org/x", false, 10)), Some(("../y", true, 12)), None));
    }
}
