//! JavaScript and TypeScript: specifiers as Node and TypeScript's bundler mode resolve them, names through re-exports.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::codebase::{Codebase, folder_of, join, normal, within};
use super::super::facts::{Export, Facts, Guard, Imported, Kind};
use super::super::language::Language;
use super::nearest::nearest;
use super::{Candidate, Found, How, Resolution, Verdict, not_found};

/// Endings tried after a specifier, in TypeScript's order.
const ENDINGS: [&str; 11] = [".ts", ".tsx", ".d.ts", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".vue"];

/// One entry of `paths` in a `tsconfig.json`: a pattern with at most one `*`, and the paths it stands for, from the tree's root.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The pattern (`@app/*`).
    pub pattern: String,
    /// What it stands for (`src/app/*`), tried in order.
    pub targets: Vec<String>,
    /// The folder whose files it holds for; all when empty.
    pub folder: String,
    /// How it is known.
    pub told: Told,
}

/// How it is known that a name leads somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is written so (`paths`, `imports`), and nothing else can be meant: what is not there is missing.
    Sure,
    /// A package exports it; without targets, it keeps it back.
    Exported,
    /// By where the files of a package lie that exports what it lists and no more.
    Listed,
    /// By where the files of a package lie.
    Placed,
    /// By where packages lie whose names begin alike: good to tell what a name meant that is gone, and no proof that anything is there.
    Alike,
}

impl Alias {
    /// Where it leads from a specifier, in its order; nothing where the pattern does not fit.
    pub fn leads(&self, specifier: &str) -> Option<Vec<String>> {
        let rest = star_of(&self.pattern, specifier)?;
        Some(self.targets.iter().filter_map(|target| normal(&target.replacen('*', rest, 1))).collect())
    }
}

/// What a name means that may not stand any more.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// Where it leads: one file that stands, or the paths of what does not.
    pub own: Vec<String>,
    /// The folders into which names lead that begin with it.
    pub inside: Vec<String>,
}

/// What JavaScript and TypeScript files can import in a tree.
pub struct ScriptIndex<'a> {
    tree: &'a Codebase<'a>,
    aliases: Vec<Alias>,
    base: Option<String>,
}

#[derive(Clone)]
enum Answer {
    Found(Found),
    Missing(String),
    /// It is there more than once, so that it counts as missing for all that lead here.
    Ambiguous(String),
    Unknown(String),
}

/// The most re-exports that are followed one after another, and the most names that are looked up in one search.
const DEEPEST: usize = 100;
const MOST: usize = 10_000;

#[derive(Default)]
struct Search {
    looked: Vec<Box<str>>,
    /// By file and name: what was found, or nothing while it is looked for.
    known: BTreeMap<(String, String), Option<Answer>>,
    depth: usize,
}

impl<'a> ScriptIndex<'a> {
    /// An index with the aliases of `paths`, and the folder of `baseUrl` where there is one.
    pub fn new(tree: &'a Codebase<'a>, mut aliases: Vec<Alias>, base: Option<&str>) -> Self {
        // The innermost folder's come first; of these the pattern with the longest text before its star, then the longest, and
        // one without a star before all.
        aliases.sort_by_key(|alias| {
            let before = alias.pattern.find('*');
            let length = alias.pattern.len();
            (Reverse(alias.folder.len()), before.is_some(), Reverse(before.unwrap_or(length)), Reverse(length))
        });
        Self { tree, aliases, base: base.map(|base| base.trim_matches('/').trim_start_matches("./").to_owned()) }
    }

    /// The path at which a specifier would lie from a file, without an ending, whether anything stands there or not: the paths that an alias
    /// or the base leads to, in their order. Empty for what no alias and no base fits.
    pub fn places_of(&self, from: &str, specifier: &str) -> Vec<String> {
        let specifier = specifier.split(['?', '!']).next().unwrap_or(specifier);
        if specifier.starts_with('.') {
            return normal(&join(folder_of(from), specifier)).into_iter().collect();
        }
        let mut places = Vec::new();
        for alias in self.aliases.iter().filter(|alias| from.is_empty() || within(&alias.folder, from).is_some()) {
            places.extend(alias.leads(specifier).into_iter().flatten());
        }
        places.extend(self.base.as_ref().and_then(|base| normal(&join(base, specifier))));
        if places.is_empty() { self.by_custom(from, specifier) } else { places }
    }

