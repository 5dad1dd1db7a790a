//! `expired`: a waiver or an attestation whose last day has passed.
//!
//! It no longer counts. Look again, then renew or remove it.

use crate::diag::{Diagnostic, code};
use crate::model::{Condition, Measure};
use crate::survey::Survey;

/// Finds waivers and attestations that ended before the data date.
pub fn expired(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, today) = (survey.plan, survey.data_date);
    for waiver in &plan.waivers {
        let Some(until) = waiver.until.filter(|until| *until < today) else { continue };
        let about = waiver.on.first().map_or(&*plan.root().name, |name| name);
        let message = format!("the waiver of `{}` expired on {until}", waiver.rule);
        found.push(
            Diagnostic::new(&code::EXPIRED, message)
                .at(waiver.said, "no longer waives anything")
                .about(about)
                .help("mend what it accepted, or look again and move its `until`"),
        );
    }
    let mut look = |condition: &Condition, what: &str, about: &str| {
        condition.attestations(&mut |attestation| {
            let Some(until) = attestation.until.filter(|until| *until < today) else { return };
            let by = &plan.parties[attestation.by.index()].id;
            let message = format!("what `{by}` attested of {what} expired on {until}");
            found.push(
                Diagnostic::new(&code::EXPIRED, message)
                    .at(attestation.said, "no longer counts")
                    .about(about)
                    .help("look again, and attest it anew with the day you looked"),
            );
        });
    };
    for (_, item) in plan.ids() {
        if let Some(condition) = &item.condition {
            look(condition, &format!("`{}`", item.name), &item.name);
        }
        for step in &item.steps {
            if let Some(condition) = &step.condition {
                look(condition, &format!("step `{}` of `{}`", step.id, item.name), &item.name);
            }
        }
    }
    for phase in &plan.phases {
        if let Some(gate) = &phase.gate {
            look(gate, &format!("phase `{}`", phase.id), &plan.root().name);
        }
    }
    for target in &plan.targets {
        if let Some(Measure::Test(condition)) = &target.measure {
            look(condition, &format!("target `{}`", target.id), &plan.item(target.parent).name);
        }
    }
}
