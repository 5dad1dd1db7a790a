//! Conditions: paths and globs from the root, people resolved, blocks gathered.

use super::paths::Named;
use super::{At, Lower};
use crate::diag::{Diagnostic, code};
use crate::model::{Attestation, Condition, ItemId, Test};
use crate::syntax::{self, Bound, Head, Probe};
use crate::text::Place;

impl<'a, 's> Lower<'a, 's> {
    /// The condition of a `done when`, alone on its line or as a block; `negated` for `open while`.
    pub(super) fn condition_of(
        &mut self,
        scope: ItemId,
        at: At<'a, 's>,
        alone: Option<&'a syntax::Condition<'s>>,
        negated: bool,
    ) -> Condition {
        let condition = match alone {
            Some(syntax::Condition::Group(any)) => self.group(scope, at, *any),
            Some(condition) => self.one_condition(scope, at, condition),
            None => self.group(scope, at, false),
        };
        if negated { negate(condition) } else { condition }
    }

    /// Clauses that mean nothing for what is looked at, and patterns that are none.
    fn check_clauses(&mut self, said: Place, simple: &'a syntax::Simple<'s>) {
        let probe = simple.probe;
        let takes_names = matches!(probe, Probe::Import | Probe::Resolves);
        let takes_key = matches!(probe, Probe::Value | Probe::Findings);
        let takes_bound = !matches!(probe, Probe::Resolves | Probe::Isolation | Probe::Command | Probe::Parses);
        let stray = [
            ("`names`", !simple.names.is_empty() && !takes_names),
            ("`key`", simple.key.is_some() && !takes_key),
            ("`versus`", simple.versus.is_some() && probe != Probe::Text),
            ("a comparison", simple.bound.is_some() && !takes_bound),
        ];
        for (what, _) in stray.into_iter().filter(|(_, stray)| *stray) {
            self.misplaced(said, &format!("{what} on `{}`", probe.word()), "`landfall explain misplaced` tells what each condition takes");
        }
        if probe == Probe::Text {
            for text in simple.subjects.iter().chain(&simple.versus) {
                if let Err(error) = regex_syntax::parse(&text.value) {
                    let why = error.to_string();
                    let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
                    let place = Place::new(said.file, text.span);
                    self.push(
                        Diagnostic::new(&code::MALFORMED, format!("this is no regular expression: {why}"))
                            .at(place, "")
                            .help("a mark such as `(` or `*` that is meant as itself is written `\\(`"),
                    );
                }
            }
        }
    }

    /// What cannot be a name in any code would be found in none, and its absence would prove nothing.
    fn check_names(&mut self, said: Place, simple: &'a syntax::Simple<'s>) {
        if !matches!(simple.probe, Probe::Symbol | Probe::Import) {
            return;
        }
        for text in simple.subjects.iter().chain(&simple.names) {
            // What is imported may be written as a path, which may hold anything but stars.
            let is_path = simple.probe == Probe::Import && text.value.contains('/');
            let strange = |c: char| match is_path {
                true => c == '*',
                false => c.is_whitespace() || "()*;{}=<>[]\"'`,?!&|\\".contains(c) || c == '/' && simple.probe == Probe::Symbol,
            };
            if !text.value.contains(strange) {
                continue;
            }
            let bare = text.value.split(['(', '*', '<', '{', '[', '=', ';']).next().unwrap_or_default();
            let bare = bare.split_whitespace().next_back().unwrap_or_default().trim_end_matches(['.', ':', '/']);
            let help = match (bare, simple.probe) {
                ("", _) => "write the name as code does, without marks and spaces".to_owned(),
                (bare, Probe::Import) => format!("write the name alone, `\"{bare}\"`: it stands for all that lies in it"),
                (bare, _) => format!("write the name alone: `\"{bare}\"`"),
            };
            let diagnostic = Diagnostic::new(&code::MALFORMED, format!("`{}` is no name: nothing in code is called so", text.value));
            self.push(diagnostic.at(Place::new(said.file, text.span), "").help(help));
        }
    }

    fn group(&mut self, scope: ItemId, at: At<'a, 's>, any: bool) -> Condition {
        if at.node.body.is_empty() && !at.node.damaged {
            let diagnostic = Diagnostic::new(&code::MALFORMED, "a block of conditions without a condition").at(at.place(at.node.span), "");
            self.push(diagnostic.help("write at least one, such as `file \"orders/main.py\"`"));
        }
        let mut parts = Vec::new();
        for node in &at.node.body {
            let line = At { node, file: at.file };
            match &node.head {
                Head::Condition(syntax::Condition::Group(any)) => parts.push(self.group(scope, line, *any)),
                Head::Condition(condition) => parts.push(self.one_condition(scope, line, condition)),
                Head::Broken => {}
                _ => self.misplaced(line.place(node.span), "this line", "a block behind `done when` or `any` holds conditions, one a line"),
            }
        }
        if any { Condition::Any(parts) } else { Condition::All(parts) }
    }