    /// Those of the places that aliases lead to at which another package does not stand by a name of its own.
    fn aliased_places(&self, from: &str, specifier: &str) -> Vec<String> {
        let is_package = |folder: &str| self.tree.has_file(&join(folder, "package.json"));
        let of_others = |alias: &Alias, path: &str| alias.told == Told::Alike && (is_package(path) || is_package(folder_of(path)));
        let aliases = self.aliases.iter().filter(|alias| from.is_empty() || within(&alias.folder, from).is_some());
        aliases.flat_map(|alias| alias.leads(specifier).into_iter().flatten().filter(|path| !of_others(alias, path))).collect()
    }

    /// These, and that which the base leads to.
    fn own_places(&self, from: &str, specifier: &str) -> Vec<String> {
        let base = self.base.as_ref().and_then(|base| normal(&join(base, specifier)));
        self.aliased_places(from, specifier).into_iter().chain(base).collect()
    }

    /// What a file means by a specifier.
    pub fn meaning_in(&self, file: &str, specifier: &str) -> Option<Meaning> {
        let meaning = |own: Vec<String>, inside: Vec<String>| (!own.is_empty()).then_some(Meaning { own, inside });
        if specifier.starts_with('.') {
            return meaning(
                self.file_of(file, specifier).map_or_else(|_| self.places_of(file, specifier), |found| vec![found]),
                Vec::new(),
            );
        }
        let below = join(specifier, "");
        let found = self.file_by(file, specifier, true).ok().map(|found| vec![found]);
        let own = found.unwrap_or_else(|| self.own_places(file, specifier));
        let by_custom = || meaning(self.by_custom(file, specifier), self.by_custom(file, &below));
        meaning(own, self.own_places(file, &below)).or_else(by_custom)
    }

    /// What the name of a module means in a file, or, where it means nothing there, elsewhere in the tree. Nothing for what stands at that path,
    /// and for what leads nowhere.
    pub fn meaning_of(&self, file: &str, name: &str) -> Option<Meaning> {
        let first = name.split_once('/').filter(|_| !name.starts_with(['@', '#', '~'])).map(|(first, _)| first);
        let aliased = || self.aliases.iter().any(|alias| star_of(&alias.pattern, name).is_some());
        // A path that ends as a file does or begins with a folder of the top is meant as one, unless an alias says otherwise.
        let is_path = first.is_some_and(|first| Language::of_path(name).is_some() || self.tree.has_folder(first) && !aliased());
        if is_path || name.starts_with('.') || self.tree.has_folder(name) || self.file_at(name).is_some() {
            return None;
        }
        let own = self.aliased_places("", name);
        if own.is_empty() || !self.aliased_places(file, name).is_empty() {
            // A path is counted from the top of the tree, whatever bundlers are told.
            let told = !self.own_places(file, name).is_empty() || !name.starts_with("src/");
            return self.meaning_in(file, name).filter(|_| told);
        }
        Some(Meaning { own, inside: self.aliased_places("", &join(name, "")) })
    }

    /// Where names lead that bundlers are told of in code of their own: `@/x`, `~/x` and `/x` to the sources or the top of a project that lies
    /// around the file, `src/x` to that folder. What stands nearest is meant; where nothing stands, it may have been any.
    fn by_custom(&self, from: &str, specifier: &str) -> Vec<String> {
        let Some(rest) = ["@/", "~/", "/", "src/"].iter().find_map(|start| specifier.strip_prefix(start)) else { return Vec::new() };
        let tops = std::iter::successors(Some(folder_of(from)), |folder| (!folder.is_empty()).then(|| folder_of(folder)));
        let below = if specifier.starts_with("src/") { &["src"][..] } else { &["src", ""] };
        let places = tops.flat_map(|top| below.iter().map(move |part| join(&join(top, part), rest)));
        let places: Vec<String> = places.filter_map(|place| normal(&place)).collect();
        match places.iter().find(|place| self.file_at(place).is_some()) {
            Some(place) => vec![place.clone()],
            None => places,
        }
    }

