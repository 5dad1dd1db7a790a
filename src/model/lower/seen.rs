//! Attributes that may stand once: where each was seen first.

use super::Lower;
use crate::diag::{Diagnostic, code};
use crate::syntax::{AttributeKind, ProseWord, SpanWord, Word};
use crate::text::Place;

/// What was seen of one statement.
#[derive(Default)]
pub(super) struct Seen {
    first: Vec<(&'static str, Place)>,
}

/// The word of an attribute that may stand once; nothing for lists, which add up.
fn single(kind: &AttributeKind<'_>) -> Option<&'static str> {
    use AttributeKind as A;
    Some(match kind {
        A::State(_, None) => "a state",
        A::State(state, _) => state.word(),
        A::DoneOn(_) => "a state",
        A::DoneWhen(_) | A::OpenWhile(_) => "`done when`",
        A::Tier(_) => "a tier",
        A::Rank(_) => "`rank`",
        A::In(_) => "`in`",
        A::InWeeks(_) => "`in week`",
        A::OnDates(..) | A::OnDays(_) => "`on`",
        A::Due(_) => "`due`",
        A::NotBefore(_) => "`not before`",
        A::Until(_) => "`until`",
        A::Span(SpanWord::Effort, _) => "`effort`",
        A::Span(SpanWord::Length, _) => "`length`",
        A::Span(SpanWord::Duration, _) => "`duration`",
        A::Span(SpanWord::Left, _) => "`left`",
        A::AsLate => "`as-late`",
        A::Owner(_) => "`owner`",
        A::Count(..) => "`count`",
        A::Prose(ProseWord::Folder, _) => "`folder`",
        A::Prose(ProseWord::Rollback, _) => "`rollback`",
        A::Prose(ProseWord::Because, _) => "`because`",
        A::Prose(ProseWord::Unit, _) => "`unit`",
        A::Date(word, _) => word.word(),
        A::Status(..) => "a status",
        A::Each(..) => "`each`",
        A::UseName(_) | A::UseText(..) => "`use`",
        A::Health(..) => "`health`",
        A::Progress(_) => "`progress`",
        A::Measure(_) | A::Completion(..) => "`measure`",
        A::Dates(..) | A::DayNumbers(_) | A::Weeks(_) => "a window",
        A::Levels(_) => "`levels`",
        A::Order(_) => "`order`",
        A::People(_) => "`people`",
        A::Language(_) => "`language`",
        A::For(_) => "`for`",
        A::To(_) => "`to`",
        A::WorkDays(..) => "`days`",
        _ => return None,
    })
}

/// What a fact is about: a scenario that states one puts it in place of all the plan states of the same. The days of an item and
/// its weeks are one thing, and so are its effort, length and duration.
pub(super) fn slot<'s>(kind: &AttributeKind<'s>) -> (Option<&'static str>, Option<std::mem::Discriminant<AttributeKind<'s>>>) {
    use AttributeKind as A;
    let what = match kind {
        A::State(..) | A::DoneOn(_) => Some("a state"),
        A::InWeeks(_) | A::OnDates(..) | A::OnDays(_) => Some("days"),
        A::Span(SpanWord::Effort | SpanWord::Length | SpanWord::Duration, _) => Some("time"),
        A::Prose(word, _) => Some(word.word()),
        other => single(other),
    };
    (what, what.is_none().then(|| std::mem::discriminant(kind)))
}

impl Lower<'_, '_> {
    /// Notes an attribute; false when it repeats one, which is then reported with both places.
    pub(super) fn first(&mut self, seen: &mut Seen, kind: &AttributeKind<'_>, place: Place, of: &str) -> bool {
        let Some(what) = single(kind) else { return true };
        match seen.first.iter().find(|(word, _)| *word == what) {
            // A comma between the two is a fault already, and the second was meant for something else.
            Some(_) if self.is_behind_comma(place) => false,
            Some((_, first)) => {
                let what = if what.contains(['`', ' ']) { what.to_owned() } else { format!("`{what}`") };
                let message = format!("{what} of `{of}` is said twice");
                let diagnostic = Diagnostic::new(&code::DUPLICATE_ATTRIBUTE, message)
                    .at(place, "said again here")
                    .see(*first, "said first here")
                    .help("keep one; what another document says is written as `claim … per SOURCE:LINE`");
                self.push(diagnostic);
                false
            }
            None => {
                seen.first.push((what, place));
                true
            }
        }
    }

    fn is_behind_comma(&self, place: Place) -> bool {
        let text = &self.sources.get(place.file).text;
        text.get(..place.span.start as usize).is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with(','))
    }

    /// Reports an attribute that a kind of statement does not take.
    pub(super) fn unfit(&mut self, kind: &str, text: &str, place: Place) {
        let word = text.split(|c: char| c.is_whitespace()).next().unwrap_or(text);
        self.misplaced(place, &format!("`{word}` on `{kind}`"), format!("`landfall explain misplaced` tells what `{kind}` takes"));
    }

    /// The text of an attribute as written.
    pub(super) fn written(&self, place: Place) -> &str {
        self.sources.slice(place)
    }

    /// A word as the key of a flat thing, for messages.
    pub(super) fn quoted(word: &Word<'_>) -> String {
        format!("`{}`", word.text)
    }
}
