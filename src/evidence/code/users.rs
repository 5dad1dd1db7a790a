//! `import`: who imports a module, or a name of one.

use super::World;
use crate::code::importers::{Indexes, Way, importers};
use crate::code::{Facts, Guard};
use crate::evidence::answer::{Answer, Outcome, Sight};
use crate::evidence::question::Question;

/// What is looked for: the modules, or each name in each module.
fn wanted(question: &Question) -> Vec<String> {
    let modules = question.subjects.iter();
    if question.names.is_empty() {
        return modules.map(ToString::to_string).collect();
    }
    let join = |module: &str, name: &str| {
        let between = if module.contains("::") {
            "::"
        } else if module.contains('/') || module.starts_with('@') {
            "#"
        } else {
            "."
        };
        format!("{module}{between}{name}")
    };
    modules.flat_map(|module| question.names.iter().map(move |name| join(module, name))).collect()
}

/// Words without which a file imports nothing of it: the name, or, for stars and whole modules, the module's last part.
pub fn words(question: &Question) -> Vec<String> {
    let mut words = wanted(question);
    words.extend(question.subjects.iter().map(ToString::to_string));
    words
}

/// Counts the imports of each module or name, in parsed code: comments and strings do not count, imports inside functions do.
pub fn answer(question: &Question, known: &[(&str, &Facts)], world: &World<'_>) -> Answer {
    let indexes = Indexes { python: Some(&world.python), script: Some(&world.script), go: Some(&world.go) };
    let (mut counts, mut seen) = (Vec::new(), Vec::new());
    for wanted in wanted(question) {
        let found = importers(&wanted, known.iter().copied(), indexes);
        counts.push(found.len() as u64);
        for user in found {
            let mut words = Vec::new();
            match user.way {
                Way::Named => {}
                Way::Within => words.push("something within it"),
                Way::Star => words.push("by a star"),
                Way::Reexport => words.push("by way of another module"),
            }
            if user.lazy {
                words.push("inside a function");
            }
            if user.dynamic {
                words.push("by a call");
            }
            if user.guard == Guard::TypeChecking {
                words.push("for the type checker");
            }
            seen.push(Sight { path: user.file, line: Some(user.line), what: words.join(", ").into() });
        }
    }
    seen.dedup();
    Answer::new(Outcome::Count(counts.iter().sum(), counts)).with(seen)
}
