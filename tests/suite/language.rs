//! Properties of reading and formatting.

use crate::cases;
use crate::support::generate::{balanced_soups, recipes, soups, text};
use crate::support::memory::Memory;
use crate::support::run::{Until, formatted, run, tree};
use landfall::diag::code;
use landfall::syntax;
use landfall::text::{FileId, Source};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

/// Trees look the same however they are laid out, but a comment or prose may be indented otherwise.
fn formatting_holds(text: &str) -> Result<(), String> {
    let Ok(once) = formatted(text) else { return Ok(()) };
    let twice = formatted(&once).map_err(|fault| format!("the formatted text has a fault: {fault}\n{once}"))?;
    if once != twice {
        return Err(format!("formatting again changes it\n--- once\n{once}\n--- twice\n{twice}"));
    }
    if tree(text) != tree(&once) {
        return Err(format!("formatting changes the tree\n--- before\n{text}\n{}\n--- after\n{once}\n{}", tree(text), tree(&once)));
    }
    let comments = |text: &str| text.matches("//").count();
    if comments(text) != comments(&once) {
        return Err(format!("formatting changes the number of comments\n--- before\n{text}\n--- after\n{once}"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn formatting_twice_is_formatting_once(recipe in recipes(12), seed in any::<u64>()) {
        let made = text(&recipe.statements(), Some(seed));
        prop_assert!(formatted(&made).is_ok(), "{made}");
        prop_assert_eq!(formatting_holds(&made), Ok(()));
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        run(&Memory::new([("a.plan", bytes)]), &["a.plan".to_owned()], Until::Rules);
    }

    #[test]
    fn random_text_never_panics(text in "(?s).{0,200}") {
        run(&Memory::new([("a.plan", text.clone())]), &["a.plan".to_owned()], Until::Rules);
        let _ = formatted(&text);
    }
}

proptest! {
    #![proptest_config(cases(900))]

    #[test]
    fn soups_never_panic(soup in soups()) {
        run(&Memory::new([("a.plan", format!("plan p start 2025-07-18\n{soup}"))]), &["a.plan".to_owned()], Until::Rules);
        prop_assert_eq!(formatting_holds(&soup), Ok(()));
    }

    #[test]
    fn the_front_end_accepts_what_the_grammar_accepts(soup in balanced_soups()) {
        let source = Source::new("a.plan", soup.as_str());
        let parsed = syntax::parse(&source, FileId(0));
        // Values that no calendar has are beyond the grammar.
        let faults: Vec<_> = parsed.diagnostics.iter().filter(|fault| ![&code::BAD_DATE, &code::BAD_NUMBER, &code::END_BEFORE_START].contains(&fault.code)).collect();
        prop_assert_eq!(faults.is_empty(), syntax::accepts(&soup), "{}\n{:#?}", soup, faults);
        prop_assert_eq!(formatting_holds(&soup), Ok(()));
    }
}

#[test]
fn the_soups_are_neither_all_sound_nor_all_faulty() {
    use proptest::strategy::{Strategy, ValueTree};
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let soups = balanced_soups();
    let sound = (0..1000).filter(|_| syntax::accepts(&soups.new_tree(&mut runner).expect("a soup").current())).count();
    assert!((50..950).contains(&sound), "{sound} of 1000 soups are sound");
}
