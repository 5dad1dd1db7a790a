//! `import`, and who still imports what is to go.

use super::super::answer::{Answer, Outcome, Sight};
use super::super::needles::{Needles, Trigger, last_word};
use super::super::question::Question;
use super::elsewhere::{Leads, Went};
use super::spelt::{Local, Spelt};
use super::{Indexes, Layout, NEAR, Needs, Seen, WholeNames, broken, seeming};
use crate::code::codebase::{folder_of, join, normal, within};
use crate::code::importers::{Importers, Reaching, Used, Way};
use crate::code::{Facts, Guard, Import, Imported, Language, Mention};
use crate::model::Plan;
use crate::tree::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is to be imported, or no longer.
#[derive(Debug)]
pub struct Wanted {
    parts: Vec<Part>,
    /// Imports within the thing itself do not count.
    from_outside: bool,
    /// It is asked for by its path, and not by a name.
    by_path: bool,
    /// Numbers of the needles that stars are sought by.
    stars: [Option<u32>; 4],
}

/// One module, or one name of it.
#[derive(Debug)]
struct Part {
    /// The ways it is spelt.
    spelt: Spelt,
    name: Option<Box<str>>,
    /// A path that is to go, once nothing stands there.
    went: Option<Went>,
    /// What importers of the module say, and what users of the name do.
    module_needles: Vec<u32>,
    name_needle: Option<u32>,
    /// What calls say that compute what they take of its package: `a.{`, `a."`.
    computed_needles: Vec<u32>,
}

/// What one file says of the names, besides what it imports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// By part: the first line on which the name is taken from something, stands in code at all, stands where the file does not parse.
    each: Vec<Said>,
    /// What the file uses by whole names, each with its line, where a name of these stands in it.
    whole: WholeNames,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Said {
    member: Option<u32>,
    named: Option<u32>,
    broken: Option<u32>,
    /// It stands in a file of which not everything was read.
    cut: Option<u32>,
    /// It is named, and taken from nothing.
    free: Option<u32>,
}

/// By file, how often it imports each part, and why nobody can tell where it seems not to.
pub type Counts = Vec<(u32, Vec<u64>, Option<Box<str>>)>;

impl Wanted {
    /// What a question asks for.
    pub fn new(plan: &Plan, entries: &[Entry], layout: &Layout, question: &Question) -> Wanted {
        let from_outside = &*question.probe == Question::IMPORTERS;
        let by_path = question.is_of_paths();
        let mut parts = Vec::new();
        for subject in &question.subjects {
            let spelt = Spelt::new(plan, entries, layout, subject, by_path);
            let went = if by_path { Went::new(entries, subject, &spelt.path) } else { None };
            let part = |name: Option<&Box<str>>| Part {
                spelt: spelt.clone(),
                name: name.cloned(),
                went: went.clone(),
                module_needles: Vec::new(),
                name_needle: None,
                computed_needles: Vec::new(),
            };
            if question.names.is_empty() {
                parts.push(part(None));
            }
            parts.extend(question.names.iter().map(|name| part(Some(name))));
        }
        Wanted { parts, from_outside, by_path, stars: [None; 4] }
    }

    /// Files without the name, or the last part of the module, do not import it.
    pub fn triggers(&mut self, needles: &mut Needles) -> Option<Vec<Trigger>> {
        let mut triggers = BTreeSet::new();
        let mut everywhere = false;
        for part in &mut self.parts {
            everywhere |= part.spelt.words.is_none();
            for word in part.spelt.words.iter().flatten() {
                let needle = needles.number(word.as_bytes())?;
                part.module_needles.push(needle);
                triggers.insert(Trigger { needle, whole: true, paths: true });
            }
            if let Some(name) = &part.name {
                let name = needles.number(last_word(name).as_bytes())?;
                part.name_needle = Some(name);
                triggers.insert(Trigger { needle: name, whole: true, paths: false });
                continue;
            }
            let packages =
                part.spelt.modules.iter().filter_map(|module| Some(module.rsplit_once('.').filter(|_| !module.contains('/'))?.0));
            for text in packages.flat_map(|package| ["{", "\"", "'", "%"].map(|computed| format!("{}.{computed}", last_word(package)))) {
                let needle = needles.number(text.as_bytes())?;
                part.computed_needles.push(needle);
                triggers.insert(Trigger { needle, whole: false, paths: false });
            }
        }
        self.stars = ["import *", "export *", "export*", "::*"].map(|star| needles.number(star.as_bytes()));
        (!everywhere).then(|| triggers.into_iter().collect())
    }

