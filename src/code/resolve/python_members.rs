//! Members of what a Python name stands for: of modules, of classes with those they are derived from, of functions.

use super::super::facts::{Definition, Facts, Kind};
use super::python_modules::{At, Module};
use super::python_search::{Answer, OF_OBJECTS, Place, Search, Target, missing};
use super::{Candidate, Found, How, nearest::nearest};

/// What every class has besides.
const OF_CLASSES: [&str; 13] = [
    "__module__",
    "__name__",
    "__qualname__",
    "__bases__",
    "__base__",
    "__mro__",
    "mro",
    "__subclasses__",
    "__weakref__",
    "__call__",
    "__basicsize__",
    "__flags__",
    "__prepare__",
];

/// Bases from outside that bring no members people ask for.
const PLAIN_BASES: [&str; 4] = ["object", "ABC", "Generic", "Protocol"];

/// The line of the next definition of the same name: another one, with members of its own.
fn next_of(facts: &Facts, definition: &Definition) -> u32 {
    let again = facts.definitions.iter().filter(|other| other.name == definition.name && other.line > definition.line);
    again.map(|other| other.line).min().unwrap_or(u32::MAX)
}

impl Search<'_, '_> {
    /// A member of what an answer found; an answer that found nothing stays as it is.
    pub(super) fn member_of(&mut self, answer: Answer, name: &str) -> Answer {
        let place = match answer {
            Answer::Found(place) => place,
            other => return other,
        };
        let Place { found: outer, target } = *place;
        let inner = match target {
            Target::Module(module) => match self.name(&module, name, false, None) {
                found @ Answer::Found(_) => found,
                // A submodule is a member of its package only once something has imported it.
                other => match self.submodule(&module, name) {
                    Some(Answer::Found(mut place)) => {
                        place.found.conditional = true;
                        Answer::Found(place)
                    }
                    _ => other,
                },
            },
            Target::Definition(module, number) => self.of_definition(&module, number, name, 0),
            Target::Value => Answer::Unknown(format!("members of what `{}` has by itself cannot be told", outer.file)),
        };
        match inner {
            Answer::Found(mut place) => {
                place.found.conditional |= outer.conditional;
                let mut via = outer.via;
                via.append(&mut place.found.via);
                place.found.via = via;
                Answer::Found(place)
            }
            other => other,
        }
    }

    fn of_definition(&mut self, module: &Module, number: usize, name: &str, depth: usize) -> Answer {
        let (At::File(path) | At::Package(path)) = &module.at else { return Answer::Unknown("it has no source".into()) };
        let Some(facts) = self.index.tree.facts(path) else { return Answer::Unknown(format!("`{path}` cannot be read")) };
        let Some(definition) = facts.definitions.get(number) else { return Answer::Unknown(format!("`{path}` has changed")) };
        match definition.kind {
            Kind::Class => self.of_class(module, path, definition, name, depth),
            Kind::Function | Kind::Method => {
                let given = format!("{}.{name}", definition.name);
                let end = next_of(facts, definition);
                let given = |other: &Definition| {
                    *other.name == *given && other.kind == Kind::Assignment && !other.local && (definition.line..end).contains(&other.line)
                };
                match facts.definitions.iter().position(given) {
                    Some(number) => self.bound_at(module, path, number),
                    None if definition.open || name.starts_with("__") => {
                        Answer::Unknown(format!("`{}` in `{path}` may have more than its text shows", definition.name))
                    }
                    None => missing(format!("`{}` in `{path}` is a function and has no `{name}`", definition.name)),
                }
            }
            _ => match &definition.value {
                Some(value) => {
                    let value = value.clone();
                    let line = definition.line;
                    let class = definition.name.rsplit_once('.').map(|(class, _)| class);
                    let meant = self.seen_from(module, path, class, &value, line);
                    self.member_of(meant, name)
                }
                None => {
                    Answer::Unknown(format!("what `{}` in line {} of `{path}` is set to cannot be told", definition.name, definition.line))
                }
            },
        }
    }

    fn bound_at(&self, module: &Module, path: &str, number: usize) -> Answer {
        let Some(definition) = self.index.tree.facts(path).and_then(|facts| facts.definitions.get(number)) else {
            return Answer::Unknown(format!("`{path}` has changed"));
        };
        let (line, how) = (definition.line, How::Defined(definition.kind));
        let conditional = definition.guard != super::super::facts::Guard::Always;
        let found = Found { file: path.into(), line, how, conditional, via: Vec::new() };
        Answer::Found(Box::new(Place { found, target: Target::Definition(module.clone(), number) }))
    }