    /// The file a specifier means in a file; an error tells why there is none: true when it cannot be told.
    ///
    /// # Errors
    ///
    /// The reason, and whether the answer is unknown rather than no.
    pub fn file_of(&self, from: &str, specifier: &str) -> Result<String, (String, bool)> {
        self.file_by(from, specifier, false)
    }

    /// The file a specifier means; where the answer is to be exact, none that the package keeps back, or whose name is not that of a package.
    fn file_by(&self, from: &str, specifier: &str, exact: bool) -> Result<String, (String, bool)> {
        let specifier = specifier.split(['?', '!']).next().unwrap_or(specifier);
        if specifier.starts_with('.') {
            let folder = if from.is_empty() { "" } else { folder_of(from) };
            let Some(path) = normal(&join(folder, specifier)) else {
                return Err((format!("`{specifier}` leads out of the tree"), true));
            };
            return self.file_at(&path).ok_or_else(|| (format!("there is no file for `{specifier}` from `{from}`"), false));
        }
        let mut aliased = false;
        // Of what a package exports the entry that fits best decides; one that leads to what is built leads to what that is built of.
        let (mut exported, mut kept_back) = (None, false);
        let is_built = |paths: &[String]| !paths.iter().any(|path| self.tree.has_folder(folder_of(path)));
        for alias in self.aliases.iter().filter(|alias| from.is_empty() || within(&alias.folder, from).is_some()) {
            let Some(mut paths) = alias.leads(specifier) else { continue };
            let holds = match alias.told {
                Told::Sure | Told::Placed => true,
                Told::Exported => exported.is_none(),
                Told::Listed => exported.is_some_and(|(listed, built)| listed && built),
                Told::Alike => false,
            };
            if alias.told == Told::Exported {
                exported.get_or_insert((!paths.is_empty(), is_built(&paths)));
            }
            kept_back |= alias.told == Told::Listed && exported.is_none_or(|(listed, _)| !listed);
            if exact && !holds {
                continue;
            }
            // What is built of `src` is not built of what lies beside it.
            let sources = alias.targets.first().and_then(|target| target.strip_suffix("/*"));
            if exact && alias.told == Told::Listed && sources.is_some_and(|sources| self.tree.has_folder(sources)) {
                paths.truncate(1);
            }
            // A bare `*` catches packages too, so that it proves nothing.
            aliased |= alias.told == Told::Sure && alias.pattern != "*";
            if let Some(file) = paths.into_iter().find_map(|path| self.file_at(&path)) {
                return Ok(file);
            }
        }
        if let Some(base) = &self.base
            && let Some(file) = normal(&join(base, specifier)).and_then(|path| self.file_at(&path))
        {
            return Ok(file);
        }
        match aliased {
            _ if exact && kept_back => Err((format!("the package of `{specifier}` does not export it"), false)),
            _ if exact && exported.is_some() => {
                Err((format!("what the package of `{specifier}` exports as that does not stand: it may be built"), true))
            }
            true => Err((format!("no file stands where the alias of `{specifier}` leads"), false)),
            false => Err((format!("`{specifier}` is not in the tree: it may be an installed package"), true)),
        }
    }

    fn file_at(&self, path: &str) -> Option<String> {
        if !path.is_empty() && self.tree.has_file(path) {
            return Some(path.to_owned());
        }
        // TypeScript writes `./m.js` for a file `m.ts`.
        let swapped = [(".js", [".ts", ".tsx"]), (".jsx", [".tsx", ".ts"]), (".mjs", [".mts", ".ts"]), (".cjs", [".cts", ".ts"])];
        for (written, sources) in swapped {
            if let Some(stem) = path.strip_suffix(written)
                && let Some(file) = sources.iter().map(|ending| format!("{stem}{ending}")).find(|file| self.tree.has_file(file))
            {
                return Some(file);
            }
        }
        let index = join(path, "index");
        [path, index.as_str()]
            .into_iter()
            .filter(|stem| !stem.is_empty())
            .find_map(|stem| ENDINGS.iter().map(|ending| format!("{stem}{ending}")).find(|file| self.tree.has_file(file)))
    }

