//! Resolving names, and saying what is wrong with those that cannot be resolved.

use super::{At, Lower};
use crate::diag::{Diagnostic, code, nearest};
use crate::model::scopes::Found;
use crate::model::{ItemId, Moment, PartyId, PhaseId, SourceId, TagId};
use crate::syntax::{self, Word};

impl<'a, 's> Lower<'a, 's> {
    /// The item a name means, seen from `scope`.
    pub(super) fn find_item(&mut self, scope: ItemId, at: At<'a, 's>, word: &Word<'s>) -> Option<ItemId> {
        match self.scopes.find(&self.plan.items, scope, word.text) {
            Found::One(item) => Some(item),
            Found::Nothing if word.text == &*self.plan.root().id => Some(crate::model::Plan::ROOT),
            Found::Nothing => {
                let other = self.other_kind(word.text);
                self.unknown(at, word, "item", other);
                None
            }
            Found::Many(items) => {
                // What a name could mean is the same wherever it stands, and a plan may write it thousands of times.
                let (message, help) = self.ambiguous.entry(word.text).or_insert_with(|| {
                    let mut names: Vec<&str> = items.iter().map(|id| &*self.plan.item(*id).name).collect();
                    names.sort_unstable();
                    let help = names.first().map(|name| format!("write the full name, such as `{name}`"));
                    (format!("`{}` could be {}", word.text, either(&names)), help.unwrap_or_default())
                });
                let mut diagnostic =
                    Diagnostic::new(&code::AMBIGUOUS_NAME, message.as_str()).at(at.place(word.span), "which one?").help(help.as_str());
                for item in items.iter().take(4) {
                    diagnostic = diagnostic.see(self.plan.item(*item).said, "one of them");
                }
                self.push(diagnostic);
                None
            }
        }
    }

    pub(super) fn find_phase(&mut self, at: At<'a, 's>, word: &Word<'s>) -> Option<PhaseId> {
        let found = self.phases.get(word.text);
        if found.is_none() {
            let other = self.other_kind(word.text);
            self.unknown(at, word, "phase", other);
        }
        let index = found?;
        self.plan.phases[index as usize].used = true;
        Some(PhaseId(index))
    }

    pub(super) fn find_party(&mut self, at: At<'a, 's>, word: &Word<'s>) -> Option<PartyId> {
        // A person of a team may be named `team.person`.
        let id = word.text.rsplit('.').next().unwrap_or(word.text);
        let found = self.parties.get(id);
        if found.is_none() {
            let other = self.other_kind(word.text);
            self.unknown(at, word, "team or person", other);
        }
        let index = found?;
        self.plan.parties[index as usize].used = true;
        Some(PartyId(index))
    }

    pub(super) fn find_tags(&mut self, at: At<'a, 's>, words: &[Word<'s>]) -> Vec<TagId> {
        let mut found = Vec::new();
        for word in words {
            match self.tags.get(word.text) {
                Some(index) => {
                    self.plan.tags[index as usize].used = true;
                    found.push(TagId(index));
                }
                None => {
                    let other = self.other_kind(word.text);
                    self.unknown(at, word, "tag", other);
                }
            }
        }
        found
    }

    pub(super) fn find_source(&mut self, at: At<'a, 's>, word: &Word<'s>) -> Option<SourceId> {
        let found = self.documents.get(word.text);
        if found.is_none() {
            let other = self.other_kind(word.text);
            self.unknown(at, word, "source", other);
        }
        let index = found?;
        self.plan.sources[index as usize].used = true;
        Some(SourceId(index))
    }

    /// The level a tier names, of the tier scale.
    pub(super) fn find_tier(&mut self, at: At<'a, 's>, word: &Word<'s>) -> Option<u8> {
        let id = word.text.rsplit('.').next().unwrap_or(word.text);
        let found = self.plan.tiers.iter().position(|tier| &*tier.word == id);
        match found {
            Some(level) => {
                self.plan.tiers[level].used = true;
                Some(level as u8)
            }
            None => {
                let levels: Vec<String> = self.plan.tiers.iter().map(|tier| tier.word.to_string()).collect();
                self.unknown_level(at, word, "tier", &levels);
                None
            }
        }
    }

    /// The level a health word names.
    pub(super) fn find_health(&mut self, at: At<'a, 's>, word: &Word<'s>) -> Option<u8> {
        let found = self.plan.health.iter().position(|level| &*level.word == word.text);
        match found {
            Some(level) => {
                self.plan.health[level].used = true;
                Some(level as u8)
            }
            None => {
                let levels: Vec<String> = self.plan.health.iter().map(|level| level.word.to_string()).collect();
                self.unknown_level(at, word, "health", &levels);
                None
            }
        }
    }

    pub(super) fn unknown_level(&mut self, at: At<'a, 's>, word: &Word<'s>, scale: &str, levels: &[String]) {
        if self.is_poisoned(word.text) {
            return;
        }
        let mut diagnostic = Diagnostic::new(&code::UNKNOWN_NAME, format!("the {scale} scale has no level `{}`", word.text))
            .at(at.place(word.span), "not a level");
        diagnostic = match nearest(word.text, levels.iter().map(String::as_str)) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
            None if levels.is_empty() => diagnostic.help(format!("declare its levels first: `scale {scale} order best > worst`")),
            None => diagnostic.help(format!("its levels are {}", levels.join(", "))),
        };
        self.push(diagnostic);
    }

