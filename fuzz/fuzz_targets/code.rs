//! Any bytes as source code: the first tells the language, the rest is read whole, and the short way to a few of its names; and any bytes as
//! a file that code is taken out of.

#![no_main]

use landfall::code::embedded::{Reading, code_of};
use landfall::code::{Language, facts, facts_of_names};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else { return };
    let whole = facts(Language::ALL[usize::from(*first) % Language::ALL.len()], text);
    assert!(whole.definitions.windows(2).all(|pair| pair[0].line <= pair[1].line), "facts stand in the order of the text");
    let places: Vec<u32> = (0..text.len()).step_by(1 + usize::from(*first)).map(|at| at as u32).collect();
    if let Some((part, mentions)) = facts_of_names(text, &places) {
        assert!(part.syntax.count == 0 && mentions.len() <= places.len());
    }
    for name in ["u.vue", "u.svelte", "n.ipynb", "run"] {
        if let Reading::Code(code) = code_of(name, text) {
            assert!(name == "n.ipynb" || code.text.len() == text.len(), "every place stays");
            assert!(code.cells.is_sorted(), "cells stand in their order");
            facts(code.language, &code.text);
        }
    }
});
