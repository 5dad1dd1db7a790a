//! The node kinds of a grammar as numbers, so that a walk compares no texts.

use std::sync::OnceLock;

use super::super::language::Language;
use super::grammar;

/// Declares the kinds of nodes that a reader asks for, with the names the grammar has for them. What is not named is `Other`.
macro_rules! kinds {
    ($name:ident { $($kind:ident = $text:literal $(| $more:literal)*),* $(,)? }) => {
        /// The kinds of nodes that are asked for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $name { $($kind,)* Other }

        impl $name {
            pub(super) fn of_text(text: &str) -> Self {
                match text { $($text $(| $more)* => Self::$kind,)* _ => Self::Other }
            }
        }
    };
}
pub(super) use kinds;

/// A table from the grammar's numbers to our kinds, made once for each grammar.
pub(super) struct Table<K: 'static> {
    cells: [OnceLock<Vec<K>>; 3],
}

impl<K: Copy + 'static> Table<K> {
    pub(super) const fn new() -> Self {
        Self { cells: [const { OnceLock::new() }; 3] }
    }

    /// The table of one grammar. `of_text` names a kind by the grammar's name for it; unnamed nodes (punctuation) are passed as an empty text.
    pub(super) fn of(&self, language: Language, of_text: fn(&str) -> K) -> &[K] {
        let cell = match language {
            Language::Tsx => &self.cells[1],
            Language::JavaScript => &self.cells[2],
            _ => &self.cells[0],
        };
        cell.get_or_init(|| {
            let grammar = grammar(language);
            let kind = |id: usize| {
                let id = u16::try_from(id).unwrap_or(u16::MAX);
                let name = grammar.node_kind_for_id(id).unwrap_or_default();
                of_text(if grammar.node_kind_is_named(id) { name } else { "" })
            };
            (0..grammar.node_kind_count()).map(kind).collect()
        })
    }
}
