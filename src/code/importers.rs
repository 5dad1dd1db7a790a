//! Who imports a module, or a name of one.

use super::codebase::{Codebase, folder_of, join, normal, within};
use super::facts::{Facts, Import, Imported};
use super::language::Language;
use super::resolve::{GoIndex, JavaIndex, PythonIndex, RustIndex, ScriptIndex, Verdict};
use std::sync::OnceLock;

/// By which way an import reaches what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It names it.
    Named,
    /// It imports something within it.
    Within,
    /// A star that brings it.
    Star,
    /// It names it at another module, which has it from there.
    Reexport,
    /// It takes the module that has the name; whether the name is used must be looked for.
    Whole,
}

/// An import that reaches what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaching<'f> {
    /// The import.
    pub import: &'f Import,
    /// Its way.
    pub way: Way,
    /// Whether nothing else can be meant; else nobody can tell.
    pub sure: bool,
}

/// What the imports of files mean in a tree. What a language has no index for is compared as it is written.
#[derive(Clone, Copy, Default)]
pub struct Indexes<'i, 'a> {
    /// The files.
    pub tree: Option<&'i Codebase<'a>>,
    /// For Python.
    pub python: Option<&'i PythonIndex<'a>>,
    /// For JavaScript and TypeScript.
    pub script: Option<&'i ScriptIndex<'a>>,
    /// For Go.
    pub go: Option<&'i GoIndex<'a>>,
    /// For Rust.
    pub rust: Option<&'i RustIndex<'a>>,
    /// For Java.
    pub java: Option<&'i JavaIndex<'a>>,
}

/// A search for the imports of one module or name.
pub struct Importers<'w, 'i, 'a> {
    module: &'w str,
    name: Option<&'w str>,
    /// Both, with a dot.
    whole: String,
    indexes: Indexes<'i, 'a>,
    /// The path it lies or lay at, where it was asked for by one.
    at: Option<&'w str>,
    /// Where Python defines it, worked out when it is first needed.
    target: OnceLock<Option<(Box<str>, u32)>>,
}

impl<'w, 'i, 'a> Importers<'w, 'i, 'a> {
    /// A search for a module, spelt as its language does, and perhaps a name of it: `app.agents.base` and `BaseAgent`, `crate::a` and `B`,
    /// `java.util` and `List`, `fmt`; for JavaScript a package (`lodash`), or the path of a file or folder of the tree (`src/ui/button.ts`).
    /// What is gone from the tree is found all the same, by its name.
    pub fn new(module: &'w str, name: Option<&'w str>, indexes: Indexes<'i, 'a>) -> Self {
        let dotted = module.replace("::", ".");
        let whole = name.map_or_else(|| dotted.clone(), |name| format!("{dotted}.{name}"));
        Self { module, name, whole, indexes, at: None, target: OnceLock::new() }
    }

    /// The same for something at a path of the tree: what a manifest leads elsewhere by the same name is none of it.
    #[must_use]
    pub const fn at(mut self, path: &'w str) -> Self {
        self.at = Some(path);
        self
    }

