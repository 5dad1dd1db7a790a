//! Any text as a checklist: it is read or refused, and every box stands in a line that is there.

#![no_main]

use landfall::upkeep::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(list) = read(text) {
        // Lines end in any of the three ways.
        let lines = text.replace("\r\n", "\n").split(['\n', '\r']).count() as u32;
        for line in &list.lines {
            assert!(!line.name.is_empty() && !line.name.contains(char::is_whitespace), "{:?}", line.name);
            assert!(line.line >= 1 && line.line <= lines && line.column >= 1, "{line:?}");
            assert!(!line.text.contains('\n'), "{line:?}");
        }
    }
});