    /// A point in time.
    pub(super) fn moment(&mut self, scope: ItemId, at: At<'a, 's>, moment: &syntax::Moment<'s>) -> Option<Moment> {
        Some(match moment {
            syntax::Moment::Date(date) => Moment::Date(*date),
            syntax::Moment::Day(day) => Moment::Day(*day),
            syntax::Moment::Week(week) => Moment::Week(*week),
            syntax::Moment::Name(word) => {
                if is_day_word(word.text)
                    && self.phases.get(word.text).is_none()
                    && matches!(self.scopes.find(&self.plan.items, scope, word.text), Found::Nothing)
                {
                    let diagnostic = Diagnostic::new(&code::UNKNOWN_NAME, format!("`{}` is no date", word.text));
                    let help = "write the day, such as `2025-07-31`: a plan says the same whenever it is read";
                    self.push(diagnostic.at(at.place(word.span), "expected a date, or the name of an item or a phase").help(help));
                    return None;
                }
                if self.phases.get(word.text).is_some() {
                    Moment::Phase(self.find_phase(at, word)?)
                } else {
                    Moment::Item(self.find_item(scope, at, word)?)
                }
            }
        })
    }

    /// Reports a name that nothing has, with what was probably meant.
    pub(super) fn unknown(&mut self, at: At<'a, 's>, word: &Word<'s>, what: &str, other: Option<String>) {
        if self.is_poisoned(word.text) {
            return;
        }
        let mut diagnostic =
            Diagnostic::new(&code::UNKNOWN_NAME, format!("there is no {what} `{}`", word.text)).at(at.place(word.span), "unknown name");
        if let Some(other) = other {
            diagnostic = diagnostic.note(other);
        } else if self.suggestions_left > 0 {
            self.suggestions_left -= 1;
            let last = word.text.rsplit('.').next().unwrap_or(word.text);
            let candidates: Vec<&str> = match what {
                "phase" => self.phases.ids().collect(),
                "team or person" => self.parties.ids().collect(),
                "tag" => self.tags.ids().collect(),
                "source" => self.documents.ids().collect(),
                _ => self.scopes.ids(),
            };
            diagnostic = match nearest(last, candidates.iter().copied()) {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic.help(declare_help(what, word.text)),
            };
        }
        self.push(diagnostic);
    }

    /// What else has that name, when something of another kind has it.
    fn other_kind(&self, name: &str) -> Option<String> {
        let what = if self.phases.get(name).is_some() {
            "phase"
        } else if self.parties.get(name).is_some() {
            "team or person"
        } else if self.tags.get(name).is_some() {
            "tag"
        } else if self.documents.get(name).is_some() {
            "source"
        } else if matches!(self.scopes.find(&self.plan.items, crate::model::Plan::ROOT, name), Found::One(_)) {
            "item"
        } else {
            return self
                .flat_ids
                .keys()
                .find(|(_, id)| *id == name)
                .map(|(kind, _)| format!("there is a {} `{name}`, which cannot be meant here", kind.word()));
        };
        Some(format!("there is a {what} `{name}`, which cannot be meant here"))
    }
}

fn declare_help(what: &str, name: &str) -> String {
    match what {
        "phase" => format!("declare it: `phase {name} \"Title\" weeks 1..2`"),
        "team or person" => format!("declare it: `team {name} \"Title\" people 2`"),
        "tag" => format!("declare it: `tag {name} \"Title\"`"),
        "source" => format!("declare it: `source {name} \"Title\"`"),
        _ if name.starts_with('#') => format!("declare it: `issue {name} \"Title\"`"),
        _ => "declare it, or, if others provide it: `external NAME \"Title\"`".to_owned(),
    }
}

fn either(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(6).map(|name| format!("`{name}`")).collect();
    let rest = names.len().saturating_sub(6);
    let more = if rest > 0 { format!(" or {rest} more") } else { String::new() };
    match shown.as_slice() {
        [first @ .., last] if rest == 0 && !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => format!("{}{more}", shown.join(", ")),
    }
}

/// Whether a word tells a day only together with the one on which it is read, or a month without a day.
fn is_day_word(word: &str) -> bool {
    const DAYS: [&str; 10] = ["today", "tomorrow", "yesterday", "now", "asap", "eod", "eow", "eom", "tonight", "soon"];
    const NAMES: [&str; 19] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_lowercase();
    let named = NAMES.iter().any(|name| *name == lower || lower.len() == 3 && name.starts_with(&*lower));
    named || DAYS.contains(&&*lower) || lower.starts_with("next-") || lower.starts_with("this-")
}
