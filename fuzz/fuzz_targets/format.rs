//! Formatting never panics, formats what it wrote to the same text, and loses no comment.

#![no_main]

use landfall::syntax::format;
use landfall::text::{FileId, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(once) = format(&Source::new("a.plan", text), FileId(0)) else { return };
    let twice = format(&Source::new("a.plan", once.as_str()), FileId(0)).expect("what the formatter wrote has no faults");
    assert_eq!(once, twice);
    let marks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    // A space may be put behind `//`, but nothing else comes or goes.
    assert_eq!(marks(text), marks(&once));
});