    /// A condition that needs no block.
    pub(super) fn one_condition(&mut self, scope: ItemId, at: At<'a, 's>, condition: &'a syntax::Condition<'s>) -> Condition {
        match condition {
            syntax::Condition::Group(any) => self.group(scope, at, *any),
            syntax::Condition::Simple(simple) => Condition::Test(Box::new(self.test(scope, at, simple))),
            syntax::Condition::Attested(attested) => match self.find_party(at, &attested.by) {
                Some(by) => Condition::Attested(Box::new(Attestation {
                    said: at.place(attested.span),
                    by,
                    on: attested.on,
                    until: attested.until,
                    text: attested.text.as_ref().map(|text| Box::from(&*text.value)),
                })),
                None => Condition::All(Vec::new()),
            },
        }
    }

    fn test(&mut self, scope: ItemId, at: At<'a, 's>, simple: &'a syntax::Simple<'s>) -> Test {
        let said = at.place(simple.span);
        let wants_subject = !matches!(
            simple.probe,
            Probe::Parses | Probe::LineCoverage | Probe::BranchCoverage | Probe::Isolation | Probe::Tests | Probe::Findings
        );
        if wants_subject && simple.subjects.is_empty() {
            self.misplaced(said, &format!("`{}` without a text", simple.probe.word()), "name what it should look for, in quotes");
        }
        if simple.probe == Probe::Isolation {
            self.check_packages(at, &simple.subjects);
        }
        self.check_clauses(said, simple);
        self.check_names(said, simple);
        // These name files; the others name things in files.
        let of_paths = matches!(
            simple.probe,
            Probe::File | Probe::Directory | Probe::Lines | Probe::Value | Probe::Findings | Probe::LineCoverage | Probe::BranchCoverage
        );
        let mut under = self.globs(scope, at, &simple.under, Named::Glob);
        let subjects = match simple.probe {
            // Files are all that can parse.
            Probe::Parses => {
                under.extend(self.globs(scope, at, &simple.subjects, Named::Glob));
                Vec::new()
            }
            _ if of_paths => self.globs(scope, at, &simple.subjects, Named::Either),
            _ => super::items::boxed(&simple.subjects),
        };
        let (mut bound, mut text_bound) = (None, None);
        match &simple.bound {
            Some((comparison, Bound::Amount(amount))) => {
                let share = matches!(simple.probe, Probe::LineCoverage | Probe::BranchCoverage) || simple.versus.is_some();
                if share && !amount.percent && amount.value() > 0.0 && amount.value() <= 1.0 {
                    self.misplaced(said, "a share of 1 at the most without `%`", "shares are in percent: write `80%`, not `0.8`");
                }
                bound = Some((*comparison, *amount));
            }
            Some((comparison, Bound::Text(text))) => text_bound = Some((*comparison, Box::from(&*text.value))),
            None => {}
        }
        Test {
            said,
            negated: simple.negated,
            probe: simple.probe,
            subjects,
            names: super::items::boxed(&simple.names),
            under,
            // What an isolation leaves out are packages; elsewhere they are globs.
            except: if simple.probe == Probe::Isolation {
                super::items::boxed(&simple.except)
            } else {
                self.globs(scope, at, &simple.except, Named::Glob)
            },
            key: simple.key.as_ref().map(|text| Box::from(&*text.value)),
            versus: simple.versus.as_ref().map(|text| Box::from(&*text.value)),
            bound,
            text_bound,
            text: tidy(self.written(said)),
            each: false,
        }
    }
}

/// `open while C` is `done when no C`: all becomes any, and every test turns round.
fn negate(condition: Condition) -> Condition {
    match condition {
        Condition::All(parts) => Condition::Any(parts.into_iter().map(negate).collect()),
        Condition::Any(parts) => Condition::All(parts.into_iter().map(negate).collect()),
        Condition::Test(mut test) => {
            test.negated = !test.negated;
            test.text = match test.text.strip_prefix("no ") {
                Some(rest) => rest.into(),
                None => format!("no {}", test.text).into(),
            };
            Condition::Test(test)
        }
        attested @ Condition::Attested(_) => attested,
    }
}

/// A piece of source on one line, white space folded.
pub(super) fn tidy(written: &str) -> Box<str> {
    if written.contains(['\n', '\t']) || written.contains("  ") {
        written.split_whitespace().collect::<Vec<_>>().join(" ").into()
    } else {
        written.into()
    }
}