    /// The needles of the names.
    pub fn needles(&self) -> impl Iterator<Item = u32> + '_ {
        self.parts.iter().flat_map(|part| {
            let all = part.module_needles.iter().copied().chain(part.name_needle);
            all.filter(|needle| part.is_shown_by(*needle))
        })
    }

    /// Whether the file must be parsed. `state` tells of each needle whether it was found: 1 at all, 2 as a whole word, 4 in the path.
    pub fn may_be_in(&self, needs: &Needs<'_>, state: &[u8]) -> bool {
        let Some(language) = needs.language else { return false };
        let has =
            |needle: Option<u32>, marks: u8| needle.is_some_and(|needle| state.get(needle as usize).is_some_and(|of| of & marks != 0));
        let star = self.stars.iter().any(|star| has(*star, 1));
        self.parts.iter().any(|part| {
            let module = |marks: u8| part.module_needles.iter().any(|needle| has(Some(*needle), marks));
            match part.name_needle {
                _ if part.spelt.words.is_none() => true,
                _ if part.is_default() && module(6) => true,
                Some(name) => has(Some(name), 2) || star && module(6),
                None if language == Language::Python => {
                    // A package is imported by what lies in it without being named.
                    let inside = !self.from_outside && module(4);
                    let hits = || needs.hits.iter().filter(|hit| part.module_needles.contains(&hit.needle));
                    let computed = part.computed_needles.iter().any(|needle| has(Some(*needle), 1));
                    inside
                        || computed
                        || module(2) && hits().any(|hit| may_import(needs.bytes, hit.start) || part.is_owned(needs.bytes, hit.start))
                }
                None => module(6),
            }
        })
    }

    /// What a file seems to import for which there is no parser, each by its place and with the line.
    pub fn seem_in(&self, needs: &Needs<'_>) -> Vec<(usize, u32)> {
        let of = |(at, part): (usize, &Part)| {
            let mut shown = needs.hits.iter().filter(|hit| part.is_shown_by(hit.needle));
            let owned = part.owners().any(|owner| seeming::names(needs, owner));
            let hit = shown.find(|hit| seeming::imports(needs, hit.start) || owned && seeming::speaks(needs, hit.start))?;
            Some((at, needs.line_at(hit.start)))
        };
        self.parts.iter().enumerate().filter_map(of).collect()
    }

    /// What a file says of the names.
    pub fn look(&self, facts: &Facts, mentions: &[Mention], needs: &Needs<'_>) -> Found {
        let broken = broken::lines(facts, needs);
        let each = self.parts.iter().map(|part| {
            let hits = || needs.hits.iter().filter(|hit| part.is_shown_by(hit.needle));
            let places: BTreeSet<u32> = hits().map(|hit| hit.start as u32).collect();
            let named: BTreeSet<u32> =
                hits().filter(|hit| part.name_needle.is_none_or(|name| name == hit.needle)).map(|hit| hit.start as u32).collect();
            let mut said = Said::default();
            if facts.stopped.is_some() {
                said.cut = places.first().map(|at| needs.line_at(*at as usize));
            }
            for mention in mentions.iter().filter(|mention| places.contains(&mention.at)) {
                said.named = said.named.or(Some(mention.line));
                said.member = said.member.or((mention.member && named.contains(&mention.at)).then_some(mention.line));
                said.broken = said.broken.or(mention.broken.then_some(mention.line));
                said.free = said.free.or((!mention.member).then_some(mention.line));
            }
            // Texts are no mentions, and paths of modules are texts.
            let holds = |line: &&broken::Line| places.iter().any(|at| (line.range.0..line.range.1).contains(&(*at as usize)));
            said.broken = said.broken.or_else(|| broken.iter().find(holds).map(|line| line.number));
            said
        });
        let each: Vec<Said> = each.collect();
        let is_named = each.iter().any(|said| said.named.is_some() || said.broken.is_some());
        // Of Python only what is taken from a package that is imported whole.
        let may_be_taken = || facts.imports.iter().any(|import| self.parts.iter().any(|part| part.is_around(import)));
        let is_named = is_named && (facts.language != Language::Python || may_be_taken());
        let whole = if is_named { needs.whole_names() } else { WholeNames::default() };
        Found { each, whole }
    }

    /// What all files together show, and each of them.
    pub fn answer(
        &self,
        seen: &Seen<'_>,
        all: &[(u32, &Found)],
        facts: &dyn Fn(u32) -> Option<Arc<Facts>>,
        indexes: &Indexes<'_, '_>,
    ) -> (Answer, Counts) {
        let searches: Vec<Vec<Search<'_, '_>>> = self.parts.iter().map(|part| part.searches(self.by_path, indexes)).collect();
        let mut counts = vec![0u64; self.parts.len()];
        let (mut by_file, mut sights, mut near, mut mocks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut untold: BTreeMap<usize, Box<str>> = BTreeMap::new();
        for (file, found) in all {
            let Some(facts) = facts(*file) else { continue };
            let path = seen.path(*file);
            let (mut here, mut why_here) = (vec![0u64; self.parts.len()], None);
            for (at, part) in self.parts.iter().enumerate() {
                if self.from_outside && part.holds(path, indexes) {
                    continue;
                }
                let said = found.each.get(at).copied().unwrap_or_default();
                let (mut lines, mut perhaps, mut never) = (BTreeSet::new(), None, None);
                let fitting: Vec<&Importers<'_, '_, '_>> = fitting(&searches[at], path, facts.language).collect();
                let mut reaching: Vec<Reaching<'_>> = fitting.iter().flat_map(|search| search.of(path, &facts)).collect();
                // What names it by one of its names has it from nowhere else.
                reaching.sort_by_key(|reaching| (reaching.import.line, reaching.way == Way::Reexport));
                for Reaching { import, way, sure } in reaching {
                    // A program of Python finds what lies beside it first.
                    let by_name = self.from_outside && facts.language == Language::Python && import.level == 0 && !import.is_computed();
                    let beside = if by_name { seen.beside(path, &import.module) } else { None };
                    if beside.is_some_and(|beside| !part.holds(&beside, indexes)) {
                        continue;
                    }
                    let takes_names = part.name.is_some() || facts.language == Language::Java;
                    let used = match (way, takes_names, said.member) {
                        // A module taken whole is one thing; using the name is another.
                        (Way::Whole, true, Some(line)) => Some(line),
                        (Way::Whole, ..) => {
                            if part.is_default() && may_take_default(import, said) {
                                perhaps.get_or_insert_with(|| part.untold_default(path, import));
                            }
                            continue;
                        }
                        // What lies in folders below is another package.
                        (Way::Within, ..) if part.spelt.is_file && facts.language == Language::Go => continue,
                        _ => None,
                    };
                    let leads = part
                        .went
                        .as_ref()
                        .map(|went| went.leads(seen.entries, path, facts.language, (import, way), (&part.spelt, indexes)));
                    match leads {
                        Some(Leads::Elsewhere) => continue,
                        Some(Leads::Perhaps(why)) => {
                            perhaps.get_or_insert_with(|| part.untold(path, import.line, &import.written(), Some(why)));
                            continue;
                        }
                        _ if import.guard == Guard::Never => {
                            never.get_or_insert(import.line);
                            continue;
                        }
                        _ if !sure => {
                            let computed = import.is_computed().then(|| "and what is taken of it is computed".to_owned());
                            perhaps.get_or_insert_with(|| part.untold(path, import.line, &import.written(), computed));
                            continue;
                        }
                        _ => {}
                    }
                    if lines.insert((import.line, import.alias.clone())) {
                        here[at] += 1;
                        sights.push(Sight { path: path.into(), line: Some(import.line), what: described(import, way, used).into() });
                    }
                }
                let named = |mock: &&crate::code::facts::Mock| part.is_named_by(&mock.target);
                mocks.extend(facts.mocks.iter().filter(named).map(|mock| (path, mock.line)));
                let went =
                    |used: &Used<'_>| part.went.as_ref().is_some_and(|went| went.is_by_now_elsewhere(facts.language, &used.whole, indexes));
                let by_name = || fitting.iter().flat_map(|search| search.used_by_name(path, &facts, &found.whole)).find(|used| !went(used));
                let needed = || {
                    let told = || if self.from_outside { part.needed(path, &facts, said, indexes) } else { None };
                    let how = |used: &Used<'_>| if used.imported { format!("as {}", used.name) } else { "by its whole name".to_owned() };
                    let by_name = by_name().map(|used| (used.line, format!("{}, {}", part.whole(), how(&used)), true));
                    by_name.or_else(|| told().map(|(line, what)| (line, what, facts.language == Language::Java)))
                };
                let needed = if here[at] == 0 { needed() } else { None };
                // A name leads where an import of it would.
                let of_went = part.went.as_ref().filter(|_| needed.as_ref().is_some_and(|(.., named)| *named));
                let led = of_went.map_or(Leads::There, |went| went.leads_by_name(facts.language, &part.spelt, indexes));
                match (needed, led) {
                    (None, _) | (_, Leads::Elsewhere) => {}
                    (Some((line, what, _)), Leads::Perhaps(why)) => {
                        perhaps.get_or_insert_with(|| part.untold(path, line, &what, Some(why)));
                    }
                    (Some((line, what, _)), Leads::There) => {
                        here[at] += 1;
                        sights.push(Sight { path: path.into(), line: Some(line), what: what.into() });
                    }
                }
                if here[at] == 0 {
                    let unread = said.broken.map(|line| part.unread(path, line, "where the file does not parse"));
                    let unread =
                        unread.or_else(|| said.cut.map(|line| part.unread(path, line, "and there is more in the file than is read")));
                    let why = unread.or(perhaps).or_else(|| Some(part.unread(path, never?, "where no build and no run takes it")));
                    if let Some(why) = why {
                        untold.entry(at).or_insert_with(|| why.clone());
                        why_here.get_or_insert(why);
                    }
                    if let Some(line) = said.named {
                        near.push((
                            at,
                            Sight { path: path.into(), line: Some(line), what: "named here, and not imported from there".into() },
                        ));
                    }
                }
            }
            for (sum, count) in counts.iter_mut().zip(&here) {
                *sum += count;
            }
            if why_here.is_some() || here.iter().any(|count| *count > 0) {
                by_file.push((*file, here, why_here));
            }
        }
        let outcome = match untold.into_iter().find(|(at, _)| counts[*at] == 0) {
            Some((_, why)) => Outcome::Unknown(why),
            None => Outcome::Count(counts.iter().sum(), counts.clone()),
        };
        let lazy = sights.iter().filter(|sight| sight.what.contains(LAZY)).count();
        let mut answer = Answer::new(outcome).with(sights);
        near.retain(|(at, _)| counts[*at] == 0);
        answer.near = near.into_iter().map(|(_, sight)| sight).take(NEAR).collect();
        if lazy > 0 {
            answer.remarks.push(format!("{lazy} of these run only when a function does").into());
        }
        if let Some((path, line)) = mocks.first() {
            let others = if mocks.len() > 1 { format!(", and {} more", mocks.len() - 1) } else { String::new() };
            answer.remarks.push(format!("tests replace it by its name: {path}:{line}{others}").into());
        }
        (answer, by_file)
    }

    /// The outcome of one file.
    pub fn outcome_of(&self, file: u32, counts: &Counts) -> Outcome {
        let found = counts.binary_search_by_key(&file, |(file, ..)| *file).ok().and_then(|at| counts.get(at));
        match found {
            None => Outcome::Count(0, vec![0; self.parts.len()]),
            Some((_, each, Some(why))) if each.iter().all(|count| *count == 0) => Outcome::Unknown(why.clone()),
            Some((_, each, _)) => Outcome::Count(each.iter().sum(), each.clone()),
        }
    }
}

