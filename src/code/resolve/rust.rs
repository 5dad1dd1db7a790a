//! Rust: paths such as `crate::a::b::C` through the tree of modules, and through `pub use`.

use std::collections::{BTreeMap, BTreeSet};

use super::super::codebase::{Codebase, folder_of, join, normal, within};
use super::super::facts::{Definition, Facts, Guard, Kind};
use super::nearest::nearest;
use super::rust_privacy::{Asker, Place, View};
use super::{Candidate, Found, How, Resolution, Verdict, not_found};

/// What a crate depends on, as its manifest says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// The folder of the crate whose manifest it is.
    pub user: String,
    /// The name in code, with `_`.
    pub local: String,
    /// The name of the package, with `_`.
    pub package: String,
    /// The folder it lies in, where the manifest says one.
    pub folder: Option<String>,
}

impl Dependency {
    /// Whether it goes by another name in code.
    pub fn is_renamed(&self) -> bool {
        self.local != self.package
    }
}

/// The crates of a tree.
pub struct RustIndex<'a> {
    pub(super) tree: &'a Codebase<'a>,
    pub(super) crates: Vec<(String, String)>,
    pub(super) dependencies: Vec<Dependency>,
    /// By the folder of a crate, its features.
    pub(super) features: BTreeMap<String, BTreeSet<String>>,
}

pub(super) enum Answer {
    Found(Found),
    Missing(String, Vec<Candidate>),
    Unknown(String),
}

struct Search {
    looked: Vec<Box<str>>,
    busy: BTreeSet<(String, String, String, View)>,
    /// What the path that is asked for begins with.
    first: String,
}

impl<'a> RustIndex<'a> {
    /// An index over crates: the name of each (with `_`) and its root file (`src/lib.rs`). `crate` in a path means the first.
    pub fn new(tree: &'a Codebase<'a>, crates: Vec<(String, String)>) -> Self {
        Self { tree, crates, dependencies: Vec::new(), features: BTreeMap::new() }
    }

    /// Resolves a path that begins with `crate` or the name of a crate of the tree. The name of a crate is asked for from outside of it, where
    /// all on the way must be `pub`; `crate` from another module of it, where `pub(crate)` is enough, and what is private at its top.
    pub fn resolve(&self, path: &str) -> Resolution {
        let path: Vec<&str> = path.trim_start_matches("::").split("::").collect();
        let (first, rest) = path.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
        let mut search = Search { looked: Vec::new(), busy: BTreeSet::new(), first: first.to_owned() };
        let root = if first == "crate" { Some(0) } else { self.crates.iter().position(|(name, _)| name == first) };
        let answer = match root.and_then(|root| self.root(root)) {
            Some(place) => {
                // A program without a library is seen by nobody but itself.
                let inside = first == "crate" || place.file.ends_with("main.rs");
                let asker = if inside { Asker::Elsewhere(place.root) } else { Asker::Outside };
                self.walk(&mut search, place, rest, &View::of(asker))
            }
            None => Answer::Unknown(format!("`{first}` is no crate of the tree")),
        };
        let verdict = match answer {
            Answer::Found(found) => Verdict::Found(found),
            Answer::Missing(reason, nearest) => not_found(reason, nearest),
            Answer::Unknown(reason) => Verdict::Unknown { reason },
        };
        Resolution { verdict, looked_at: search.looked }
    }

    /// The folder of a crate of the tree, by its name.
    pub fn folder_of(&self, name: &str) -> Option<&str> {
        let (_, file) = self.crates.iter().find(|(known, _)| known == name)?;
        Some(crate_folder(file))
    }

    /// The folder in which the modules of a crate stand, by its name.
    pub fn source_of(&self, name: &str) -> Option<&str> {
        self.crates.iter().find(|(known, _)| known == name).map(|(_, file)| folder_of(file))
    }

    /// The folder in which the modules of a file's crate stand.
    pub fn top_of(&self, file: &str) -> Option<&str> {
        let tops = self.crates.iter().map(|(_, root)| folder_of(root)).filter(|top| within(top, file).is_some());
        tops.max_by_key(|top| top.len())
    }

    /// A path that begins with `self` or `super` as one that begins with `crate`, for a module within a file; nothing for any other path, and
    /// where the module is not known by the place of its file.
    pub fn whole_path(&self, file: &str, within_file: Option<&str>, path: &str) -> Option<String> {
        let mut parts = path.split("::").peekable();
        if !matches!(parts.peek(), Some(&("self" | "super"))) {
            return None;
        }
        let stem = file.strip_suffix(".rs")?;
        let inner = within(self.top_of(file)?, stem)?;
        let inner = if matches!(inner, "lib" | "main") { "" } else { inner.strip_suffix("/mod").unwrap_or(inner) };
        let mut module: Vec<&str> =
            inner.split('/').chain(within_file.unwrap_or_default().split('.')).filter(|part| !part.is_empty()).collect();
        while let Some(part) = parts.next_if(|part| matches!(*part, "self" | "super")) {
            if part == "super" {
                module.pop()?;
            }
        }
        Some(std::iter::once("crate").chain(module).chain(parts).collect::<Vec<_>>().join("::"))
    }

