//! Imports that fit the name of something that went, and lead to something else that stands: `old.js` became `old.ts`, a package a module.

use super::super::question::is_asset;
use super::Indexes;
use super::spelt::{Local, Spelt};
use super::testing::is_test;
use crate::code::codebase::{folder_of, join, within};
use crate::code::importers::Way;
use crate::code::resolve::Verdict;
use crate::code::{Import, Imported, Language};
use crate::tree::{self, Entry};

/// A path at which nothing stands any more.
#[derive(Debug, Clone)]
pub struct Went {
    path: String,
    /// It was a folder for certain, so that a file of its name is something else.
    is_folder: bool,
    /// It may have been a module as well as a folder, so that a file of its name may be what it was.
    is_either: bool,
    /// A file of its name stands, which may be what is meant.
    may_stand: bool,
    /// The file that stands for the module in its place: `old.rs` for `old/mod.rs`, `old/__init__.py` for `old.py`, and the other way round.
    twin: Option<String>,
    /// For Java, a file of the same name in a language that is not parsed.
    kin: Option<String>,
}

/// Where an import leads by now.
pub enum Leads {
    /// Nowhere that is known of: to what went.
    There,
    /// To something else that stands.
    Elsewhere,
    /// Nobody can tell; why, in words that go on behind the import.
    Perhaps(String),
}

impl Went {
    /// What went from a path, as the plan writes it and as the tree has it; nothing while something stands there.
    pub fn new(entries: &[Entry], written: &str, path: &str) -> Option<Went> {
        let is_folder = written.ends_with('/');
        let begins = |what: &str| !tree::beginning(entries, what).is_empty();
        if tree::find(entries, path).is_some() || begins(&join(path, "")) {
            return None;
        }
        let is_either = !is_folder && Language::of_path(path).is_none() && !is_asset(path);
        let twins = match (path.strip_suffix(".rs"), path.strip_suffix(".py")) {
            (None, None) => vec![format!("{path}.rs"), format!("{path}.py")],
            (Some(stem), _) => vec![stem.strip_suffix("/mod").map_or_else(|| format!("{stem}/mod.rs"), |folder| format!("{folder}.rs"))],
            (_, Some(stem)) => {
                vec![stem.strip_suffix("/__init__").map_or_else(|| format!("{stem}/__init__.py"), |folder| format!("{folder}.py"))]
            }
        };
        let twin = twins.into_iter().find(|twin| tree::find(entries, twin).is_some());
        let may_stand = is_either && begins(&format!("{path}."));
        Some(Went { path: path.to_owned(), is_folder, is_either, may_stand, twin, kin: kin(entries, path) })
    }

    /// Whether a file of its name may be what it was.
    pub const fn may_be_module(&self) -> bool {
        self.is_either
    }

    /// Whether a file was part of it, where that is not told by its name as a module.
    pub fn held(&self, file: &str) -> Option<bool> {
        (self.is_folder || self.is_either && !self.may_stand).then(|| within(&self.path, file).is_some())
    }

    /// Where an import leads that fits its name.
    pub fn leads(
        &self,
        entries: &[Entry],
        from: &str,
        language: Language,
        (import, way): (&Import, Way),
        (spelt, to): (&Spelt, &Indexes<'_, '_>),
    ) -> Leads {
        let elsewhere = match language {
            // What stands there need not be what is taken.
            Language::Python if import.is_computed() => false,
            Language::Python if !self.may_stand => return self.leads_in_python(from, import, spelt, to),
            Language::Python => false,
            // What the imports of scripts lead to is told by the search for a path.
            _ if self.is_either && language != Language::Java => false,
            Language::JavaScript | Language::TypeScript | Language::Tsx => {
                to.script.file_of(from, &import.module).is_ok_and(|file| answers(entries, &file, &import.module))
            }
            Language::Rust if self.is_folder => way == Way::Named && self.replaced(import, to),
            Language::Rust => self.twin.is_some(),
            Language::Go => false,
            Language::Java => {
                let whole = match &import.what {
                    Imported::Name(name) => format!("{}.{name}", import.module),
                    Imported::Module | Imported::Star => import.module.to_string(),
                };
                return self.leads_in_java(&whole, to);
            }
        };
        if elsewhere { Leads::Elsewhere } else { Leads::There }
    }

