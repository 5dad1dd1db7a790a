//! Who imports a module, or a name of one.

use super::facts::{Facts, Guard, Import, Imported};
use super::language::Language;
use super::resolve::{GoIndex, PythonIndex, ScriptIndex, Verdict};

/// One place that imports what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The file.
    pub file: Box<str>,
    /// The line.
    pub line: u32,
    /// It takes place only when a function runs.
    pub lazy: bool,
    /// It is a call with a literal.
    pub dynamic: bool,
    /// Under which circumstances it takes place.
    pub guard: Guard,
    /// By which way.
    pub way: Way,
}

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
}

/// What the imports of files mean in a tree. What a language has no index for is compared as it is written.
#[derive(Clone, Copy, Default)]
pub struct Indexes<'i, 'a> {
    /// For Python.
    pub python: Option<&'i PythonIndex<'a>>,
    /// For JavaScript and TypeScript.
    pub script: Option<&'i ScriptIndex<'a>>,
    /// For Go.
    pub go: Option<&'i GoIndex<'a>>,
}

/// The imports of `wanted` in the files given, in their order.
///
/// `wanted` is a module or a module and a name, spelt as the language does: `app.agents.base`, `app.agents.base.BaseAgent`, `crate::a::B`, `java.util.List`,
/// `fmt`; for JavaScript a package (`lodash`) or the path of a file in the tree (`src/ui/button.ts`), a name of it after a `#`.
/// What is gone from the tree is found all the same, by its name.
pub fn importers<'f>(wanted: &str, files: impl IntoIterator<Item = (&'f str, &'f Facts)>, indexes: Indexes<'_, '_>) -> Vec<Use> {
    let mut found = Vec::new();
    let target = indexes.python.and_then(|index| definition_of(index, wanted));
    for (file, facts) in files {
        // The packages of the file, asked for once.
        let packages =
            indexes.python.filter(|_| facts.language == Language::Python).map(|index| index.packages_of(file)).unwrap_or_default();
        for import in &facts.imports {
            let way = match facts.language {
                Language::Python => python(wanted, target.as_ref(), &packages, import, indexes.python),
                Language::Rust => dotted(&wanted.replace("::", "."), &import.module.replace("::", "."), &import.what),
                Language::Java => dotted(wanted, &import.module, &import.what),
                Language::Go => slashed(wanted, &import.module).or_else(|| go_name(wanted, import)),
                Language::JavaScript | Language::TypeScript | Language::Tsx => script(wanted, file, import, indexes.script),
            };
            if let Some(way) = way {
                let (line, lazy, dynamic, guard) = (import.line, import.lazy, import.dynamic, import.guard);
                found.push(Use { file: file.into(), line, lazy, dynamic, guard, way });
            }
        }
    }
    found
}

/// Where the definition of a dotted path stands, when it is a name and not a module.
fn definition_of(index: &PythonIndex<'_>, wanted: &str) -> Option<(Box<str>, u32)> {
    if matches!(index.resolve_module(wanted).verdict, Verdict::Found(_)) {
        return None;
    }
    match index.resolve(wanted).verdict {
        Verdict::Found(found) => Some((found.file, found.line)),
        _ => None,
    }
}

fn python(
    wanted: &str,
    target: Option<&(Box<str>, u32)>,
    packages: &[String],
    import: &Import,
    index: Option<&PythonIndex<'_>>,
) -> Option<Way> {
    let modules: Vec<String> = match (import.level, index) {
        (0, _) => vec![import.module.to_string()],
        (_, Some(index)) => packages.iter().filter_map(|package| index.absolute_name(package, import.level, &import.module)).collect(),
        (_, None) => Vec::new(),
    };
    let way = modules.iter().find_map(|module| dotted(wanted, module, &import.what));
    let index = index?;
    let (module, name) = (modules.first()?, wanted.rsplit_once('.').map(|(_, name)| name));
    match (&import.what, way, name) {
        // A star of the module itself brings the name only where it does not keep it back.
        (Imported::Star, Some(Way::Star), Some(name)) => {
            let kept_back = index.star_keeps_back(module, name);
            (!kept_back).then_some(Way::Star)
        }
        (_, Some(way), _) => Some(way),
        (Imported::Name(imported), None, Some(name)) if **imported == *name => {
            let target = target?;
            match index.resolve_name(module, name).verdict {
                Verdict::Found(found) if (&found.file, found.line) == (&target.0, target.1) => Some(Way::Reexport),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Compares dotted paths: the import names the path, something within it, or all of its module.
fn dotted(wanted: &str, module: &str, what: &Imported) -> Option<Way> {
    let within = |path: &str| path.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'));
    match what {
        _ if module == wanted && !matches!(what, Imported::Module) => Some(Way::Named),
        _ if within(module) => Some(Way::Within),
        Imported::Module => (module == wanted).then_some(Way::Named),
        Imported::Name(name) => {
            let whole = format!("{module}.{name}");
            if whole == wanted { Some(Way::Named) } else { within(&whole).then_some(Way::Within) }
        }
        Imported::Star => wanted.rsplit_once('.').is_some_and(|(outer, _)| outer == module).then_some(Way::Star),
    }
}

fn slashed(wanted: &str, module: &str) -> Option<Way> {
    if module == wanted {
        return Some(Way::Named);
    }
    module.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/')).then_some(Way::Within)
}

/// Go imports packages, never names: who imports the package of `a/b.Name` with a dot has the name.
fn go_name(wanted: &str, import: &Import) -> Option<Way> {
    let package = wanted.rsplit_once('.').map(|(package, _)| package)?;
    (import.what == Imported::Star && package == &*import.module).then_some(Way::Star)
}

fn script(wanted: &str, file: &str, import: &Import, index: Option<&ScriptIndex<'_>>) -> Option<Way> {
    let (module, name) = wanted.split_once('#').map_or((wanted, None), |(module, name)| (module, Some(name)));
    let resolved = index.and_then(|index| index.file_of(file, &import.module).ok());
    let way = match resolved.as_deref() {
        Some(path) if path == module => Some(Way::Named),
        _ => slashed(module, &import.module),
    }?;
    match (name, &import.what) {
        (None, _) => Some(way),
        (Some(name), Imported::Name(imported)) => (**imported == *name).then_some(way),
        (Some(_), Imported::Star) => Some(Way::Star),
        // The whole module is taken; which names of it are used is not told.
        (Some(_), Imported::Module) => None,
    }
}