    fn root(&self, root: usize) -> Option<Place> {
        let (_, file) = self.crates.get(root)?;
        let folder = folder_of(file).to_owned();
        Some(Place { file: file.clone(), prefix: String::new(), folder, root, path: Vec::new(), outer: Vec::new() })
    }

    fn walk(&self, search: &mut Search, place: Place, path: &[&str], view: &View) -> Answer {
        let Some((name, rest)) = path.split_first() else {
            let found = Found { file: place.file.into(), line: 1, how: How::Module, conditional: false, via: Vec::new() };
            return Answer::Found(found);
        };
        match *name {
            "self" => return self.walk(search, place, rest, view),
            "super" => {
                let mut place = place;
                place.path.pop();
                return match place.outer.pop() {
                    Some((file, prefix, folder)) => self.walk(search, Place { file, prefix, folder, ..place }, rest, view),
                    None => Answer::Missing(format!("`super` leads out of the crate in `{}`", place.file), Vec::new()),
                };
            }
            _ => {}
        }
        let key = (place.file.clone(), place.prefix.clone(), path.join("::"), view.clone());
        if search.busy.len() > 200 {
            return Answer::Unknown(format!("`{name}` is passed on by too many modules"));
        }
        if !search.busy.insert(key) {
            return Answer::Missing(format!("the re-exports of `{name}` go round in a circle at `{}`", place.file), Vec::new());
        }
        if !search.looked.iter().any(|seen| **seen == *place.file) {
            search.looked.push(place.file.as_str().into());
        }
        let Some(facts) = self.tree.facts(&place.file) else {
            return Answer::Unknown(format!("`{}` cannot be read", place.file));
        };
        let qualified = place.qualify(name);
        let of_name = || facts.definitions.iter().filter(|definition| !definition.local && *definition.name == *qualified);
        let outside = view.import == Asker::Outside || view.asker == Asker::Outside;
        let left_out = |definition: &Definition| self.left_out(&place, facts, definition, outside);
        let named = || of_name().filter(|definition| left_out(definition).is_none());
        let left = path.len();
        let seen =
            |one: &&Definition| view.sees(left, &place, one.exported, one.reach.as_deref()) || place.passes_on(facts, name, view.at(left));
        // A function and a module may have one name: what has parts is the module or the type.
        let fits = |one: &&Definition| rest.is_empty() || !matches!(one.kind, Kind::Function | Kind::Constant | Kind::Macro);
        if let Some(definition) = named().filter(fits).find(seen).or_else(|| named().find(seen)) {
            let conditional = definition.guard != Guard::Always;
            if definition.kind == Kind::Module {
                return match self.enter(&place, name, &qualified, definition.open, definition.value.as_deref()) {
                    Some(inner) => self.walk(search, inner, rest, view),
                    None => Answer::Missing(
                        format!("`{}` has `mod {name}` in line {}, and no file stands for it", place.file, definition.line),
                        Vec::new(),
                    ),
                };
            }
            if rest.is_empty() {
                let how = How::Defined(definition.kind);
                return Answer::Found(Found { file: place.file.into(), line: definition.line, how, conditional, via: Vec::new() });
            }
            return self.member(&place.file, facts, &qualified, rest);
        }
        let offered = self.offered(search, &place, facts, path, view.at(left));
        match named().next() {
            // The private module of a name may stand beside what is taken out of it by the same name.
            Some(own) if !matches!(offered, Answer::Found(_)) => {
                let scope = match own.reach.as_deref().filter(|_| own.exported) {
                    None | Some("self") => "its module",
                    Some("crate") => "its crate",
                    Some("super") => "the module around its own",
                    Some(path) => path,
                };
                Answer::Missing(format!("`{name}` is private to {scope}: `{}`, line {}", place.file, own.line), Vec::new())
            }
            _ if matches!(offered, Answer::Found(_)) => offered,
            _ => of_name().find_map(left_out).unwrap_or(offered),
        }
    }

    /// A module within a module: in the file itself, or in a file of its own.
    fn enter(&self, place: &Place, name: &str, qualified: &str, own_file: bool, path: Option<&str>) -> Option<Place> {
        let mut outer = place.outer.clone();
        outer.push((place.file.clone(), place.prefix.clone(), place.folder.clone()));
        let path_of = place.path.iter().cloned().chain([name.to_owned()]).collect();
        let folder = join(&place.folder, name);
        if !own_file {
            return Some(Place { file: place.file.clone(), prefix: qualified.to_owned(), folder, root: place.root, path: path_of, outer });
        }
        let given = path.and_then(|path| normal(&join(folder_of(&place.file), path)));
        let files = match given {
            Some(file) => vec![file],
            None => vec![format!("{folder}.rs"), format!("{folder}/mod.rs")],
        };
        let file = files.into_iter().find(|file| self.tree.has_file(file))?;
        let folder = if path.is_some() || file.ends_with("/mod.rs") { folder_of(&file).to_owned() } else { folder };
        Some(Place { file, prefix: String::new(), folder, root: place.root, path: path_of, outer })
    }