    /// Where its whole names lead in a language that takes them without an import.
    pub fn leads_by_name(&self, language: Language, spelt: &Spelt, to: &Indexes<'_, '_>) -> Leads {
        match language {
            Language::Rust if self.twin.is_some() && !self.is_folder && !self.is_either => Leads::Elsewhere,
            Language::Python if spelt.modules.iter().any(|name| to.python.file_of(name).is_some()) => Leads::Elsewhere,
            Language::Java if self.path.ends_with(".java") => {
                let names = spelt.modules.iter().filter(|name| !name.contains('/'));
                let found = names.map(|name| self.leads_in_java(name, to)).find(|leads| matches!(leads, Leads::Elsewhere));
                found.unwrap_or_else(|| self.kin.as_deref().map_or(Leads::There, Leads::by_kin))
            }
            _ => Leads::There,
        }
    }

    /// What stands by now under the name that a file imports in Python: what its own project has comes first.
    fn leads_in_python(&self, from: &str, import: &Import, spelt: &Spelt, to: &Indexes<'_, '_>) -> Leads {
        let project = |path: &str| to.layout.python_project(path);
        let own = project(from);
        let is_own = |file: &String| project(file) == own || within(project(file), from).is_some();
        let found = standing(from, import, to);
        if found.iter().any(is_own) {
            return Leads::Elsewhere;
        }
        let beside = |local: &Local| local.language == Language::Python && within(&local.folder, from).is_some();
        let first = import.module.split('.').next().unwrap_or_default();
        match found.first() {
            _ if spelt.locally.iter().any(beside) => Leads::There,
            Some(file) if own == project(&self.path) => Leads::Perhaps(format!("which may be `{file}` of another project by now")),
            Some(_) => Leads::Elsewhere,
            None if import.level == 0 && to.python.may_be_installed(first) => {
                Leads::Perhaps(format!("and a package of the name `{first}` is to be installed"))
            }
            None => Leads::There,
        }
    }

    /// Whether a whole name of Java that fits a package which went leads to something else that stands.
    pub fn is_by_now_elsewhere(&self, language: Language, name: &str, to: &Indexes<'_, '_>) -> bool {
        language == Language::Java && !self.path.ends_with(".java") && matches!(self.leads_in_java(name, to), Leads::Elsewhere)
    }

    fn leads_in_java(&self, name: &str, to: &Indexes<'_, '_>) -> Leads {
        let mut verdict = to.java.resolve(name).verdict;
        // What a class has from elsewhere is not known; the class is.
        for (at, _) in name.rmatch_indices('.').take_while(|_| !self.path.ends_with(".java")) {
            if !matches!(verdict, Verdict::Unknown { .. }) {
                break;
            }
            verdict = to.java.resolve(&name[..at]).verdict;
        }
        match (verdict, &self.kin) {
            // What tests have is not seen by anything else.
            (Verdict::Found(found), _) if self.is_apart_from(&found.file) => Leads::Elsewhere,
            (_, Some(kin)) => Leads::by_kin(kin),
            _ => Leads::There,
        }
    }

    /// Whether a file of Java is another than what went, and one that its users see.
    fn is_apart_from(&self, file: &str) -> bool {
        !file.ends_with('/') && (is_apart(&self.path) || !is_apart(file)) && file.strip_suffix(".java") != Some(&self.path)
    }

