//! `empty`: a file of no bytes stands at a path.

use crate::diag::{Diagnostic, code};
use crate::survey::Survey;

/// Finds paths at which an empty file stands.
pub fn empty(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(evidence) = &survey.evidence else { return };
    for (_, item) in survey.plan.ids().skip(1) {
        for place in item.places() {
            // Python's markers of packages are empty by custom.
            let marker = place.path.ends_with("__init__.py");
            if evidence.places.get(&place.path).is_some_and(|there| there.empty) && !marker {
                found.push(
                    Diagnostic::new(&code::EMPTY, format!("the file at `{}` is empty", place.path))
                        .at(place.said, "a file of no bytes")
                        .about(&*item.name)
                        .help("a file that stands and holds nothing is a placeholder: say with `done when` what it must hold"),
                );
            }
        }
    }
}