    /// A member of a type: a method, an associated constant, a variant. Its `impl` may stand in any file, of which only its own is read.
    fn member(&self, file: &str, facts: &Facts, owner: &str, rest: &[&str]) -> Answer {
        let qualified = format!("{owner}.{}", rest.join("."));
        let short = format!("{}.{}", owner.rsplit('.').next().unwrap_or(owner), rest.join("."));
        let taken = |definition: &&Definition| definition.guard != Guard::Never;
        let mut taken = facts.definitions.iter().filter(taken);
        let found = taken.find(|definition| *definition.name == *qualified || definition.name.ends_with(&short));
        match found {
            Some(definition) => Answer::Found(Found {
                file: file.into(),
                line: definition.line,
                how: How::Defined(definition.kind),
                conditional: definition.guard != Guard::Always,
                via: Vec::new(),
            }),
            None => Answer::Unknown(format!("`{qualified}` is not in `{file}`; an `impl` of another file or a derived trait may have it")),
        }
    }

    fn offered(&self, search: &mut Search, place: &Place, facts: &Facts, asked: &[&str], asker: &Asker) -> Answer {
        let Some((name, rest)) = asked.split_first() else { return Answer::Missing(String::new(), Vec::new()) };
        let mut unknown = None;
        let own = View { import: Asker::Module(place.root, place.path.clone()), asker: asker.clone(), tail: asked.len() };
        for offer in place.offers(facts, asker).into_iter().filter(|offer| offer.name == *name || offer.name == "*") {
            if let Some(why) = self.lacking(place, facts, offer.line) {
                unknown.get_or_insert(why);
                continue;
            }
            let mut path: Vec<&str> = offer.from.split("::").collect();
            if offer.name == "*" {
                path.push(name);
            } else if let Some(local) = offer.local {
                path.push(local);
            }
            path.extend(rest);
            let inner = path.get(1..).unwrap_or_default();
            let answer = match path.first() {
                Some(&"crate") => self.root(place.root).map(|root| self.walk(search, root, inner, &own)),
                Some(&("self" | "super")) => Some(self.walk(search, place.clone(), &path, &own)),
                Some(&first) => match self.crates.iter().position(|(name, _)| name == first) {
                    Some(root) => self.root(root).map(|top| {
                        let import = if root == place.root { own.import.clone() } else { Asker::Outside };
                        self.walk(search, top, inner, &View { import, ..own.clone() })
                    }),
                    None if place.knows(facts, first) => Some(self.walk(search, place.clone(), &path, &own)),
                    None => Some(Answer::Unknown(format!("`{first}` is no crate of the tree"))),
                },
                None => None,
            };
            match answer {
                Some(Answer::Found(mut found)) => {
                    found.via.insert(0, (place.file.as_str().into(), offer.line));
                    return Answer::Found(found);
                }
                Some(Answer::Missing(why, nearest)) if offer.name != "*" => return Answer::Missing(why, nearest),
                Some(Answer::Unknown(why)) => {
                    unknown.get_or_insert(why);
                }
                _ => {}
            }
        }
        if let Some(why) = unknown {
            return Answer::Unknown(why);
        }
        if let Some(opaque) = facts.opaque.first() {
            return Answer::Unknown(format!("`{}` has items made by `{}` in line {}", place.file, opaque.what, opaque.line));
        }
        if facts.syntax.count > 0 || facts.stopped.is_some() {
            return Answer::Unknown(format!("`{}` does not parse whole, and `{name}` is not seen in it", place.file));
        }
        let here = facts.imports.iter().filter(|import| place.holds(import.within.as_deref()));
        let private = here.clone().find(|import| !import.lazy && import.binds() == Some(name));
        let reason = match private {
            Some(import) => format!("`{}` imports `{name}` in line {} for itself alone", place.file, import.line),
            None => format!("`{}` has no `{name}`", place.file),
        };
        let top = match self.crates.get(place.root) {
            Some((name, _)) if search.first != "crate" || place.root != 0 => name,
            _ => "crate",
        };
        let around = place.path.len() - place.prefix.split('.').filter(|part| !part.is_empty()).count().min(place.path.len());
        let around: Vec<&str> = std::iter::once(top).chain(place.path.iter().take(around).map(String::as_str)).collect();
        let candidates =
            facts.definitions.iter().filter(|definition| !definition.local && (definition.exported || *asker != Asker::Outside));
        let candidates = candidates.map(|definition| Candidate {
            name: format!("{}::{}", around.join("::"), definition.name.replace('.', "::")).into(),
            file: place.file.as_str().into(),
            line: definition.line,
        });
        Answer::Missing(reason, nearest(name, candidates))
    }
}

/// The folder of a crate, by its root file.
pub(super) fn crate_folder(file: &str) -> &str {
    let folder = folder_of(file);
    folder.strip_suffix("/src").unwrap_or(if folder == "src" { "" } else { folder })
}
