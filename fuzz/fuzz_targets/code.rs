//! Any bytes as source code: the first byte tells the language, the rest is read, and what a few names are is the same by their
//! statements alone as by the whole file.

#![no_main]

use landfall::code::{Language, facts, facts_of_names};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else { return };
    let language = Language::ALL[usize::from(*first) % Language::ALL.len()];
    let whole = facts(language, text);
    assert!(whole.definitions.windows(2).all(|pair| pair[0].line <= pair[1].line), "facts stand in the order of the text");
    if language != Language::Python || whole.syntax.count > 0 || whole.stopped.is_some() {
        return;
    }
    let named = |at: usize| text.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80);
    for name in whole.definitions.iter().take(4).filter_map(|one| one.name.rsplit('.').next()) {
        let places = (0..text.len()).filter(|at| text[*at..].starts_with(name.as_bytes()));
        let whole_words = places.filter(|at| (*at == 0 || !named(at - 1)) && !named(at + name.len()));
        let places: Vec<u32> = whole_words.map(|at| at as u32).collect();
        if let Some((part, _)) = facts_of_names(text, &places) {
            assert!(part.defining(name).map(|one| (&one.name, one.line)).eq(whole.defining(name).map(|one| (&one.name, one.line))), "{name}");
        }
    }
});
