//! One search for a name in Python modules: definitions, re-exports, stars, submodules, in the order in which Python binds them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::facts::{Definition, Deletion, Facts, Guard, Import, Imported, Kind, Stopped};
use super::nearest::nearest;
use super::python_index::PythonIndex;
use super::python_modules::{At, Located, Module};
use super::{Candidate, Found, How};

/// The most re-exports followed one after another.
const DEEPEST: usize = 100;
/// The most names looked up in one search.
const STEPS: usize = 20_000;

/// What every object has, modules and classes too.
pub(super) const OF_OBJECTS: [&str; 25] = [
    "__class__",
    "__delattr__",
    "__dict__",
    "__dir__",
    "__doc__",
    "__eq__",
    "__format__",
    "__ge__",
    "__getattribute__",
    "__gt__",
    "__hash__",
    "__init__",
    "__init_subclass__",
    "__le__",
    "__lt__",
    "__ne__",
    "__new__",
    "__reduce__",
    "__reduce_ex__",
    "__repr__",
    "__setattr__",
    "__sizeof__",
    "__str__",
    "__subclasshook__",
    "__annotations__",
];

/// What a search gave.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Found(Box<Place>),
    Missing { reason: String, nearest: Vec<Candidate> },
    Unknown(String),
}

/// Something found, with what members can be looked up in.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) found: Found,
    pub(super) target: Target,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Module(Module),
    /// A definition in a module, by its place in the list of the file.
    Definition(Module, usize),
    /// Something of which nothing more is known.
    Value,
}

pub(super) fn missing(reason: String) -> Answer {
    Answer::Missing { reason, nearest: Vec::new() }
}