    /// Whether the file in place of a folder has what is imported of it.
    fn replaced(&self, import: &Import, to: &Indexes<'_, '_>) -> bool {
        let Some(twin) = &self.twin else { return false };
        let last = |text: &str, separators: &[char]| text.rsplit(separators).next().unwrap_or(text).to_owned();
        let is_module = last(&import.module, &['.', ':']) == last(&self.path, &['/', ':']);
        match &import.what {
            Imported::Name(name) if is_module => gives(to, twin, name),
            _ => true,
        }
    }
}

/// The files that an import of Python may lead to, one a root: modules, and packages.
fn standing(from: &str, import: &Import, to: &Indexes<'_, '_>) -> Vec<String> {
    let modules = if import.level == 0 { vec![import.module.to_string()] } else { to.python.relative_names(from, import) };
    let has = |file: &String| to.codebase.has_file(file);
    let file = |place: String| [format!("{place}/__init__.py"), format!("{place}.py")].into_iter().find(has);
    let of = |root: &String, module: &String| match &import.what {
        Imported::Name(name) => {
            let place = join(root, &module.replace('.', "/"));
            let inner = || file(join(&place, &name.replace('.', "/")));
            file(place.clone()).filter(|file| gives(to, file, name)).or_else(inner)
        }
        Imported::Module | Imported::Star => file(join(root, &module.replace('.', "/"))),
    };
    let roots = to.layout.python_roots.iter();
    roots.flat_map(|root| modules.iter().filter_map(move |module| of(root, module))).collect()
}

/// Whether a module has a name, or may have it though no text shows it.
fn gives(to: &Indexes<'_, '_>, file: &str, name: &str) -> bool {
    let Some(facts) = to.codebase.facts(file) else { return false };
    facts.definitions.iter().any(|one| !one.local && *one.name == *name)
        || facts.imports.iter().any(|import| import.binds() == Some(name) || import.what == Imported::Star)
        || !facts.opaque.is_empty()
}

impl Leads {
    fn by_kin(kin: &str) -> Leads {
        Leads::Perhaps(format!("which `{kin}` may define, and its language is not parsed"))
    }
}

/// Whether a file is none that others are built with: of tests, or of a project that is only kept as an example.
fn is_apart(path: &str) -> bool {
    const KEPT: [&str; 10] =
        ["example", "examples", "fixture", "fixtures", "resources", "sample", "samples", "templates", "test-data", "testdata"];
    is_test(path) || path.split('/').any(|folder| KEPT.contains(&folder))
}

/// Whether a file that a specifier of a script leads to runs in place of another: types alone do not, and data and components do where their
/// ending is written out.
fn answers(entries: &[Entry], file: &str, specifier: &str) -> bool {
    let specifier = specifier.split(['?', '!']).next().unwrap_or(specifier);
    let stands =
        |stem: &str| [".js", ".jsx", ".mjs", ".cjs"].iter().any(|ending| tree::find(entries, &format!("{stem}{ending}")).is_some());
    match (file.strip_suffix(".d.ts"), file.rsplit_once('.')) {
        (Some(stem), _) => stands(stem),
        (None, Some((_, ending @ ("json" | "vue" | "svelte")))) => specifier.ends_with(&format!(".{ending}")),
        _ => true,
    }
}

/// A file of the name of a class of Java, in its folder or that of another root, in a language that defines classes for Java.
fn kin(entries: &[Entry], path: &str) -> Option<String> {
    let stem = path.strip_suffix(".java")?;
    let inner = |path: &str| {
        let roots = ["java/", "kotlin/", "groovy/", "scala/", "src/"];
        let at = roots.iter().filter_map(|root| Some(path.find(root)? + root.len())).max();
        path[at.unwrap_or_default()..].to_owned()
    };
    let same = |file: &str| file == stem || inner(file) == inner(stem) && !folder_of(file).is_empty();
    let fits = |entry: &&Entry| [".kt", ".groovy", ".scala"].iter().any(|ending| entry.path.strip_suffix(ending).is_some_and(same));
    entries.iter().find(fits).map(|entry| entry.path.to_string())
}
