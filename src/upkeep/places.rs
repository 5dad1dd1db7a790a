//! Paths of files that moved.

use super::{Left, Proposal, Upkeep};
use crate::edit::Change;
use crate::model::ItemKind;
use crate::survey::Survey;

/// Proposes the new place of each file that is gone, where exactly one other file bears its name. That is a suggestion, never proof,
/// so it is made only when somebody asks for it.
pub fn moved(survey: &Survey<'_>) -> Upkeep {
    let mut upkeep = Upkeep::default();
    let Some(evidence) = &survey.evidence else { return upkeep };
    for (id, item) in survey.plan.ids().skip(1).filter(|(_, item)| item.kind != ItemKind::Retire) {
        for (at, place) in item.at.iter().enumerate() {
            let Some(there) = evidence.places.get(&place.path).filter(|there| !there.stands) else { continue };
            upkeep.asked += 1;
            match there.elsewhere.as_slice() {
                [] => {}
                [only] => upkeep.proposals.push(Proposal {
                    changes: vec![Change::Moved { item: id, at, to: only.to_string() }],
                    name: item.name.to_string(),
                    place: place.said,
                    from: place.path.to_string(),
                    to: only.to_string(),
                    proof: vec![format!("there is nothing at {}, and one file of that name", place.path)],
                }),
                several => upkeep.left.push(Left {
                    name: item.name.to_string(),
                    place: place.said,
                    why: format!("nothing stands at {}, and several files bear its name", place.path),
                    proof: several.iter().map(ToString::to_string).collect(),
                }),
            }
        }
    }
    upkeep
}