/// A statement that binds a name, or takes it away.
enum Event<'f> {
    Definition(usize, &'f Definition),
    Import(&'f Import),
    Star(&'f Import),
    Deletion(&'f Deletion),
}

impl Event<'_> {
    const fn line(&self) -> u32 {
        match self {
            Self::Definition(_, definition) => definition.line,
            Self::Import(import) | Self::Star(import) => import.line,
            Self::Deletion(deletion) => deletion.line,
        }
    }

    const fn guard(&self) -> Guard {
        match self {
            Self::Definition(_, definition) => definition.guard,
            Self::Import(import) | Self::Star(import) => import.guard,
            Self::Deletion(deletion) => deletion.guard,
        }
    }
}

/// The state of one search.
pub(super) struct Search<'i, 'a> {
    pub(super) index: &'i PythonIndex<'a>,
    looked: Vec<Box<str>>,
    /// Lookups under way (file, name, line before which): met again, the way goes round in a circle.
    busy: BTreeSet<(String, String, u32)>,
    steps: usize,
}

impl<'i, 'a> Search<'i, 'a> {
    pub(super) const fn new(index: &'i PythonIndex<'a>) -> Self {
        Self { index, looked: Vec::new(), busy: BTreeSet::new(), steps: 0 }
    }

    pub(super) fn looked_at(self) -> Vec<Box<str>> {
        self.looked
    }

    fn look(&mut self, file: &str) {
        if !self.looked.iter().any(|seen| &**seen == file) {
            self.looked.push(file.into());
        }
    }

    /// A module by its dotted name.
    pub(super) fn module(&mut self, dotted: &str) -> Result<Module, Answer> {
        match self.index.locate(dotted) {
            Located::Here(module) => {
                self.look(&module.file());
                Ok(module)
            }
            Located::Missing { name, within } => {
                let place = within.as_ref().map_or_else(|| "under any root".to_owned(), |outer| format!("in `{}`", outer.file()));
                if let Some(outer) = &within {
                    self.look(&outer.file());
                }
                let reason = match within.as_ref().map(|outer| &outer.at) {
                    Some(At::File(path)) => format!("`{path}` is a module, not a package: it has no `{name}`"),
                    _ => format!("there is no module `{name}` {place}"),
                };
                Err(Answer::Missing { reason, nearest: self.index.modules_like(&name, within.as_ref()) })
            }
            Located::Outside(top) => {
                Err(Answer::Unknown(format!("`{top}` is not in the tree: it may be of the standard library or installed")))
            }
            Located::Untold(reason) => Err(Answer::Unknown(reason)),
        }
    }

    pub(super) fn found_module(&self, module: Module) -> Answer {
        let how = match module.at {
            At::File(_) | At::Compiled(_) => How::Module,
            At::Package(_) => How::Package,
            At::Namespace(_) => How::Namespace,
        };
        let found = Found { file: module.file().into(), line: 1, how, conditional: false, via: Vec::new() };
        Answer::Found(Box::new(Place { found, target: Target::Module(module) }))
    }

    /// A dotted path from the top: as many modules as there are, then names.
    pub(super) fn dotted(&mut self, dotted: &str) -> Answer {
        let parts: Vec<&str> = dotted.split('.').collect();
        for count in (1..=parts.len()).rev() {
            let (modules, names) = parts.split_at(count);
            if let Located::Here(module) = self.index.locate(&modules.join(".")) {
                self.look(&module.file());
                let start = self.found_module(module);
                return names.iter().fold(start, |answer, name| self.member_of(answer, name));
            }
        }
        match self.module(dotted) {
            Ok(module) => self.found_module(module),
            Err(answer) => answer,
        }
    }

    /// A dotted name as the code of a module sees it, before the line given where one is.
    pub(super) fn in_module(&mut self, module: &Module, dotted: &str, before: Option<u32>) -> Answer {
        let mut parts = dotted.split('.');
        let first = self.name(module, parts.next().unwrap_or_default(), false, before);
        parts.fold(first, |answer, part| self.member_of(answer, part))
    }

    /// A name of a module. With `submodules`, what is no name but a module within the package counts, as it does for `from … import`.
    pub(super) fn name(&mut self, module: &Module, name: &str, submodules: bool, before: Option<u32>) -> Answer {
        self.steps += 1;
        if self.steps > STEPS || self.busy.len() > DEEPEST {
            return Answer::Unknown("the re-exports go on for too long".into());
        }
        let file = module.file();
        let key = (file.clone(), name.to_owned(), before.unwrap_or(u32::MAX));
        if !self.busy.insert(key.clone()) {
            return missing(format!("the re-exports of `{name}` go round in a circle at `{file}`"));
        }
        self.look(&file);
        let answer = self.name_of(module, &file, name, submodules, before);
        self.busy.remove(&key);
        answer
    }

    fn name_of(&mut self, module: &Module, file: &str, name: &str, submodules: bool, before: Option<u32>) -> Answer {
        let facts = match &module.at {
            At::Compiled(_) => return Answer::Unknown(format!("`{file}` is compiled: its names cannot be read")),
            At::Namespace(_) => None,
            At::File(path) | At::Package(path) => match self.index.tree.facts(path) {
                Some(facts) if !matches!(facts.stopped, Some(Stopped::TooLarge { .. } | Stopped::TooHard)) => Some(facts),
                _ => return Answer::Unknown(format!("`{path}` cannot be read")),
            },
        };
        let bound = match facts {
            Some(facts) => self.bound(module, facts, file, name, None, 0..before.unwrap_or(u32::MAX)),
            None => missing(String::new()),
        };
        let Answer::Missing { reason, .. } = &bound else {
            // A submodule is there whatever a star from outside may have brought.
            return match (bound, submodules) {
                (Answer::Unknown(reason), true) => self.submodule(module, name).unwrap_or(Answer::Unknown(reason)),
                (bound, _) => bound,
            };
        };
        let implicit = matches!(name, "__name__" | "__package__" | "__loader__" | "__spec__" | "__file__")
            || OF_OBJECTS.contains(&name)
            || name == "__path__" && !matches!(module.at, At::File(_))
            || facts.is_some() && matches!(name, "__cached__" | "__builtins__");
        if implicit {
            let found = Found { file: file.into(), line: 1, how: How::Implicit, conditional: false, via: Vec::new() };
            return Answer::Found(Box::new(Place { found, target: Target::Value }));
        }
        if submodules && let Some(answer) = self.submodule(module, name) {
            return answer;
        }
        if !submodules && let Some(answer) = self.loaded_submodule(module, facts, name) {
            return answer;
        }
        let Some(facts) = facts else { return missing(format!("there is no module `{}.{name}`", module.name)) };
        if facts.definitions.iter().any(|definition| &*definition.name == "__getattr__" && !definition.local) {
            return Answer::Unknown(format!("`{file}` has a `__getattr__` that may give `{name}`"));
        }
        if let Some(opaque) = facts.opaque.first() {
            return Answer::Unknown(format!("`{file}` gives names by `{}` in line {}", opaque.what, opaque.line));
        }
        if facts.syntax.count > 0 {
            return Answer::Unknown(format!("`{file}` does not parse, and `{name}` is not seen in it"));
        }
        if facts.stopped.is_some() {
            return Answer::Unknown(format!("`{file}` is not read to its end"));
        }
        let reason = if reason.is_empty() { format!("`{file}` has no `{name}`") } else { reason.clone() };
        let top = facts.definitions.iter().filter(|definition| !definition.local && !definition.name.contains('.'));
        let candidates = top.map(|definition| (&definition.name, definition.line));
        let imported = facts.imports.iter().filter(|import| !import.lazy).filter_map(|import| Some((import.binds()?, import.line)));
        let candidates = candidates.map(|(name, line)| (&**name, line)).chain(imported);
        let candidates = candidates.map(|(name, line)| Candidate { name: name.into(), file: file.into(), line });
        Answer::Missing { reason, nearest: nearest(name, candidates) }
    }

    /// What the statements of a file, or of one class in it, bind a name to within these lines: the last that takes place counts.
    pub(super) fn bound(
        &mut self,
        module: &Module,
        facts: &Facts,
        file: &str,
        name: &str,
        class: Option<&str>,
        lines: Range<u32>,
    ) -> Answer {
        let qualified = class.map_or_else(|| name.to_owned(), |class| format!("{class}.{name}"));
        let mut events: Vec<Event<'_>> = Vec::new();
        let definitions =
            facts.definitions.iter().enumerate().filter(|(_, definition)| !definition.local && *definition.name == *qualified);
        events.extend(definitions.map(|(number, definition)| Event::Definition(number, definition)));
        for import in facts.imports.iter().filter(|import| !import.lazy && !import.dynamic && import.within.as_deref() == class) {
            if import.what == Imported::Star {
                events.push(Event::Star(import));
            } else if import.binds() == Some(name) {
                events.push(Event::Import(import));
            }
        }
        events.extend(facts.deletions.iter().filter(|deletion| *deletion.name == *qualified).map(Event::Deletion));
        events.retain(|event| lines.contains(&event.line()));
        events.sort_by_key(|event| std::cmp::Reverse(event.line()));

        let (mut reason, mut unknown, mut conditional) = (String::new(), None, false);
        for event in events {
            let line = event.line();
            match event.guard() {
                Guard::Always | Guard::Conditional => {}
                Guard::TypeChecking => {
                    reason = format!("`{file}` has `{name}` in line {line} for type checkers alone");
                    continue;
                }
                Guard::Never => {
                    reason = format!("`{file}` has `{name}` in line {line}, which never runs");
                    continue;
                }
                Guard::Main | Guard::Test => {
                    reason = format!("`{file}` has `{name}` in line {line} only when it is run as a program");
                    continue;
                }
            }
            let always = event.guard() == Guard::Always;
            let answer = match event {
                Event::Definition(_, definition) if definition.kind == Kind::Declared => {
                    reason = format!("`{file}` declares `{name}` in line {line} without a value");
                    continue;
                }
                Event::Definition(number, definition) => {
                    let how = How::Defined(definition.kind);
                    let found = Found { file: file.into(), line, how, conditional: conditional || !always, via: Vec::new() };
                    return Answer::Found(Box::new(Place { found, target: Target::Definition(module.clone(), number) }));
                }
                Event::Deletion(_) if always => {
                    reason = format!("`{file}` deletes `{name}` in line {line}");
                    break;
                }
                Event::Deletion(_) => {
                    conditional = true;
                    continue;
                }
                Event::Import(import) => self.imported(module, import),
                Event::Star(import) => self.star(module, import, name),
            };
            match answer {
                Answer::Found(mut place) => {
                    place.found.conditional |= conditional || !always;
                    place.found.via.insert(0, (file.into(), line));
                    return Answer::Found(place);
                }
                Answer::Unknown(why) => {
                    if always && matches!(event, Event::Import(_)) {
                        return Answer::Unknown(why);
                    }
                    unknown.get_or_insert(why);
                }
                Answer::Missing { reason: why, nearest } => {
                    if matches!(event, Event::Import(_)) {
                        let why = format!("`{file}` imports `{name}` in line {line}, but {why}");
                        if always {
                            return Answer::Missing { reason: why, nearest };
                        }
                        reason = why;
                    }
                }
            }
        }
        unknown.map_or_else(|| missing(reason), Answer::Unknown)
    }

    /// What an import statement binds.
    fn imported(&mut self, module: &Module, import: &Import) -> Answer {
        let Some(base) = self.index.absolute(module.package(), import.level, &import.module) else {
            return missing(format!("`{}` leads out of the top package", import.written()));
        };
        let from = match self.module(&base) {
            Ok(from) => from,
            Err(answer) => return answer,
        };
        match &import.what {
            Imported::Name(name) => self.name(&from, name, true, None),
            Imported::Module if import.alias.is_some() => self.aliased(from),
            Imported::Module | Imported::Star => match self.module(base.split('.').next().unwrap_or_default()) {
                Ok(top) => self.found_module(top),
                Err(answer) => answer,
            },
        }
    }

    /// `import a.b.c as d` takes `c` as a name of `a.b`. Where a package binds that name to something else too, which of both it is hangs on
    /// the order of imports.
    fn aliased(&mut self, module: Module) -> Answer {
        let parts: Vec<&str> = module.name.split('.').collect();
        let mut hidden = false;
        for count in 1..parts.len() {
            let (outer, inner) = parts.split_at(count);
            let (outer, part) = (outer.join("."), inner.first().copied().unwrap_or_default());
            let Located::Here(package) = self.index.locate(&outer) else { continue };
            let whole = format!("{outer}.{part}");
            hidden |= match self.name(&package, part, false, None) {
                Answer::Found(place) => !matches!(&place.target, Target::Module(found) if found.name == whole),
                Answer::Missing { .. } | Answer::Unknown(_) => false,
            };
        }
        let mut answer = self.found_module(module);
        if let Answer::Found(place) = &mut answer {
            place.found.conditional = hidden;
        }
        answer
    }

    /// Whether a star brings a name: by `__all__`, or every name without an underscore in front.
    fn star(&mut self, module: &Module, import: &Import, name: &str) -> Answer {
        let Some(base) = self.index.absolute(module.package(), import.level, &import.module) else {
            return missing(format!("`{}` leads out of the top package", import.written()));
        };
        let from = match self.module(&base) {
            Ok(from) => from,
            Err(answer) => return answer,
        };
        let facts = match &from.at {
            At::File(path) | At::Package(path) => self.index.tree.facts(path),
            At::Namespace(_) | At::Compiled(_) => None,
        };
        let all = facts.and_then(|facts| facts.all.as_ref());
        if facts.is_some_and(|facts| facts.imports.iter().any(|import| import.binds() == Some("__all__"))) {
            return Answer::Unknown(format!("`{}` takes its `__all__` from elsewhere", from.file()));
        }
        match all {
            Some(all) if all.names.iter().any(|listed| &**listed == name) => self.name(&from, name, true, None),
            Some(all) if all.open => Answer::Unknown(format!("`__all__` of `{}` is computed", from.file())),
            Some(_) => missing(format!("`__all__` of `{}` does not list `{name}`", from.file())),
            None if name.starts_with('_') => missing(format!("a star brings no `{name}`")),
            None => self.name(&from, name, false, None),
        }
    }

    pub(super) fn submodule(&mut self, module: &Module, name: &str) -> Option<Answer> {
        if name.contains('.') {
            return None;
        }
        match self.index.locate(&format!("{}.{name}", module.name)) {
            Located::Here(found) => {
                self.look(&found.file());
                Some(self.found_module(found))
            }
            Located::Untold(reason) => Some(Answer::Unknown(reason)),
            Located::Missing { .. } | Located::Outside(_) => None,
        }
    }

    /// A submodule as a name of its package, which it is once something has imported it: its own package for certain, others perhaps.
    fn loaded_submodule(&mut self, module: &Module, facts: Option<&Facts>, name: &str) -> Option<Answer> {
        let whole = format!("{}.{name}", module.name);
        let Located::Here(found) = self.index.locate(&whole) else { return None };
        let within = format!("{whole}.");
        let loads = facts.into_iter().flat_map(|facts| &facts.imports).any(|import| {
            let base = self.index.absolute(module.package(), import.level, &import.module).unwrap_or_default();
            let named = match &import.what {
                Imported::Name(part) => base == module.name && **part == *name,
                Imported::Module | Imported::Star => false,
            };
            import.guard == Guard::Always && !import.lazy && (named || base == whole || base.starts_with(&within))
        });
        if loads {
            self.look(&found.file());
            return Some(self.found_module(found));
        }
        Some(Answer::Unknown(format!("`{whole}` is a name of its package only when something has imported it before")))
    }
}