/// A search by one of the ways something is spelt.
struct Search<'p, 'a> {
    /// Where it is one for some files alone.
    local: Option<&'p Local>,
    /// It is spelt so in scripts.
    of_scripts: bool,
    importers: Importers<'p, 'p, 'a>,
}

/// The searches that hold for a file.
fn fitting<'s, 'p, 'a>(searches: &'s [Search<'p, 'a>], path: &str, language: Language) -> impl Iterator<Item = &'s Importers<'p, 'p, 'a>> {
    let holds = move |local: &Local| local.language == language && (local.folder.is_empty() || within(&local.folder, path).is_some());
    let holds = move |search: &&Search<'_, '_>| search.local.is_none_or(holds) && (search.of_scripts || !language.is_script());
    searches.iter().filter(holds).map(|search| &search.importers)
}

impl Part {
    /// What it is looked for by.
    fn word(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.spelt.written)
    }

    /// Why a place where the file does not parse leaves it open.
    fn unread(&self, path: &str, line: u32, why: &str) -> Box<str> {
        format!("`{}` stands in `{path}`, line {line}, {why}", self.word()).into()
    }

    /// Why an import that fits by its name alone leaves it open.
    fn untold(&self, path: &str, line: u32, written: &str, why: Option<String>) -> Box<str> {
        let why = why.unwrap_or_else(|| format!("which may be {}, or something that is installed", self.whole()));
        format!("`{path}`, line {line}, imports `{written}`, {why}").into()
    }

    /// Why a module taken whole leaves its default open.
    fn untold_default(&self, path: &str, import: &Import) -> Box<str> {
        format!("`{path}`, line {}, takes `{}` whole by a call, and may use its default without naming it", import.line, import.written())
            .into()
    }

    /// Whether it is what a module exports as its default, which importers need not name.
    fn is_default(&self) -> bool {
        self.name.as_deref() == Some("default")
    }

    /// Whether a use of it shows a needle.
    fn is_shown_by(&self, needle: u32) -> bool {
        let by_module = self.name_needle.is_none() || self.is_default();
        self.name_needle == Some(needle) || by_module && self.module_needles.contains(&needle)
    }

    /// What stands before its last part where it is named whole: the module of a name, and the package of a module.
    fn owners(&self) -> impl Iterator<Item = &[u8]> {
        let owner = |module: &'_ String| match (&self.name, module.rsplit_once('/')) {
            (Some(_), None) => Some(0..module.len()),
            (Some(_), Some((folder, file))) => Some(folder.len() + 1..folder.len() + 1 + file.find('.').unwrap_or(file.len())),
            (None, None) => module.rfind(['.', ':']).map(|at| 0..module[..at].trim_end_matches(':').len()),
            (None, Some(_)) => None,
        };
        self.spelt.modules.iter().filter_map(move |module| module.as_bytes().get(owner(module)?).filter(|owner| !owner.is_empty()))
    }

    /// Whether a word is taken from the package of the module, as far as the text right before it tells.
    fn is_owned(&self, bytes: &[u8], at: usize) -> bool {
        let before = bytes.get(..at).and_then(|before| before.strip_suffix(b"."));
        before.is_some_and(|before| self.owners().any(|owner| before.ends_with(owner)))
    }

    /// Whether an import of Python takes a package whole that the module lies in.
    fn is_around(&self, import: &Import) -> bool {
        let first = import.module.split('.').next().unwrap_or_default();
        let within = |module: &String| module.strip_prefix(first).is_some_and(|rest| rest.starts_with('.'));
        import.what == Imported::Module && import.level == 0 && !import.dynamic && self.spelt.modules.iter().any(within)
    }

    /// Whether a file is the module itself, or lies in it.
    fn holds(&self, path: &str, indexes: &Indexes<'_, '_>) -> bool {
        if let Some(held) = self.went.as_ref().and_then(|went| went.held(path)) {
            return held;
        }
        let names = indexes.python.names_of(path);
        self.spelt.modules.iter().any(|module| {
            let inside =
                |name: &str| name.strip_prefix(module.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']));
            inside(path) || names.iter().any(|name| inside(name))
        })
    }

    /// The whole name, for people.
    fn whole(&self) -> String {
        self.name.as_ref().map_or_else(|| self.spelt.written.to_string(), |name| format!("{name} of {}", self.spelt.written))
    }

    /// The searches for it, by all its names.
    fn searches<'p, 'a>(&'p self, by_path: bool, indexes: &'p Indexes<'_, 'a>) -> Vec<Search<'p, 'a>> {
        let search = |local: Option<&'p Local>, module: &'p String| {
            let importers = Importers::new(module, self.name.as_deref(), indexes.of_imports());
            let importers = if self.spelt.is_path { importers.at(&self.spelt.path) } else { importers };
            // Dotted names are of other languages.
            let of_scripts = *module == self.spelt.path || **module == *self.spelt.written;
            Search { local, of_scripts, importers: if by_path { importers.by_path() } else { importers } }
        };
        let everywhere = self.spelt.modules.iter().map(|module| search(None, module));
        everywhere.chain(self.spelt.locally.iter().map(|local| search(Some(local), &local.module))).collect()
    }

    /// Where a file cannot do without it, though it neither imports nor names it whole: a module that is declared, a class of the same package.
    fn needed(&self, path: &str, facts: &Facts, said: Said, indexes: &Indexes<'_, '_>) -> Option<(u32, String)> {
        let at = &*self.spelt.path;
        match facts.language {
            Language::Rust => {
                let lies = |file: &String| file == at || within(at, file).is_some();
                let declared = indexes.rust.files_declared(path, facts);
                let gone = |files: &[String]| !files.iter().any(|file| indexes.codebase.has_file(file));
                let is_module = self.went.as_ref().is_none_or(Went::may_be_module);
                let held = |files: &[String]| files.iter().any(lies) && (is_module || gone(files));
                let module = declared.iter().find(|(_, files)| held(files)).map(|(line, _)| (*line, "declared as a module".to_owned()));
                let included =
                    || facts.included.iter().find(|one| normal(&join(folder_of(path), &one.path)).is_some_and(|file| lies(&file)));
                module.or_else(|| included().map(|one| (one.line, format!("{} includes it", one.by))))
            }
            Language::Java => {
                let class = at.strip_suffix(".java")?.rsplit('/').next()?;
                let ends = |dotted: &str| format!("/{}", folder_of(at)).ends_with(&format!("/{}", dotted.replace('.', "/")));
                let same = folder_of(path) == folder_of(at) || facts.package.as_deref().is_some_and(ends);
                let own = |name: &str| name.rsplit('.').next() == Some(class);
                let has = facts.definitions.iter().any(|one| own(&one.name))
                    || facts.imports.iter().any(|import| own(&import.module) || matches!(&import.what, Imported::Name(name) if own(name)));
                said.free.filter(|_| same && !has).map(|line| (line, format!("{class}, of the same package")))
            }
            _ => None,
        }
    }

    /// Whether a text that tests replace something by names it.
    fn is_named_by(&self, target: &str) -> bool {
        self.spelt.modules.iter().any(|module| {
            let whole = self.name.as_ref().map_or_else(|| module.clone(), |name| format!("{module}.{name}"));
            target.strip_prefix(&*whole).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']))
        })
    }
}

