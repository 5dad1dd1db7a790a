//! Rules: one file each. A rule looks at a survey and says what it finds.

mod areas;
mod at_risk;
mod circles;
mod claimed_need;
mod contradicted;
mod contradictory;
mod done_before_need;
mod due_too_early;
mod empty;
mod evidence;
mod expired;
mod file_beside_folder;
mod fixed_against_need;
mod goal_missed;
mod goals_not_monotone;
mod in_no_phase;
mod in_scenario;
mod late;
mod measured_nothing;
mod moved;
mod needs_dropped;
mod no_people;
mod no_place;
mod outside_phase;
mod over_allocated;
mod passed_until;
mod phase_overrun;
mod ratchet;
mod redundant_need;
mod registry_contradiction;
mod registry_evidence;
mod retired_still_needed;
mod same_place;
mod stale;
mod star_leaves_out;
mod taken_out;
mod totals;
mod unknown_evidence;
mod unmeasured_target;
mod unprovable;
mod unused;
mod weigh;
mod window_against_order;
mod window_too_short;
mod window_without_work;
mod wording;
mod wrong_percent;
mod wrong_total;

pub use circles::circles;
pub use in_scenario::in_scenario_alone;
pub use ratchet::{faulty_plan_gone, not_compared, plan_gone};
pub use weigh::{Weighed, Weights, weigh, weighed};

use crate::diag::Diagnostic;
use crate::survey::Survey;
use rayon::prelude::*;

/// One rule.
pub type Rule = fn(&Survey<'_>, &mut Vec<Diagnostic>);

/// All rules, in the order of their codes. Circles are found before there is a survey, unmatched waivers when findings are
/// weighed.
pub const RULES: &[Rule] = &[
    redundant_need::redundant_need,
    needs_dropped::needs_dropped,
    star_leaves_out::star_leaves_out,
    claimed_need::claimed_need,
    retired_still_needed::retired_still_needed,
    done_before_need::done_before_need,
    window_against_order::window_against_order,
    window_too_short::window_too_short,
    window_without_work::window_without_work,
    outside_phase::outside_phase,
    in_no_phase::in_no_phase,
    passed_until::passed_until,
    due_too_early::due_too_early,
    late::late,
    at_risk::at_risk,
    fixed_against_need::fixed_against_need,
    no_people::no_people,
    over_allocated::over_allocated,
    phase_overrun::phase_overrun,
    no_place::no_place,
    in_scenario::in_scenario,
    wrong_total::wrong_total,
    wrong_percent::wrong_percent,
    contradictory::contradictory_claims,
    unprovable::unprovable,
    same_place::same_place,
    file_beside_folder::file_beside_folder,
    goals_not_monotone::goals_not_monotone,
    unmeasured_target::unmeasured_target,
    registry_contradiction::registry_contradiction,
    goal_missed::goal_missed,
    contradicted::contradicted,
    stale::stale,
    registry_evidence::registry_evidence,
    moved::moved,
    empty::empty,
    unknown_evidence::unknown_evidence,
    measured_nothing::measured_nothing,
    ratchet::regressed,
    ratchet::weakened,
    ratchet::progressed,
    unused::unused,
    expired::expired,
];

/// The rules that hold dates, days and people against one another, and need no evidence.
const OF_SCHEDULE: &[Rule] = &[
    window_against_order::window_against_order,
    window_too_short::window_too_short,
    window_without_work::window_without_work,
    outside_phase::outside_phase,
    due_too_early::due_too_early,
    late::late,
    fixed_against_need::fixed_against_need,
    no_people::no_people,
    over_allocated::over_allocated,
    phase_overrun::phase_overrun,
    no_place::no_place,
];

/// What is found of the dates of a plan, in the order of the rules.
pub fn of_schedule(survey: &Survey<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    OF_SCHEDULE.iter().for_each(|rule| rule(survey, &mut found));
    found
}

/// Runs all rules, side by side. Weights and waivers are applied by [`weigh`].
pub fn run(survey: &Survey<'_>) -> Vec<Diagnostic> {
    let one = |rule: &Rule| {
        let mut found = Vec::new();
        rule(survey, &mut found);
        found
    };
    let found: Vec<Vec<Diagnostic>> = RULES.par_iter().map(one).collect();
    let mut all = Vec::with_capacity(found.iter().map(Vec::len).sum());
    found.into_iter().for_each(|mut found| all.append(&mut found));
    all
}
