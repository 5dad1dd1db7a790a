//! Exit gates of phases: what people vouch for, and what the evidence shows.

use crate::evidence::{Evidence, Question, Truth, judge};
use crate::model::{Condition, Phase};
use crate::time::Date;
use serde::Serialize;

/// What is known of a gate as of the data date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GateState {
    /// It is met.
    Met,
    /// It is not met.
    NotMet,
    /// Part of it that decides was not measured.
    NotMeasured,
}

impl GateState {
    /// The words shown to people.
    pub fn word(self) -> &'static str {
        match self {
            GateState::Met => "met",
            GateState::NotMet => "not met",
            GateState::NotMeasured => "not measured",
        }
    }

    /// The state of a phase's gate, if it has one.
    pub fn of(phase: &Phase, evidence: Option<&Evidence>, data_date: Date) -> Option<GateState> {
        phase.gate.as_ref().map(|gate| state(gate, evidence, data_date))
    }
}

/// All, any, unknown: one that fails refutes all, one that holds suffices for any, and what is not measured decides nothing.
fn state(condition: &Condition, evidence: Option<&Evidence>, data_date: Date) -> GateState {
    let parts = |parts: &[Condition], decides: GateState, otherwise: GateState| {
        let mut sum = otherwise;
        for part in parts {
            match state(part, evidence, data_date) {
                found if found == decides => return decides,
                GateState::NotMeasured => sum = GateState::NotMeasured,
                _ => {}
            }
        }
        sum
    };
    match condition {
        Condition::All(all) => parts(all, GateState::NotMet, GateState::Met),
        Condition::Any(any) => parts(any, GateState::Met, GateState::NotMet),
        Condition::Test(test) => {
            match evidence.and_then(|evidence| evidence.answers.get(&Question::of(test))).map(|answer| judge(test, answer)) {
                Some(Truth::True) => GateState::Met,
                Some(Truth::False) => GateState::NotMet,
                Some(Truth::Unknown(_)) | None => GateState::NotMeasured,
            }
        }
        Condition::Attested(vouched) => {
            let begun = vouched.on.is_none_or(|on| on <= data_date);
            let over = vouched.until.is_some_and(|until| until < data_date);
            if begun && !over { GateState::Met } else { GateState::NotMet }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attestation, PartyId};
    use crate::text::Place;

    fn vouched(until: &str) -> Condition {
        let (on, until) = (Date::parse("2025-01-01"), Date::parse(until));
        Condition::Attested(Box::new(Attestation { said: Place::default(), by: PartyId(0), on, until, text: None }))
    }

    #[test]
    fn an_attestation_ends() {
        let day = Date::parse("2025-06-01").unwrap();
        assert_eq!(state(&vouched("2025-06-01"), None, day), GateState::Met, "its last day belongs to it");
        assert_eq!(state(&vouched("2025-05-31"), None, day), GateState::NotMet);
        assert_eq!(state(&Condition::All(vec![vouched("2025-05-31"), vouched("2026-01-01")]), None, day), GateState::NotMet);
        assert_eq!(state(&Condition::Any(vec![vouched("2025-05-31"), vouched("2026-01-01")]), None, day), GateState::Met);
    }
}
