//! Rust: what no build of a crate takes, or none that others see.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cfg;
use super::super::facts::{Definition, Facts, Guard};
use super::rust::{Answer, RustIndex, crate_folder};
use super::rust_privacy::Place;

impl RustIndex<'_> {
    /// Says which features the crates in folders have.
    #[must_use]
    pub fn with_features(mut self, features: BTreeMap<String, BTreeSet<String>>) -> Self {
        self.features = features;
        self
    }

    /// Why a definition proves nothing: no build takes it, or none that who asks from outside of the crate sees.
    pub(super) fn left_out(&self, place: &Place, facts: &Facts, definition: &Definition, outside: bool) -> Option<Answer> {
        let missing = |why: &str| {
            let (name, file, line) = (&definition.name, &place.file, definition.line);
            Some(Answer::Missing(format!("`{file}` has `{name}` in line {line} {why}"), Vec::new()))
        };
        match definition.guard {
            Guard::Never => missing("that no build takes"),
            Guard::Test if outside => missing("for its own tests alone"),
            _ => self.lacking(place, facts, definition.line).map(Answer::Unknown),
        }
    }

    /// Why nobody can tell whether a line is built: it asks for features that its crate has not.
    pub(super) fn lacking(&self, place: &Place, facts: &Facts, line: u32) -> Option<String> {
        let (_, root) = self.crates.get(place.root)?;
        let known = self.features.get(crate_folder(root))?;
        let told = |one: &str| {
            let feature = one.strip_prefix("feature=\"")?.strip_suffix('"')?;
            (!known.contains(feature)).then_some(false)
        };
        let gates = facts.gates.iter().filter(|gate| (gate.from..=gate.to).contains(&line));
        let gate = gates.into_iter().find(|gate| cfg::of_rust(&gate.condition, &told) == Some(false))?;
        Some(format!("`{}`, line {line}, asks for a feature that its crate does not have: `cfg({})`", place.file, gate.condition))
    }
}
