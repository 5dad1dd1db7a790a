//! Commands of a plan that another revision of it has too.

use crate::model::Plan;
use crate::syntax::Probe;
use std::collections::BTreeSet;

/// The commands that both revisions ask for in exactly the same words: a pull request did not write them, so they may run unasked.
pub fn unchanged_commands<'p>(then: &Plan, now: &'p Plan) -> BTreeSet<&'p str> {
    let known = commands(then);
    commands(now).into_iter().filter(|command| known.contains(command)).collect()
}

/// Every command a plan asks for.
fn commands(plan: &Plan) -> BTreeSet<&str> {
    let mut all = BTreeSet::new();
    for condition in plan.conditions() {
        condition.tests(&mut |test| {
            if test.probe == Probe::Command {
                all.extend(test.subjects.iter().map(|subject| &**subject));
            }
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lower::lower;
    use crate::syntax::parse;
    use crate::text::{Source, Sources};

    fn plan(text: &str) -> Plan {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("p.plan", format!("plan p \"P\" language 1 start 2025-01-01\n{text}\n")));
        let parsed = parse(sources.get(file), file);
        let lowered = lower(&sources, &[&parsed.ast], false);
        assert!(lowered.diagnostics.is_empty() && parsed.diagnostics.is_empty(), "{:?} {:?}", lowered.diagnostics, parsed.diagnostics);
        lowered.plan
    }

    #[test]
    fn a_command_is_unchanged_when_it_reads_exactly_the_same_anywhere() {
        let then = plan("component a \"A\" done when command \"make check\"\ncomponent b \"B\" done when command \"make lint\"");
        let now = "phase q \"Q\" weeks 1..2 done when command \"make check\"\ncomponent b \"B\" in q done when {\n  command \"make lint \"\n  any {\n    \
                   command \"rm -rf x\"\n    file \"a\"\n  }\n}";
        assert_eq!(unchanged_commands(&then, &plan(now)).into_iter().collect::<Vec<_>>(), ["make check"]);
    }
}
