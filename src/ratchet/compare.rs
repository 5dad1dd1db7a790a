//! Two revisions side by side.

use super::delta::Delta;
use super::matching::pairs;
use super::sides::{Before, Both, Side};
use super::{frame, items, movement, registries, targets};
use crate::evidence::{Evidence, Outcome, Question, questions};
use crate::graph::Network;
use crate::model::{Item, Plan};
use crate::progress::{Assessment, assess};
use crate::time::Date;

/// Compares a plan with another revision of it. Both are looked at as of the same day, so that nothing differs because time passed.
/// `network` is the graph of the plan of now, and `assessed` what is true of it.
pub fn compare(before: &Before<'_>, now: Side<'_>, assessed: &Assessment, network: &Network, data_date: Date) -> Delta {
    let then = Side { sources: before.sources, plan: before.plan, evidence: before.evidence.as_ref() };
    let assessed_then = assess(then.plan, then.evidence, data_date);
    let assessed_held = assess(now.plan, before.held.as_ref(), data_date);
    let both = Both {
        then,
        now,
        held: before.held.as_ref(),
        assessed_then: &assessed_then,
        assessed_now: assessed,
        assessed_held: &assessed_held,
        network,
        moves: &before.moves,
        pairs: pairs(then.plan, now.plan),
        data_date,
    };
    let mut delta = Delta {
        revision: before.revision.clone(),
        commit: before.commit.clone(),
        levels_then: then.plan.levels.clone(),
        ..Delta::default()
    };
    let name = |plan: &Plan, id: crate::model::ItemId| Box::from(&*plan.item(id).name);
    delta.renamed = both.pairs.renamed.iter().map(|(old, new)| (name(then.plan, *old), name(now.plan, *new))).collect();
    delta.added =
        now.plan.ids().skip(1).filter(|(id, _)| both.pairs.then[id.index()].is_none()).map(|(_, item)| Box::from(&*item.name)).collect();
    if let (Some(held), Some(evidence)) = (&before.held, now.evidence) {
        let known = |evidence: &Evidence, question: &Question| {
            evidence.answers.get(question).is_some_and(|answer| !matches!(answer.outcome, Outcome::Unknown(_)))
        };
        delta.trees = true;
        delta.unmeasured = evidence.answers.keys().filter(|question| known(evidence, question) && !known(held, question)).count();
    }
    items::weakened(&both, &mut delta);
    targets::weakened(&both, &mut delta);
    frame::weakened(&both, &mut delta);
    registries::weakened(&both, &mut delta);
    movement::moved(&both, &mut delta);
    targets::moved(&both, &mut delta);
    registries::moved(&both, &mut delta);
    delta
}

/// Whether what was measured of one plan answers all that another asks, so that the tree need not be looked at again.
pub fn covers_questions(evidence: &Evidence, measured: &Plan, asked: &Plan) -> bool {
    let pairs_of = |plan: &Plan| {
        let mut all: Vec<(Box<str>, Box<str>)> = plan.aliases.iter().map(|alias| (alias.from.clone(), alias.to.clone())).collect();
        all.sort();
        all
    };
    let trees = |plan: &Plan| plan.trees.iter().map(|tree| (tree.id.clone(), tree.folder.clone())).collect::<Vec<_>>();
    let same_frame = pairs_of(measured) == pairs_of(asked)
        && trees(measured) == trees(asked)
        && measured.coverage_reports == asked.coverage_reports
        && measured.test_reports == asked.test_reports
        && measured.sees_ignored == asked.sees_ignored;
    same_frame
        && asked.items.iter().flat_map(Item::places).all(|place| evidence.places.contains_key(&place.path))
        && questions(asked).iter().all(|question| evidence.answers.contains_key(question))
}
