//! `symbol`: where a class, function, method or constant is defined.

use crate::code::{Facts, Guard};
use crate::evidence::answer::{Answer, Outcome, Sight};
use crate::evidence::question::Question;

/// Mentions told when nothing defines a name.
const NEAR: usize = 5;

/// Counts the definitions of each name. What stands inside a function is no definition, since nothing outside can name it.
pub fn answer(question: &Question, known: &[(&str, &Facts)]) -> Answer {
    let (mut counts, mut seen, mut near, mut remarks) = (Vec::new(), Vec::new(), Vec::new(), Vec::<Box<str>>::new());
    for name in &question.subjects {
        let (mut count, mut outside_tests, mut local) = (0u64, false, None);
        for (path, facts) in known {
            for definition in facts.defining(name) {
                if definition.local {
                    local = local.or(Some(Sight { path: (*path).into(), line: Some(definition.line), what: "inside a function".into() }));
                    continue;
                }
                count += 1;
                outside_tests |= !is_test(path) && definition.guard != Guard::Test;
                let how = if definition.assigned { ", by assignment" } else { "" };
                seen.push(Sight {
                    path: (*path).into(),
                    line: Some(definition.line),
                    what: format!("{} `{}`{how}", definition.kind.word(), definition.name).into(),
                });
            }
        }
        if count > 0 && !outside_tests {
            remarks.push(format!("`{name}` is defined in tests only").into());
        }
        if count == 0 {
            near.extend(local);
            let mentions = known.iter().filter_map(|(path, facts)| imported(facts, name).map(|line| (path, line)));
            near.extend(mentions.take(NEAR).map(|(path, line)| Sight {
                path: (**path).into(),
                line: Some(line),
                what: "imported, not defined".into(),
            }));
        }
        counts.push(count);
    }
    let mut answer = Answer::new(Outcome::Count(counts.iter().sum(), counts)).with(seen);
    answer.near = near;
    answer.near.truncate(NEAR);
    answer.remarks = remarks;
    answer
}

/// The line on which a file imports the last part of a name.
fn imported(facts: &Facts, name: &str) -> Option<u32> {
    let last = name.rsplit(['.', ':']).next().unwrap_or(name);
    facts.imports.iter().find(|import| import.binds() == Some(last)).map(|import| import.line)
}

/// Whether a path is that of a test, by the customs of the languages.
fn is_test(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    path.split('/').any(|part| matches!(part, "test" | "tests" | "__tests__" | "testing"))
        || stem.starts_with("test_")
        || stem.ends_with("_test")
        || stem.ends_with("Test")
        || name.contains(".test.")
        || name.contains(".spec.")
}
