//! Parsing never panics, and finds faults exactly where the nested grammar refuses a text.

#![no_main]

use landfall::diag::code;
use landfall::syntax::{MAX_DEPTH, accepts, parse};
use landfall::text::{FileId, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("a.plan", text);
    let parsed = parse(&source, FileId(0));
    if source.text.matches('{').count() < MAX_DEPTH {
        let beyond = [&code::BAD_DATE, &code::BAD_NUMBER, &code::END_BEFORE_START];
        let sound = parsed.diagnostics.iter().all(|fault| beyond.contains(&fault.code));
        assert_eq!(sound, accepts(&source.text), "{:#?}", parsed.diagnostics);
    }
});
