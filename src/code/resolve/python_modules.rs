//! Where Python finds a module: regular packages, modules, namespace packages over several roots, in its own order.
//!
//! The order within one folder is that of `importlib`'s `FileFinder`: a folder with `__init__`, then a compiled module, then a source
//! file, then a folder as a portion of a namespace package, which anything found in a later folder beats (PEP 420).

use super::super::codebase::{folder_of, join};
use super::python_index::PythonIndex;

/// A module that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Module {
    /// Its dotted name.
    pub(super) name: String,
    pub(super) at: At,
}

/// Where a module is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// A source file.
    File(String),
    /// A package: its `__init__`.
    Package(String),
    /// Folders that make a namespace package together.
    Namespace(Vec<String>),
    /// A compiled module: its names cannot be read.
    Compiled(String),
}

impl Module {
    /// The file to show for it.
    pub(super) fn file(&self) -> String {
        match &self.at {
            At::File(path) | At::Package(path) | At::Compiled(path) => path.clone(),
            At::Namespace(folders) => format!("{}/", folders.first().map_or("", |folder| folder)),
        }
    }

    /// The folders in which its submodules are looked for.
    pub(super) fn folders(&self) -> Vec<String> {
        match &self.at {
            At::Package(path) => vec![folder_of(path).to_owned()],
            At::Namespace(folders) => folders.clone(),
            At::File(_) | At::Compiled(_) => Vec::new(),
        }
    }

    /// The dotted name of the package that relative imports in it start from.
    pub(super) fn package(&self) -> &str {
        match self.at {
            At::Package(_) | At::Namespace(_) => &self.name,
            At::File(_) | At::Compiled(_) => self.name.rsplit_once('.').map_or("", |(package, _)| package),
        }
    }
}

/// What looking for a module gave.
pub(super) enum Located {
    Here(Module),
    /// The name up to here is not there, within the package given (the top where there is none).
    Missing {
        name: String,
        within: Option<Module>,
    },
    /// Its first part is not of this tree.
    Outside(String),
    /// It cannot be told, for this reason.
    Untold(String),
}

impl PythonIndex<'_> {
    /// Looks for a module by its dotted name.
    pub(super) fn locate(&self, dotted: &str) -> Located {
        let mut found: Option<Module> = None;
        for part in dotted.split('.') {
            let name = found.as_ref().map_or_else(|| part.to_owned(), |outer| format!("{}.{part}", outer.name));
            let at = match &found {
                None => self.find_in(&self.roots, part),
                Some(outer) => self.find_in(&outer.folders(), part),
            };
            let Some(at) = at else {
                return match found {
                    None if self.own.iter().any(|own| own == part) => Located::Missing { name, within: None },
                    None => Located::Outside(part.to_owned()),
                    Some(outer) => self.missing(name, outer),
                };
            };
            found = Some(Module { name, at });
        }
        found.map_or_else(|| Located::Outside(dotted.to_owned()), Located::Here)
    }

    fn missing(&self, name: String, outer: Module) -> Located {
        let Some(top) = outer.name.split('.').next() else { return Located::Missing { name, within: Some(outer) } };
        match &outer.at {
            At::Compiled(path) => Located::Untold(format!("`{}` is compiled ({path})", outer.name)),
            At::Namespace(folders) if !self.own.iter().any(|own| own == top) && !self.has_code(folders) => Located::Untold(format!(
                "`{}` is a folder without Python code; an installed package of that name would be taken",
                outer.name
            )),
            At::Package(path) if self.sets_path(path) => Located::Untold(format!("`{path}` sets `__path__`")),
            _ => Located::Missing { name, within: Some(outer) },
        }
    }

    pub(super) fn has_code(&self, folders: &[String]) -> bool {
        folders.iter().any(|folder| self.tree.under(folder).any(|path| path.ends_with(".py")))
    }

    fn sets_path(&self, path: &str) -> bool {
        self.tree.facts(path).is_some_and(|facts| facts.definitions.iter().any(|definition| &*definition.name == "__path__"))
    }

    fn find_in(&self, folders: &[String], part: &str) -> Option<At> {
        if part.is_empty() {
            return None;
        }
        let mut portions = Vec::new();
        for folder in folders {
            let path = join(folder, part);
            if !self.tree.has_folder(&path) {
                if let Some(at) = self.file_at(&path) {
                    return Some(at);
                }
                continue;
            }
            let init = format!("{path}/__init__.py");
            if self.tree.has_file(&init) {
                return Some(At::Package(init));
            }
            if let Some(at) = self.file_at(&path) {
                return Some(at);
            }
            portions.push(path);
        }
        (!portions.is_empty()).then_some(At::Namespace(portions))
    }

    pub(super) fn file_at(&self, path: &str) -> Option<At> {
        if let Some(compiled) = self.compiled.get(path) {
            return Some(At::Compiled(compiled.clone()));
        }
        let source = format!("{path}.py");
        self.tree.has_file(&source).then_some(At::File(source))
    }

    /// The module a relative or absolute import starts from; nothing when the dots lead out of the top.
    pub(super) fn absolute(&self, package: &str, level: u16, module: &str) -> Option<String> {
        if level == 0 {
            return Some(module.to_owned());
        }
        let mut base = package;
        for _ in 1..level {
            base = base.rsplit_once('.')?.0;
        }
        match (base.is_empty(), module.is_empty()) {
            (true, _) => None,
            (false, true) => Some(base.to_owned()),
            (false, false) => Some(format!("{base}.{module}")),
        }
    }
}
