//! Who imports a module, or a name of one.

use super::codebase::{Codebase, folder_of, join, normal, within};
use super::facts::{Facts, Import, Imported};
use super::language::Language;
use super::resolve::{GoIndex, JavaIndex, Meaning, PythonIndex, RustIndex, ScriptIndex, Verdict};
use std::cell::OnceCell;
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

/// A use of what was asked for by a name that is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used<'n> {
    /// The name as written.
    pub name: &'n str,
    /// What it means, with dots.
    pub whole: String,
    /// The line.
    pub line: u32,
    /// The file imports its first part.
    pub imported: bool,
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
    /// It is the path of files, so that an import that leads to another file is none of it, however it is written.
    by_path: bool,
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
        Self { module, name, whole, indexes, at: None, by_path: false, target: OnceLock::new() }
    }

    /// The same for something at a path of the tree: what a manifest leads elsewhere by the same name is none of it.
    #[must_use]
    pub const fn at(mut self, path: &'w str) -> Self {
        self.at = Some(path);
        self
    }

    /// The same search for the path of files, and not for a name that imports may use.
    #[must_use]
    pub const fn by_path(mut self) -> Self {
        self.by_path = true;
        self
    }

    /// The imports of it in a file, in the order of the source.
    pub fn of<'f>(&self, file: &str, facts: &'f Facts) -> Vec<Reaching<'f>> {
        let meaning = OnceCell::new();
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
                Language::JavaScript | Language::TypeScript | Language::Tsx => self.script(file, import, &meaning),
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

    /// Where a file uses it by a name that is written out: Rust and Java take it without an import, Python from a package that is imported
    /// whole. Of what the file has by the name's first part itself, it is none.
    pub fn used_by_name<'n>(&self, file: &str, facts: &Facts, names: &'n [(Box<str>, u32)]) -> Vec<Used<'n>> {
        let reaches = |path: &String| path.strip_prefix(&*self.whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let uses = |name: &str| match (facts.language, self.indexes.rust) {
            (Language::Python, _) => {
                let whole = facts.imports.iter().filter_map(|import| import.whole(name)).find(reaches)?;
                self.is_module().then_some((whole, false))
            }
            (Language::Rust, Some(_)) if self.leads_elsewhere(file, name) => None,
            (Language::Rust, Some(index)) => {
                let paths = index.paths_of_name(file, facts, name);
                paths.iter().map(|path| path.replace("::", ".")).find(reaches).map(|whole| (whole, false))
            }
            (Language::Rust | Language::Java, _) => {
                let first = name.split([':', '.']).next().unwrap_or(name);
                let own = facts.definitions.iter().any(|definition| &*definition.name == first);
                let imported = || self.through_outer(facts, first, name).filter(reaches).map(|whole| (whole, true));
                let whole = Some(name.replace("::", ".")).filter(reaches).map(|whole| (whole, false));
                if own { None } else { whole.or_else(imported) }
            }
            _ => None,
        };
        let used = |(name, line): &'n (Box<str>, u32)| {
            let (whole, imported) = uses(name)?;
            Some(Used { name, whole, line: *line, imported })
        };
        names.iter().filter_map(used).collect()
    }

    /// The whole name of what a file of Java names through a class around what is sought, which it imports: `Old.In` by `import com.acme.Old`.
    fn through_outer(&self, facts: &Facts, first: &str, name: &str) -> Option<String> {
        let around = |class: &String| self.whole.strip_prefix(&**class).is_some_and(|rest| rest.starts_with('.'));
        if facts.language != Language::Java || first == name {
            return None;
        }
        let whole = |class: String| format!("{class}{}", name.get(first.len()..).unwrap_or_default());
        let named = facts.imports.iter().find(|import| matches!(&import.what, Imported::Name(imported) if &**imported == first));
        if let Some(import) = named {
            return Some(format!("{}.{first}", import.module)).filter(around).map(whole);
        }
        // What stands in the own package, or where another star leads, comes before what is gone.
        let has = |class: &String| self.indexes.java.is_some_and(|index| matches!(index.resolve(class).verdict, Verdict::Found(_)));
        if facts.package.as_ref().map(|package| format!("{package}.{first}")).is_some_and(|class| has(&class)) {
            return None;
        }
        let stars =
            || facts.imports.iter().filter(|import| import.what == Imported::Star).map(|import| format!("{}.{first}", import.module));
        let class = stars().find(around)?;
        (has(&class) || !stars().any(|class| has(&class))).then(|| whole(class))
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

    fn script(&self, file: &str, import: &Import, meaning: &OnceCell<Option<Meaning>>) -> Option<Way> {
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
            _ if self.by_path && resolved.is_some() => None,
            true => Some(Way::Named),
            false => within(self.module, &import.module).map(|_| Way::Within),
        };
        let way = places.iter().find_map(at).or_else(written).or_else(|| self.led_alike(file, import, meaning))?;
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

    /// Whether an import leads where the module's own name would: `./lib/old` is `@/lib/old`. The file itself, and what lies with it, does not import it so.
    fn led_alike(&self, file: &str, import: &Import, meaning: &OnceCell<Option<Meaning>>) -> Option<Way> {
        let index = self.indexes.script.filter(|_| !self.by_path)?;
        let Meaning { own, inside } = meaning.get_or_init(|| index.meaning_of(file, self.module)).as_ref()?;
        let lies = |place: &str| inside.iter().any(|folder| folder == place || within(folder, place).is_some());
        let is = |place: &str| own.iter().any(|one| stem(one) == place);
        if is(stem(file)) || lies(file) {
            return None;
        }
        let way = |place: &String| if is(stem(place)) { Some(Way::Named) } else { lies(stem(place)).then_some(Way::Within) };
        index.meaning_in(file, &import.module)?.own.iter().find_map(way)
    }

    /// Whether the star of a script surely does not bring a name; of a module that is gone nobody can tell.
    fn star_lacks(&self, file: &str, import: &Import, name: &str) -> bool {
        name == "default" || self.indexes.script.is_some_and(|index| index.lacks(file, &import.module, name))
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
