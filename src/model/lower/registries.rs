//! Import registries and their entries.

use super::items::{boxed, note};
use super::paths::Named;
use super::seen::Seen;
use super::{At, Lower};
use crate::model::{ItemId, Registry, RegistryEntry, Replacement};
use crate::syntax::{AttributeKind, DateWord, EntryKind, Head, ProseWord, Text};

impl<'a, 's> Lower<'a, 's> {
    pub(super) fn registry(&mut self, index: usize, parent: ItemId, at: At<'a, 's>) {
        use AttributeKind as A;
        let mut registry: Registry = self.plan.registries[index].clone();
        let mut seen = Seen::default();
        for (attribute, line) in at.facts() {
            let place = line.place(attribute.span);
            match &attribute.kind {
                kind if !self.first(&mut seen, kind, place, &registry.id) => {}
                A::For(word) => registry.language = Some(word.text.into()),
                A::Under(texts) => registry.under.extend(self.globs(parent, line, texts, Named::Glob)),
                A::Prose(ProseWord::Pattern, text) => registry.patterns.push(Box::from(&*text.value)),
                A::Prose(word @ (ProseWord::Note | ProseWord::Link | ProseWord::Impact), text) => {
                    registry.notes.push(note(*word, text, place))
                }
                A::Per(origin) => {
                    self.origin(line, origin);
                }
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit("registry", &written, place);
                }
            }
        }
        for line in at.lines() {
            match &line.node.head {
                Head::Entry(kind, subjects) => {
                    let entry = self.entry(parent, line, *kind, subjects);
                    registry.entries.push(entry);
                }
                Head::Attributes | Head::Broken => {}
                _ => self.misplaced(
                    line.place(line.node.span),
                    "this statement",
                    "a registry holds entries such as `works \"module\" names A`",
                ),
            }
        }
        self.plan.registries[index] = registry;
    }

    fn entry(&mut self, parent: ItemId, at: At<'a, 's>, kind: EntryKind, subjects: &[Text<'s>]) -> RegistryEntry {
        use AttributeKind as A;
        if kind == EntryKind::Isolate {
            self.check_packages(at, subjects);
        }
        let mut entry = RegistryEntry {
            kind,
            subjects: boxed(subjects),
            names: Vec::new(),
            replacement: None,
            state: None,
            tier: None,
            tags: Vec::new(),
            verified: None,
            fixed: None,
            until: None,
            under: Vec::new(),
            except: Vec::new(),
            at: Vec::new(),
            notes: Vec::new(),
            claims: Vec::new(),
            per: Vec::new(),
            said: subjects.first().map_or(at.place(at.node.span), |text| at.place(text.span)),
        };
        let mut seen = Seen::default();
        let subject = entry.subjects.first().cloned().unwrap_or_default();
        for (attribute, line) in at.facts() {
            let place = line.place(attribute.span);
            match &attribute.kind {
                kind if !self.first(&mut seen, kind, place, &subject) => {}
                A::Names(names) => entry.names.extend(boxed(names)),
                A::UseText(used) => entry.replacement = Some(Replacement::Text(Box::from(&*used.0.value), boxed(&used.1))),
                A::UseName(word) => entry.replacement = self.find_item(parent, line, word).map(Replacement::Item),
                A::State(state, None) => entry.state = Some(*state),
                A::Date(DateWord::Verified, date) => entry.verified = Some(*date),
                A::Date(DateWord::Fixed, date) => entry.fixed = Some(*date),
                A::Until(moment) => entry.until = self.moment(parent, line, moment),
                A::Under(texts) => entry.under.extend(self.globs(parent, line, texts, Named::Glob)),
                // What an isolation leaves out are packages; elsewhere they are globs.
                A::Except(texts) if kind == EntryKind::Isolate => entry.except.extend(boxed(texts)),
                A::Except(texts) => entry.except.extend(self.globs(parent, line, texts, Named::Glob)),
                A::At(texts) => entry.at.extend(self.places(parent, line, texts)),
                A::Was(texts) => entry.notes.extend(texts.iter().map(|text| crate::model::Note {
                    word: ProseWord::Note,
                    text: format!("was {}", text.value).into(),
                    said: line.place(text.span),
                })),
                A::Prose(word @ (ProseWord::Note | ProseWord::Link | ProseWord::Impact | ProseWord::Because), text) => {
                    entry.notes.push(note(*word, text, place))
                }
                A::Tags(words) => {
                    let tags = self.find_tags(line, words);
                    let titles: Vec<String> = tags.iter().map(|tag| self.plan.tags[tag.index()].title.to_string()).collect();
                    entry.tags.extend(titles.into_iter().map(Box::from));
                }
                A::Tier(word) => entry.tier = self.find_tier(line, word),
                A::Claim(claim) => entry.claims.extend(self.claim(parent, line, claim, place)),
                A::Per(origin) => entry.per.extend(self.origin(line, origin)),
                _ => {
                    let written = self.written(place).to_owned();
                    self.unfit(kind.word(), &written, place);
                }
            }
        }
        entry
    }
}