    /// The imports of it in a file, in the order of the source.
    pub fn of<'f>(&self, file: &str, facts: &'f Facts) -> Vec<Reaching<'f>> {
        let reach = |import: &'f Import| {
            let way = match facts.language {
                Language::Python => {
                    let (way, sure) = self.python(file, import)?;
                    return Some(Reaching { import, way, sure });
                }
                Language::Rust => self.rust(file, import),
                Language::Java => self.dotted(&import.module, &import.what),
                Language::Go => {
                    let (way, sure) = self.go(import)?;
                    return Some(Reaching { import, way, sure });
                }
                Language::JavaScript | Language::TypeScript | Language::Tsx => self.script(file, import),
            };
            Some(Reaching { import, way: way?, sure: true })
        };
        facts.imports.iter().filter_map(reach).collect()
    }

    /// Where the definition stands, when it is a name and not a module.
    fn target(&self) -> Option<&(Box<str>, u32)> {
        let find = || {
            let index = self.indexes.python?;
            if matches!(index.resolve_module(&self.whole).verdict, Verdict::Found(_)) {
                return None;
            }
            match index.resolve(&self.whole).verdict {
                Verdict::Found(found) => Some((found.file, found.line)),
                _ => None,
            }
        };
        self.target.get_or_init(find).as_ref()
    }

    /// By which way an import of Python reaches it, and whether that is sure.
    fn python(&self, file: &str, import: &Import) -> Option<(Way, bool)> {
        let names = match (import.level, self.indexes.python) {
            (0, _) => vec![import.module.to_string()],
            (_, Some(index)) => index.relative_names(file, import),
            (_, None) => Vec::new(),
        };
        if let Some(way) = self.of_names(&names, import) {
            return Some((way, !import.is_computed() || way == Way::Named));
        }
        let index = self.indexes.python?;
        let first = import.module.split('.').next().unwrap_or_default();
        if import.level > 0 || !self.whole.split('.').any(|part| part == first) {
            return None;
        }
        let around = index.around(file, import);
        let below =
            |folders: &[String]| -> Vec<String> { folders.iter().flat_map(|folder| index.names_below(folder, &import.module)).collect() };
        let of = |folders: &[String]| self.of_names(&below(folders), import);
        of(&around.sure).map(|way| (way, true)).or_else(|| Some((of(&around.perhaps)?, false)))
    }

    /// By which way an import reaches it whose module has these dotted names.
    fn of_names(&self, names: &[String], import: &Import) -> Option<Way> {
        let way = names.iter().find_map(|module| self.dotted(module, &import.what));
        let Some(index) = self.indexes.python else { return way };
        let name = self.whole.rsplit_once('.').map(|(_, name)| name);
        match (&import.what, way, name) {
            (Imported::Star, Some(Way::Star), Some(name)) if !import.dynamic => self.star(index, names.first()?, name),
            (_, Some(way), _) => Some(way),
            (Imported::Name(imported), None, Some(name)) if **imported == *name => {
                let target = self.target()?;
                let leads = |module: &String| match index.resolve_name(module, name).verdict {
                    Verdict::Found(found) => (&found.file, found.line) == (&target.0, target.1),
                    _ => false,
                };
                names.iter().any(leads).then_some(Way::Reexport)
            }
            _ => None,
        }
    }

    /// Whether a name in the code of a file is that of a crate which, as a manifest says, stands at another path.
    fn leads_elsewhere(&self, file: &str, path: &str) -> bool {
        let first = path.trim_start_matches("::").split("::").next().unwrap_or_default();
        let folder = self.at.and_then(|at| Some((at, self.indexes.rust?.folder_named(file, first)?)));
        folder.is_some_and(|(at, folder)| at != folder && within(at, folder).is_none() && within(folder, at).is_none())
    }

    fn rust(&self, file: &str, import: &Import) -> Option<Way> {
        if self.leads_elsewhere(file, &import.module) {
            return None;
        }
        let paths = match self.indexes.rust {
            Some(index) => index.paths_of_import(file, import.within.as_deref(), &import.module),
            None => vec![import.module.to_string()],
        };
        paths.iter().find_map(|path| self.dotted(&path.replace("::", "."), &import.what))
    }

    /// The line in which a file uses it by a name that is written out: Rust and Java take it without an import, Python from a package that is
    /// imported whole. Of what the file has by the name's first part itself, it is none.
    pub fn used_by_name(&self, file: &str, facts: &Facts, names: &[(Box<str>, u32)]) -> Option<u32> {
        let reaches = |path: &str| path.strip_prefix(&*self.whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let uses = |name: &str| match (facts.language, self.indexes.rust) {
            (Language::Python, _) => {
                facts.imports.iter().filter_map(|import| import.whole(name)).any(|whole| reaches(&whole)) && self.is_module()
            }
            (Language::Rust, Some(_)) if self.leads_elsewhere(file, name) => false,
            (Language::Rust, Some(index)) => index.paths_of_name(file, facts, name).iter().any(|path| reaches(&path.replace("::", "."))),
            (Language::Rust | Language::Java, _) => {
                let first = name.split([':', '.']).next().unwrap_or(name);
                let own = facts.definitions.iter().any(|definition| &*definition.name == first);
                !own && reaches(&name.replace("::", "."))
            }
            _ => false,
        };
        names.iter().find(|(name, _)| uses(name)).map(|(_, line)| *line)
    }

    /// Whether a name of Python is that of a module, standing or gone, and none that its package binds to something else.
    fn is_module(&self) -> bool {
        let (Some(index), Some((package, name))) = (self.indexes.python, self.module.rsplit_once('.')) else { return true };
        match index.resolve_name(package, name).verdict {
            Verdict::Found(found) => index.file_of(self.module).is_some_and(|file| *file == *found.file),
            _ => true,
        }
    }

    /// A star brings a name that its module has and does not keep back; of a module that is gone nobody can tell, and it counts.
    fn star(&self, index: &PythonIndex<'_>, module: &str, name: &str) -> Option<Way> {
        if index.star_keeps_back(module, name) {
            return None;
        }
        let there = matches!(index.resolve_module(module).verdict, Verdict::Found(_));
        let absent = there && matches!(index.resolve_name(module, name).verdict, Verdict::NotFound { .. });
        (!absent).then_some(Way::Star)
    }

    /// Compares dotted paths: the import names the path, something within it, or all of its module.
    fn dotted(&self, module: &str, what: &Imported) -> Option<Way> {
        let wanted = &*self.whole;
        let inside = |path: &str| path.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'));
        let outer = wanted.rsplit_once('.').map(|(outer, _)| outer);
        let whole = |path: &str| (outer == Some(path)).then_some(Way::Whole);
        match what {
            _ if module == wanted && !matches!(what, Imported::Module) => Some(Way::Named),
            _ if inside(module) => Some(Way::Within),
            Imported::Module if module == wanted => Some(Way::Named),
            Imported::Module => whole(module),
            Imported::Name(name) => {
                let path = if module.is_empty() { name.to_string() } else { format!("{module}.{name}") };
                if path == wanted {
                    Some(Way::Named)
                } else if inside(&path) {
                    Some(Way::Within)
                } else {
                    whole(&path)
                }
            }
            Imported::Star => (outer == Some(module)).then_some(Way::Star),
        }
    }

    /// Go imports packages, never names; a star is a package whose names need no package in front. Tells whether nothing else can be meant.
    fn go(&self, import: &Import) -> Option<(Way, bool)> {
        let folder = self.indexes.go.and_then(|index| index.folder_of(&import.module));
        let at = self.at.unwrap_or(self.module);
        let named = *import.module == *self.module || folder.as_deref() == Some(at);
        match (named, self.name) {
            (true, None) => Some((Way::Named, true)),
            (true, Some(_)) => Some((if import.what == Imported::Star { Way::Star } else { Way::Whole }, true)),
            (false, None) if folder.is_some_and(|folder| within(at, &folder).is_some()) => Some((Way::Within, true)),
            (false, None) => {
                let sure = match self.indexes.go {
                    Some(index) => index.is_of(&import.module, self.module)?,
                    None => within(self.module, &import.module).map(|_| true)?,
                };
                Some((Way::Within, sure))
            }
            (false, Some(_)) => None,
        }
    }

    fn script(&self, file: &str, import: &Import) -> Option<Way> {
        let resolved = self.indexes.script.and_then(|index| index.file_of(file, &import.module).ok());
        // What is gone is where its name says that it was.
        let places = match (&resolved, self.indexes.script) {
            (Some(path), _) => vec![path.clone()],
            (None, Some(index)) => index.places_of(file, &import.module),
            (None, None) if import.module.starts_with('.') => normal(&join(folder_of(file), &import.module)).into_iter().collect(),
            (None, None) => Vec::new(),
        };
        let wanted = stem(self.module);
        let at = |place: &String| match stem(place) {
            path if path == wanted => Some(Way::Named),
            path => within(wanted, path).map(|_| Way::Within),
        };
        let written = || match *import.module == *self.module {
            true => Some(Way::Named),
            false => within(self.module, &import.module).map(|_| Way::Within),
        };
        let way = places.iter().find_map(at).or_else(written)?;
        match (self.name, &import.what) {
            (None, _) => Some(way),
            (Some(name), Imported::Name(imported)) => {
                // What a module exports without a name is called as its importer likes.
                let default = **imported == *"default" && import.alias.as_deref() == Some(name);
                (**imported == *name || default).then_some(way)
            }
            (Some(name), Imported::Star) if import.alias.is_none() => (!self.star_lacks(file, import, name)).then_some(Way::Star),
            (Some(_), Imported::Star | Imported::Module) => Some(Way::Whole),
        }
    }

    /// Whether the star of a script surely does not bring a name; of a module that is gone nobody can tell.
    fn star_lacks(&self, file: &str, import: &Import, name: &str) -> bool {
        let Some(index) = self.indexes.script.filter(|index| index.file_of(file, &import.module).is_ok()) else { return name == "default" };
        name == "default" || matches!(index.resolve(file, &import.module, Some(name)).verdict, Verdict::NotFound { .. })
    }
}

/// A path of a script without its ending, and without the `index` that stands for its folder.
pub fn stem(path: &str) -> &str {
    let path = [".d.ts", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".vue", ".svelte"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending))
        .unwrap_or(path);
    path.strip_suffix("/index").unwrap_or(path).trim_end_matches('/')
}
