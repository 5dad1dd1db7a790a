//! Conditions over source code, held against trees in memory.

#[path = "conditions/trees.rs"]
mod trees;

#[path = "conditions/around.rs"]
mod around;
#[path = "conditions/built.rs"]
mod built;
#[path = "conditions/compiled.rs"]
mod compiled;
#[path = "conditions/crates.rs"]
mod crates;
#[path = "conditions/each.rs"]
mod each;
#[path = "conditions/embedded.rs"]
mod embedded;
#[path = "conditions/go.rs"]
mod go;
#[path = "conditions/hidden.rs"]
mod hidden;
#[path = "conditions/imports.rs"]
mod imports;
#[path = "conditions/isolation.rs"]
mod isolation;
#[path = "conditions/languages.rs"]
mod languages;
#[path = "conditions/manifests.rs"]
mod manifests;
#[path = "conditions/parses.rs"]
mod parses;
#[path = "conditions/reading.rs"]
mod reading;
#[path = "conditions/registry.rs"]
mod registry;
#[path = "conditions/reports.rs"]
mod reports;
#[path = "conditions/resolves.rs"]
mod resolves;
#[path = "conditions/retire.rs"]
mod retire;
#[path = "conditions/seeming.rs"]
mod seeming;
#[path = "conditions/symbols.rs"]
mod symbols;
#[path = "conditions/wholes.rs"]
mod wholes;
