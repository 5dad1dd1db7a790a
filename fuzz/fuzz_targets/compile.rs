//! The whole pipeline, from bytes to every report, never panics.

#![no_main]

use landfall::rules::Weights;
use landfall::time::Date;
use landfall::world::World;
use landfall::compile::{self, Given};
use landfall::{load, render, view};
use libfuzzer_sys::fuzz_target;

/// A world of one file, which every name and glob means.
struct One<'a>(&'a [u8]);

impl World for One<'_> {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.to_vec())
    }

    fn plans_in(&self, _: &str) -> Result<Vec<String>, String> {
        Ok(vec!["a.plan".to_owned()])
    }

    fn glob(&self, _: &str, _: &str) -> Result<Vec<String>, String> {
        self.plans_in("")
    }

    fn is_folder(&self, _: &str) -> bool {
        false
    }

    fn today(&self) -> Date {
        self.date()
    }
}

impl One<'_> {
    fn date(&self) -> Date {
        Date::parse("2025-07-18").expect("a date")
    }
}

fuzz_target!(|bytes: &[u8]| {
    let world = One(bytes);
    let files = load::load(&world, &["a.plan".to_owned()], None);
    let parsed = files.parse();
    let (groups, _) = files.groups(&parsed);
    for group in &groups {
        let mut draft = compile::draft(&world, &files, group, &parsed);
        let as_of = draft.as_of().unwrap_or_else(|| world.date());
        if let Some((survey, found)) = draft.survey(&files, Given::on(as_of, &Weights::default())) {
            let document = view::document(&survey, &found);
            for report in document.reports.iter() {
                render::markdown::report(&document.plan, &report);
            }
            render::json::document(&document).expect("JSON");
        }
    }
});
