//! Properties of whole plans.

use crate::cases;
use crate::support::generate::{recipes, text};
use crate::support::memory::Memory;
use crate::support::run::{Outcome, Until, run, surveyed};
use landfall::model::{ItemId, Plan};
use landfall::progress::Rollup;
use landfall::survey::Survey;
use landfall::syntax::LinkKind;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

fn compiled(text: &str) -> Outcome {
    run(&Memory::new([("a.plan", text)]), &["a.plan".to_owned()], Until::Rules)
}

fn says(outcome: &Outcome) -> Vec<&str> {
    let mut says: Vec<&str> = outcome.findings.iter().map(|finding| finding.says.as_str()).collect();
    says.sort_unstable();
    says
}

/// Leaves that stand for an item: itself, or the leaves it holds.
fn leaves(plan: &Plan, id: ItemId) -> Vec<ItemId> {
    let item = plan.item(id);
    if item.is_container() { item.children.iter().flat_map(|child| leaves(plan, *child)).collect() } else { vec![id] }
}

/// The first need that the order does not respect.
fn broken_need(survey: &Survey<'_>) -> Option<String> {
    let plan = survey.plan;
    let place = |id: ItemId| survey.order.leaves.iter().position(|leaf| *leaf == id);
    let own = plan
        .ids()
        .flat_map(|(id, item)| item.needs.iter().filter(|need| need.link == LinkKind::FinishStart).map(move |need| (id, need.target)));
    let joined =
        plan.junctions.iter().flat_map(|point| point.waiting.iter().flat_map(|waits| point.needed.iter().map(|needed| (*waits, *needed))));
    for (waits, needed) in own.chain(joined) {
        for after in leaves(plan, waits) {
            for before in leaves(plan, needed) {
                if place(before).is_none() || place(before) >= place(after) {
                    return Some(format!("`{}` needs `{}`, but stands before it", plan.item(after).name, plan.item(before).name));
                }
            }
        }
    }
    None
}

/// The first sum that does not add up: of an item, a tier or a phase, or of the parts of an item.
fn wrong_sum(survey: &Survey<'_>) -> Option<String> {
    let (plan, rollups) = (survey.plan, &survey.assessment.rollups);
    let split = |sum: &Rollup| sum.done + sum.partial + sum.missing + sum.unknown;
    let all = rollups.items.iter().chain(&rollups.tiers).chain(&rollups.phases);
    if let Some(sum) = all.clone().find(|sum| sum.expected != split(sum) || sum.proven + sum.claimed_only > sum.done) {
        return Some(format!("{sum:?}"));
    }
    for (id, item) in plan.ids().filter(|(_, item)| item.is_container()) {
        let of_parts = item.children.iter().filter(|child| !plan.item(**child).is_dropped());
        let parts: u32 = of_parts.map(|child| rollups.items[child.index()].expected).sum();
        if rollups.items[id.index()].expected != parts {
            return Some(format!("`{}` expects {}, its parts {parts}", item.name, rollups.items[id.index()].expected));
        }
    }
    let whole = rollups.items[0].expected;
    let sums = [rollups.tiers.iter().map(|sum| sum.expected).sum::<u32>(), rollups.phases.iter().map(|sum| sum.expected).sum()];
    sums.into_iter().find(|sum| *sum != whole).map(|sum| format!("{sum} by tier or phase, but {whole} in all"))
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn every_sum_adds_up(recipe in recipes(20)) {
        let made = text(&recipe.statements(), None);
        prop_assert_eq!(surveyed(&made, wrong_sum), Some(None), "{}", made);
    }

    #[test]
    fn made_up_plans_are_sound(recipe in recipes(20)) {
        let made = text(&recipe.statements(), None);
        let outcome = compiled(&made);
        prop_assert!(!outcome.fatal, "{}\n{}", made, says(&outcome).join("\n"));
        prop_assert!(!outcome.order.is_empty() && !outcome.json.is_empty());
    }

    #[test]
    fn every_need_comes_first(recipe in recipes(20)) {
        let made = text(&recipe.statements(), None);
        prop_assert_eq!(surveyed(&made, broken_need), Some(None), "{}", made);
    }

    #[test]
    fn the_order_of_statements_means_nothing(recipe in recipes(15), seed in any::<u64>()) {
        let mut statements = recipe.statements();
        let (made, shuffled) = (text(&statements, None), text(&statements, Some(seed)));
        let (one, other) = (compiled(&made), compiled(&shuffled));
        prop_assert_eq!(&one.order, &other.order, "{}\n---\n{}", made, shuffled);
        prop_assert_eq!(&one.layers, &other.layers);
        prop_assert_eq!(says(&one), says(&other), "{}\n---\n{}", made, shuffled);
        // Nor does it change what is wrong with a plan.
        statements.push(crate::support::generate::Statement { line: "component broken needs nothing-like-it, item0 effort 2d effort 3d !urgent".to_owned(), body: Vec::new() });
        let (one, other) = (compiled(&text(&statements, None)), compiled(&text(&statements, Some(seed))));
        prop_assert!(one.fatal);
        prop_assert_eq!(says(&one), says(&other));
    }

    #[test]
    fn the_same_plan_gives_the_same_bytes(recipe in recipes(15)) {
        let made = text(&recipe.statements(), None);
        let (one, other) = (compiled(&made), compiled(&made));
        prop_assert_eq!(one.json, other.json);
        prop_assert_eq!(one.reports, other.reports);
    }
}
