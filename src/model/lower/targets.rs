//! Targets: what is measured, what was read, what is aimed at.

use super::items::note;
use super::seen::Seen;
use super::{At, Lower};
use crate::diag::{Diagnostic, code};
use crate::model::{Goal, ItemId, Measure, Reading, Value};
use crate::syntax::{self, AttributeKind, Head, ProseWord};

impl<'a, 's> Lower<'a, 's> {
    pub(super) fn target(&mut self, index: usize, parent: ItemId, at: At<'a, 's>) {
        use AttributeKind as A;
        let mut seen = Seen::default();
        let mut target = self.plan.targets[index].clone();
        // Levels first: readings and goals name them.
        for (attribute, line) in at.facts() {
            if let A::Levels(words) = &attribute.kind {
                for word in words {
                    if target.levels.iter().any(|level| &**level == word.text) {
                        let said = line.place(word.span);
                        self.duplicate("level", word.text, said, line.place(attribute.span));
                    } else {
                        target.levels.push(word.text.into());
                    }
                }
            }
        }
        for (attribute, line) in at.facts() {
            let place = line.place(attribute.span);
            if !self.first(&mut seen, &attribute.kind, place, &target.id) {
                continue;
            }
            match &attribute.kind {
                A::Levels(_) => {}
                A::Measure(condition) => {
                    if let syntax::Condition::Simple(simple) = condition
                        && simple.bound.is_some()
                    {
                        self.misplaced(place, "a comparison in `measure`", "a measure is a number; compare it in a goal: `goal >= 80%`");
                    }
                    target.measure = Some(Measure::Test(self.one_condition(parent, line, condition)));
                }
                A::Completion(completion) => {
                    let (of, tier) = &**completion;
                    let of = match of {
                        Some(word) => self.find_item(parent, line, word).map(Some),
                        None => Some(None),
                    };
                    let tier = tier.as_ref().and_then(|word| self.find_tier(line, word));
                    target.measure = of.map(|of| Measure::Completion(of, tier));
                }
                A::Reading(reading) => {
                    let (value, on, origin) = &**reading;
                    if let Some(value) = self.value(line, value, &target.levels) {
                        let origin = origin.as_ref().and_then(|origin| self.origin(line, origin));
                        target.readings.push(Reading { value, on: *on, origin, said: place });
                    }
                }
                A::Goal(goal) => {
                    let (comparison, value, due) = &**goal;
                    if let Some(value) = self.value(line, value, &target.levels) {
                        let due = due.as_ref().and_then(|due| self.moment(parent, line, due));
                        target.goals.push(Goal { comparison: *comparison, value, due, said: place });
                    }
                }
                A::Prose(ProseWord::Unit, text) => target.unit = Some(Box::from(&*text.value)),
                A::Prose(word @ (ProseWord::Note | ProseWord::Link | ProseWord::Impact | ProseWord::Because), text) => {
                    target.notes.push(note(*word, text, place))
                }
                A::Owner(word) => target.owner = self.find_party(line, word),
                A::Claim(claim) => target.claims.extend(self.claim(parent, line, claim, place)),
                A::Per(origin) => target.per.extend(self.origin(line, origin)),
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("target", &written, place);
                }
            }
        }
        // By day, so that whatever stands first, the first is the baseline and the last the latest.
        target.readings.sort_by_key(|reading| reading.on);
        for line in at.lines().filter(|line| !matches!(line.node.head, Head::Attributes | Head::Broken)) {
            self.misplaced(line.place(line.node.span), "this statement", "a target holds readings, goals and other attributes");
        }
        self.plan.targets[index] = target;
    }

    fn value(&mut self, at: At<'a, 's>, value: &syntax::Value<'s>, levels: &[Box<str>]) -> Option<Value> {
        match value {
            syntax::Value::Amount(amount) => Some(Value::Amount(*amount)),
            syntax::Value::Ratio(_, 0) => {
                let diagnostic = Diagnostic::new(&code::BAD_NUMBER, "a ratio of nothing").at(at.place(at.node.span), "");
                self.push(diagnostic.help("the second number of a ratio is at least 1"));
                None
            }
            syntax::Value::Ratio(part, whole) => Some(Value::Ratio(*part, *whole)),
            syntax::Value::Level(word) => match levels.iter().position(|level| &**level == word.text) {
                Some(level) => Some(Value::Level(level as u8)),
                None => {
                    let known: Vec<String> = levels.iter().map(ToString::to_string).collect();
                    self.unknown_level(at, word, "target's", &known);
                    None
                }
            },
        }
    }
}
