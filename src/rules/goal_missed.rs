//! `goal-missed`: the day of a goal has passed, and it is not reached.

use crate::diag::{Diagnostic, code};
use crate::model::{Measure, Plan};
use crate::progress::check::value_text;
use crate::progress::targets::{self, GoalState, Now};
use crate::survey::Survey;

/// Finds goals of targets whose day has passed.
pub fn goal_missed(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let checker = survey.checker();
    for target in &plan.targets {
        let counted = match &target.measure {
            Some(Measure::Completion(of, tier)) => {
                let counts = checker.counts(of.unwrap_or(Plan::ROOT), *tier);
                Some((counts.done, counts.expected))
            }
            _ => None,
        };
        let now = targets::now(target, counted, survey.evidence.as_ref(), survey.data_date);
        for goal in &target.goals {
            let Some(due) = goal.due.and_then(|due| survey.timetable.latest(plan, due)) else { continue };
            if targets::state(target, now.as_ref(), goal, Some(due), survey.data_date) != GoalState::Missed {
                continue;
            }
            let stands = match &now {
                Some(Now::Counted(part, whole) | Now::Share(part, whole)) => format!("stands at {part} of {whole}"),
                Some(Now::Number(number)) => format!("stands at {number}"),
                Some(Now::Read(reading)) => format!("stands at {}", value_text(target, reading.value)),
                Some(Now::Unknown(_, Some(reading))) => format!("was last read at {}", value_text(target, reading.value)),
                Some(Now::Unknown(_, None)) | None => continue,
            };
            let wanted = value_text(target, goal.value);
            found.push(
                Diagnostic::new(&code::GOAL_MISSED, format!("target `{}` was to reach {wanted} by {due}, and {stands}", target.id))
                    .at(goal.said, "missed")
                    .about(&*plan.item(target.parent).name)
                    .help("reach it, or agree on a new day and write it down"),
            );
        }
    }
}