    /// Resolves a specifier from a file (`""` for the tree's root), and a name that it exports, where one is asked for.
    pub fn resolve(&self, from: &str, specifier: &str, name: Option<&str>) -> Resolution {
        let mut search = Search::default();
        let answer = match (self.file_by(from, specifier, true), name) {
            (Ok(file), None) => {
                search.looked.push(file.as_str().into());
                Answer::Found(Found { file: file.into(), line: 1, how: How::Module, conditional: false, via: Vec::new() })
            }
            (Ok(file), Some(name)) => self.name(&mut search, &file, name),
            (Err((why, true)), _) => Answer::Unknown(why),
            (Err((why, false)), _) => Answer::Missing(why),
        };
        let verdict = match answer {
            Answer::Found(found) => Verdict::Found(found),
            Answer::Unknown(reason) => Verdict::Unknown { reason },
            Answer::Missing(reason) | Answer::Ambiguous(reason) => not_found(reason, self.like(&search, specifier, name)),
        };
        Resolution { verdict, looked_at: search.looked }
    }

    /// Whether a specifier surely leads to a file that does not have a name.
    pub fn lacks(&self, from: &str, specifier: &str, name: &str) -> bool {
        let Ok(file) = self.file_of(from, specifier) else { return false };
        matches!(self.name(&mut Search::default(), &file, name), Answer::Missing(_) | Answer::Ambiguous(_))
    }

    fn like(&self, search: &Search, specifier: &str, name: Option<&str>) -> Vec<Candidate> {
        match (name, search.looked.first()) {
            (Some(name), Some(file)) => {
                let facts = self.tree.facts(file);
                let exported = facts.into_iter().flat_map(offered);
                nearest(name, exported.map(|(name, line)| Candidate { name: name.into(), file: file.clone(), line }))
            }
            _ => {
                let stem = |path: &str| path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default().to_owned();
                let wanted = stem(specifier);
                let same = self.tree.paths().filter(|path| ENDINGS.iter().any(|ending| path.ends_with(ending)) && stem(path) == wanted);
                nearest(&wanted, same.map(|path| Candidate { name: self.spelt(specifier, path).into(), file: path.into(), line: 1 }))
            }
        }
    }

    /// How a file would be imported in the way of a specifier: by the same alias, or else by its path.
    fn spelt(&self, specifier: &str, path: &str) -> String {
        let stem = ENDINGS.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
        let said = self.aliases.iter().filter(|alias| !matches!(alias.told, Told::Listed | Told::Alike));
        let by_alias = said.filter(|alias| star_of(&alias.pattern, specifier).is_some()).find_map(|alias| {
            let (before, after) = alias.pattern.split_once('*')?;
            let rest = alias.targets.iter().find_map(|target| star_of(&normal(target)?, stem).map(str::to_owned))?;
            Some(format!("{before}{rest}{after}"))
        });
        by_alias.unwrap_or_else(|| stem.to_owned())
    }

    fn name(&self, search: &mut Search, file: &str, name: &str) -> Answer {
        let key = (file.to_owned(), name.to_owned());
        match search.known.get(&key) {
            Some(Some(answer)) => return answer.clone(),
            Some(None) => return Answer::Missing(format!("the re-exports of `{name}` go round in a circle at `{file}`")),
            None if search.depth == DEEPEST || search.known.len() == MOST => {
                return Answer::Unknown(format!("`{name}` is re-exported over too many files"));
            }
            None => search.known.insert(key.clone(), None),
        };
        search.depth += 1;
        let answer = self.name_in(search, file, name);
        search.depth -= 1;
        search.known.insert(key, Some(answer.clone()));
        answer
    }

