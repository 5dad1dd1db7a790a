//! `resolves`: whether an import leads somewhere, as the language itself would find it.

use super::{World, python_roots};
use crate::code::resolve::{How, JavaIndex, PythonIndex, Resolution, RustIndex, Verdict};
use crate::evidence::answer::{Answer, Outcome, Sight};
use crate::evidence::question::Question;

/// Marks a question about paths given to mocks rather than imports.
pub const MOCK: &str = "mock";

/// Resolves each module, or each name in each module. `under` names folders of the search path.
pub fn answer(question: &Question, world: &World<'_>) -> Answer {
    let named: Vec<String> = question.under.iter().flat_map(|under| roots_of(under)).collect();
    let roots = python_roots(world.sources, &named);
    let firsts = question.subjects.iter().filter_map(|subject| {
        let first = subject.split('.').next()?;
        let under = question.under.iter().any(|under| under.trim_matches(['/', '*']).rsplit('/').next() == Some(first));
        under.then(|| first.to_owned())
    });
    let python = PythonIndex::new(world.sources, &roots).with_own(world.own.iter().cloned().chain(firsts));
    let (mut counts, mut seen, mut near, mut remarks, mut looked) = (Vec::new(), Vec::new(), Vec::new(), Vec::<Box<str>>::new(), 0u64);
    let mut unknown: Option<String> = None;
    for subject in &question.subjects {
        let mut asked: Vec<(String, Resolution)> = Vec::new();
        if question.names.is_empty() {
            asked.push((subject.to_string(), resolve(subject, None, question, &python, world)));
        }
        for name in &question.names {
            asked.push((format!("{subject}.{name}"), resolve(subject, Some(name), question, &python, world)));
        }
        for (shown, resolution) in asked {
            looked += resolution.looked_at.len() as u64;
            match resolution.verdict {
                Verdict::Found(found) => {
                    counts.push(1);
                    let how = match found.how {
                        How::Module => "module".to_owned(),
                        How::Package => "package".to_owned(),
                        How::Namespace => "namespace package".to_owned(),
                        How::Defined(kind) => kind.word().to_owned(),
                        How::Inherited(kind) => format!("inherited {}", kind.word()),
                        How::Implicit => "built in".to_owned(),
                    };
                    let via = if found.via.is_empty() {
                        String::new()
                    } else {
                        format!(
                            ", by way of {}",
                            found.via.iter().map(|(file, line)| format!("{file}:{line}")).collect::<Vec<_>>().join(", ")
                        )
                    };
                    let conditional = if found.conditional { ", under a condition" } else { "" };
                    seen.push(Sight {
                        path: found.file,
                        line: Some(found.line),
                        what: format!("{how} `{shown}`{via}{conditional}").into(),
                    });
                }
                Verdict::NotFound { nearest, reason } => {
                    counts.push(0);
                    remarks.push(format!("`{shown}`: {reason}").into());
                    near.extend(nearest.into_iter().map(|like| Sight { path: like.file, line: Some(like.line), what: like.name }));
                }
                Verdict::Unknown { reason } => unknown = unknown.or_else(|| Some(format!("`{shown}`: {reason}"))),
            }
        }
    }
    // One that is missing decides; without it, what cannot be told does.
    if let Some(reason) = unknown.filter(|_| !counts.contains(&0)) {
        return Answer::unknown(reason);
    }
    let mut answer = Answer::new(Outcome::Count(counts.iter().sum(), counts)).with(seen);
    near.truncate(5);
    remarks.truncate(8);
    answer.near = near;
    answer.remarks = remarks;
    answer.looked_at = looked;
    answer
}

fn resolve(subject: &str, name: Option<&str>, question: &Question, python: &PythonIndex<'_>, world: &World<'_>) -> Resolution {
    let whole = |between: &str| name.map_or_else(|| subject.to_owned(), |name| format!("{subject}{between}{name}"));
    if subject.contains("::") || subject == "crate" {
        return RustIndex::new(world.sources, rust_crates(world)).resolve(&whole("::"));
    }
    if subject.contains('/') || subject.starts_with(['.', '@']) {
        if world.go.folder_of(subject).is_some() {
            return world.go.resolve(subject, name);
        }
        return world.script.resolve("", subject, name);
    }
    let has = |ending: &str| world.sources.paths().any(|path| path.ends_with(ending));
    if has(".java") && !has(".py") {
        let roots = ["", "src/main/java", "src/test/java", "src"];
        return JavaIndex::new(world.sources, &roots).resolve(&whole("."));
    }
    match name {
        Some(name) => python.resolve_name(subject, name),
        // A path for a mock, or a dotted path of which nobody knows where the module ends.
        None if question.key.as_deref() == Some(MOCK) => python.resolve(subject),
        None => python.resolve(subject),
    }
}

/// The crates of a tree by their usual places: name and folder of the sources.
fn rust_crates(world: &World<'_>) -> Vec<(String, String)> {
    let roots = world.sources.paths().filter_map(|path| path.strip_suffix("src/lib.rs").or_else(|| path.strip_suffix("src/main.rs")));
    let mut crates: Vec<(String, String)> = roots
        .map(|folder| {
            let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let name = if name.is_empty() { "crate".to_owned() } else { name.replace('-', "_") };
            (name, format!("{folder}src"))
        })
        .collect();
    crates.sort();
    crates.dedup();
    crates
}

/// The folders of the search path that a glob stands for: the folder itself, and the one around it, since both are customary.
fn roots_of(under: &str) -> Vec<String> {
    let plain: Vec<&str> =
        under.split('/').take_while(|part| !crate::evidence::globs::is_glob(part)).filter(|part| !part.is_empty()).collect();
    let around = plain.len().checked_sub(1).map(|last| plain[..last].join("/"));
    around.into_iter().chain(std::iter::once(plain.join("/"))).filter(|root| !root.is_empty()).collect()
}