    /// A dotted name as a line of a class, or of the file, sees it.
    fn seen_from(&mut self, module: &Module, path: &str, class: Option<&str>, dotted: &str, line: u32) -> Answer {
        if let (Some(class), Some(facts)) = (class, self.index.tree.facts(path)) {
            let mut parts = dotted.split('.');
            let first = parts.next().unwrap_or_default();
            if let found @ Answer::Found(_) = self.bound(module, facts, path, first, Some(class), 0..line) {
                return parts.fold(found, |answer, part| self.member_of(answer, part));
            }
        }
        self.in_module(module, dotted, Some(line))
    }

    fn of_class(&mut self, module: &Module, path: &str, class: &Definition, name: &str, depth: usize) -> Answer {
        let Some(facts) = self.index.tree.facts(path) else { return Answer::Unknown(format!("`{path}` cannot be read")) };
        if depth > 50 {
            return Answer::Unknown(format!("`{}` is derived over too many classes", class.name));
        }
        let end = next_of(facts, class);
        let own = self.bound(module, facts, path, name, Some(&class.name), class.line..end);
        let Answer::Missing { reason, .. } = own else { return own };
        let mut unknown = None;
        for base in &class.bases {
            let around = class.name.rsplit_once('.').map(|(around, _)| around);
            let answer = if base.is_empty() {
                Answer::Unknown(format!("a base of `{}` is computed", class.name))
            } else {
                self.seen_from(module, path, around, base, class.line)
            };
            let inherited = match answer {
                Answer::Found(place) => self.inherited(*place, name, depth + 1),
                Answer::Missing { .. } | Answer::Unknown(_) if PLAIN_BASES.contains(&base.rsplit('.').next().unwrap_or(base)) => continue,
                Answer::Missing { .. } => Answer::Unknown(format!("`{}` is derived from `{base}`, which is not in the tree", class.name)),
                Answer::Unknown(why) => Answer::Unknown(format!("`{}` is derived from `{base}`: {why}", class.name)),
            };
            match inherited {
                Answer::Found(place) => return Answer::Found(place),
                Answer::Unknown(why) => {
                    unknown.get_or_insert(why);
                }
                Answer::Missing { .. } => {}
            }
        }
        if OF_CLASSES.contains(&name) || OF_OBJECTS.contains(&name) {
            let found = Found { file: path.into(), line: class.line, how: How::Implicit, conditional: false, via: Vec::new() };
            return Answer::Found(Box::new(Place { found, target: Target::Value }));
        }
        if let Some(why) = unknown {
            return Answer::Unknown(why);
        }
        let slots = format!("{}.__slots__", class.name);
        let dynamic = facts.opaque.iter().any(|opaque| opaque.what.contains(&*class.name));
        if class.open || dynamic || facts.definitions.iter().any(|definition| *definition.name == *slots) {
            return Answer::Unknown(format!("`{}` in `{path}` may have more members than its text shows", class.name));
        }
        if facts.syntax.count > 0 {
            return Answer::Unknown(format!("`{path}` does not parse, and `{name}` is not seen in `{}`", class.name));
        }
        let reason = if reason.is_empty() { format!("`{}` in `{path}` has no `{name}`", class.name) } else { reason };
        let prefix = format!("{}.", class.name);
        let members = facts.definitions.iter().filter(|definition| definition.name.starts_with(&prefix));
        let members = members.map(|definition| Candidate { name: definition.name.clone(), file: path.into(), line: definition.line });
        Answer::Missing { reason, nearest: nearest(name, members) }
    }

    fn inherited(&mut self, base: Place, name: &str, depth: usize) -> Answer {
        let Target::Definition(module, number) = base.target else {
            return Answer::Unknown(format!("a base in `{}` is no class that can be read", base.found.file));
        };
        // What `object` gives is given once, by the class that was asked about.
        match self.of_definition(&module, number, name, depth) {
            Answer::Found(place) if place.found.how == How::Implicit => missing(String::new()),
            Answer::Found(mut place) => {
                if let How::Defined(kind) = place.found.how {
                    place.found.how = How::Inherited(kind);
                }
                place.found.conditional |= base.found.conditional;
                Answer::Found(place)
            }
            other => other,
        }
    }
}