/// Whether a call for a module may use its default: what is given on as it is (`lazy(() => import("./t"))`) need not name it.
fn may_take_default(import: &Import, said: Said) -> bool {
    import.dynamic && import.alias.is_none() && import.guard != Guard::TypeChecking && (import.lazy || said.free.is_some())
}

const LAZY: &str = "inside a function";

/// An import in words.
fn described(import: &Import, way: Way, used: Option<u32>) -> String {
    let from = import.written();
    let mut text = match &import.what {
        Imported::Name(name) => format!("{name} from {from}"),
        Imported::Module => from,
        Imported::Star if import.dynamic => format!("something of {from}"),
        Imported::Star => format!("everything from {from}"),
    };
    let mut mark = |mark: &str| {
        text.push_str(", ");
        text.push_str(mark);
    };
    if let Some(line) = used {
        mark(&format!("and used in line {line}"));
    }
    if way == Way::Reexport {
        mark("which has it from there");
    }
    if import.lazy {
        mark(LAZY);
    }
    if import.dynamic {
        mark("by a call");
    }
    match import.guard {
        Guard::Always => {}
        Guard::Conditional => mark("under a condition"),
        Guard::Test => mark("in test builds"),
        Guard::TypeChecking => mark("for the type checker"),
        Guard::Main => mark("when run as a program"),
        Guard::Never => mark("which no build and no run takes"),
    }
    text
}

/// Whether a name of Python may stand in an import, or be replaced by tests: its line says so, or is one of several lines of a list or call.
fn may_import(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |end| at + end);
    let line = bytes.get(start..end).unwrap_or_default();
    let says = |word: &[u8]| memchr::memmem::find(line, word).is_some();
    if [&b"import"[..], b"from", b"patch", b"setattr"].iter().any(|word| says(word))
        || before.get(..start).is_some_and(|outer| outer.trim_ascii_end().ends_with(b"\\"))
    {
        return true;
    }
    let code = line.split(|byte| *byte == b'#').next().unwrap_or_default();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80 || b"_.,()'\"; \t\r{}+%".contains(byte);
    code.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::may_import;

    #[test]
    fn a_line_that_may_import_is_known() {
        let may = |text: &str| may_import(text.as_bytes(), text.find("state").unwrap());
        assert!(may("from app.state import X") && may("x = 1; import state") && may("from a import (\n  b,\n  state,  # why\n)"));
        assert!(may("load(\n    'app.state',\n)") && may("import a, \\\n  b + state"));
        assert!(!may("self.state = 1") && !may("if state:\n") && !may("    \"state\": 3,"));
    }
}