    fn name_in(&self, search: &mut Search, file: &str, name: &str) -> Answer {
        if !search.looked.iter().any(|seen| **seen == *file) {
            search.looked.push(file.into());
        }
        // What a component exports is made by its compiler.
        let facts = self.tree.facts(file).filter(|_| !file.ends_with(".vue") && !file.ends_with(".svelte"));
        let Some(facts) = facts else { return Answer::Unknown(format!("`{file}` cannot be read as code")) };
        let (head, rest) = name.split_once('.').map_or((name, None), |(head, rest)| (head, Some(rest)));
        if let Some(found) = defined(facts, file, name, true) {
            return Answer::Found(found);
        }
        let exports = || facts.exports.iter().filter(|export| export.within.is_none());
        let mut unknown = None;
        for export in exports().filter(|export| *export.name == *head) {
            let answer = match &export.from {
                Some(from) => match export.local.as_deref() {
                    Some("*") => match (self.file_of(file, from), rest) {
                        (Ok(target), None) => {
                            let via = vec![(file.into(), export.line)];
                            Answer::Found(Found { file: target.into(), line: 1, how: How::Module, conditional: false, via })
                        }
                        (Ok(_), Some(rest)) => self.through(search, file, from, rest, export),
                        (Err((why, true)), _) => Answer::Unknown(why),
                        (Err((why, false)), _) => Answer::Missing(why),
                    },
                    local => {
                        let inner =
                            rest.map_or_else(|| local.unwrap_or(head).to_owned(), |rest| format!("{}.{rest}", local.unwrap_or(head)));
                        self.through(search, file, from, &inner, export)
                    }
                },
                None => self.local(search, facts, file, export, rest),
            };
            match answer {
                Answer::Unknown(why) => {
                    unknown.get_or_insert(why);
                }
                answer => return answer,
            }
        }
        // A star never brings the default, and what a file exports itself comes before what its stars bring.
        let stars = exports().filter(|export| &*export.name == "*" && head != "default");
        match self.by_stars(search, facts, file, name, stars) {
            Answer::Missing(_) => {}
            Answer::Unknown(why) => {
                unknown.get_or_insert(why);
            }
            answer => return answer,
        }
        if let Some(why) = unknown {
            return Answer::Unknown(why);
        }
        if let Some(opaque) = facts.opaque.first() {
            return Answer::Unknown(format!("`{file}` gives names by `{}` in line {}", opaque.what, opaque.line));
        }
        if facts.syntax.count > 0 || facts.stopped.is_some() {
            return Answer::Unknown(format!("`{file}` does not parse whole, and `{name}` is not seen in it"));
        }
        if rest.is_some() && defined(facts, file, head, true).is_some_and(|found| matches!(found.how, How::Defined(Kind::Assignment))) {
            return Answer::Unknown(format!("what `{head}` in `{file}` is set to cannot be told"));
        }
        if defined(facts, file, name, false).is_some() {
            return Answer::Missing(format!("`{file}` defines `{name}` but does not export it"));
        }
        Answer::Missing(format!("`{file}` exports no `{name}`"))
    }

