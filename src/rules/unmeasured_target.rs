//! `unmeasured-target`: a target that nothing measures and of which no reading was taken.
//!
//! Nobody can say how far it is. Give it a `measure`, or write down a `reading`.

use crate::diag::{Diagnostic, code};
use crate::survey::Survey;

/// Finds targets with no measure and no reading.
pub fn unmeasured_target(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let targets = survey.plan.targets.iter().filter(|target| target.measure.is_none() && target.readings.is_empty());
    found.extend(targets.map(|target| {
        Diagnostic::new(&code::UNMEASURED_TARGET, format!("nothing measures the target `{}`, and no reading of it was taken", target.id))
            .at(target.said, "no `measure`, no `reading`")
            .about(&*survey.plan.item(target.parent).name)
            .help("say how it is measured, such as `measure line-coverage under \"src/**\"`, or what it is: `reading 35% on DATE`")
    }));
}