    /// What the stars of a file bring. A name that two of them bring from different places is brought by none.
    fn by_stars<'f>(&self, search: &mut Search, facts: &Facts, file: &str, name: &str, stars: impl Iterator<Item = &'f Export>) -> Answer {
        let (mut first, mut unknown): (Option<Found>, Option<String>) = (None, None);
        for export in stars {
            let Some(from) = &export.from else { continue };
            match (self.through(search, file, from, name, export), &first) {
                (Answer::Found(other), Some(found)) => {
                    if (&found.file, found.line) != (&other.file, other.line) {
                        return Answer::Ambiguous(format!(
                            "`{file}` has `{name}` from both `{}` and `{}`, so that it exports neither",
                            found.file, other.file
                        ));
                    }
                }
                // Where CommonJS takes over another module, what comes first is found; one name twice is no fault there.
                (Answer::Found(found), None) if !is_star(facts, export) => return Answer::Found(found),
                (Answer::Found(found), None) => first = Some(found),
                (answer @ Answer::Ambiguous(_), _) => return answer,
                (Answer::Unknown(why), _) => {
                    unknown.get_or_insert(why);
                }
                (Answer::Missing(_), _) => {}
            }
        }
        match (first, unknown) {
            (Some(found), _) => Answer::Found(found),
            (None, Some(why)) => Answer::Unknown(why),
            (None, None) => Answer::Missing(String::new()),
        }
    }

    fn through(&self, search: &mut Search, file: &str, from: &str, name: &str, export: &Export) -> Answer {
        match self.file_of(file, from) {
            Ok(target) => match self.name(search, &target, name) {
                Answer::Found(mut found) => {
                    found.via.insert(0, (file.into(), export.line));
                    Answer::Found(found)
                }
                other => other,
            },
            Err((why, true)) => Answer::Unknown(why),
            Err((why, false)) => Answer::Missing(why),
        }
    }

    /// An export of a name of the file itself: defined there, or imported first.
    fn local(&self, search: &mut Search, facts: &Facts, file: &str, export: &Export, rest: Option<&str>) -> Answer {
        let whole = |name: &str| rest.map_or_else(|| name.to_owned(), |rest| format!("{name}.{rest}"));
        let Some(local) = &export.local else {
            let how = How::Defined(Kind::Assignment);
            return match rest {
                None => Answer::Found(Found { file: file.into(), line: export.line, how, conditional: false, via: Vec::new() }),
                Some(_) => Answer::Unknown(format!("members of what `{file}` exports in line {} cannot be told", export.line)),
            };
        };
        if let Some(found) = defined(facts, file, &whole(local), false) {
            return Answer::Found(found);
        }
        for import in &facts.imports {
            let name = match &import.what {
                Imported::Name(name) => import.alias.as_deref().unwrap_or(name),
                _ => import.alias.as_deref().unwrap_or_default(),
            };
            if name != &**local {
                continue;
            }
            return match &import.what {
                Imported::Name(name) => self.through(search, file, &import.module, &whole(name), export),
                _ => match (self.file_of(file, &import.module), rest) {
                    (Ok(_), Some(rest)) => self.through(search, file, &import.module, rest, export),
                    (Ok(target), None) => {
                        let via = vec![(file.into(), export.line)];
                        Answer::Found(Found { file: target.into(), line: 1, how: How::Module, conditional: false, via })
                    }
                    (Err((why, true)), _) => Answer::Unknown(why),
                    (Err((why, false)), _) => Answer::Missing(why),
                },
            };
        }
        if rest.is_some() && defined(facts, file, local, false).is_some() {
            return Answer::Missing(format!("`{local}` in `{file}` has no `{}`", rest.unwrap_or_default()));
        }
        Answer::Missing(format!("`{file}` exports `{local}` in line {}, which it does not define", export.line))
    }
}

/// Whether an export of everything is `export *`, and not `module.exports` that takes over another module.
fn is_star(facts: &Facts, export: &Export) -> bool {
    facts.imports.iter().any(|import| import.line == export.line && !import.dynamic && import.what == Imported::Star)
}

fn defined(facts: &Facts, file: &str, name: &str, exported: bool) -> Option<Found> {
    let head = name.split('.').next().unwrap_or(name);
    let open = !exported || facts.definitions.iter().any(|definition| definition.exported && *definition.name == *head);
    let definition = facts.definitions.iter().find(|definition| !definition.local && *definition.name == *name && open)?;
    let conditional = definition.guard != Guard::Always;
    Some(Found { file: file.into(), line: definition.line, how: How::Defined(definition.kind), conditional, via: Vec::new() })
}

/// The names a file offers, with their lines.
fn offered(facts: &Facts) -> impl Iterator<Item = (&str, u32)> {
    let exports = facts.exports.iter().map(|export| (&*export.name, export.line));
    facts.definitions.iter().filter(|definition| definition.exported).map(|definition| (&*definition.name, definition.line)).chain(exports)
}

/// What the star of a pattern stands for; the empty text for a pattern without one that is equal.
fn star_of<'s>(pattern: &str, specifier: &'s str) -> Option<&'s str> {
    match pattern.split_once('*') {
        None => (pattern == specifier).then_some(""),
        Some((before, after)) => specifier.strip_prefix(before)?.strip_suffix(after),
    }
}
