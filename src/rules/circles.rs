//! `cycle`: things that need each other in a circle.

use crate::diag::{Diagnostic, code};
use crate::graph::CycleReport;
use crate::model::Plan;

/// What is found of the circles of a graph: one finding a loop, with the place of every need in it.
pub fn circles(plan: &Plan, report: &CycleReport) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = report
        .loops
        .iter()
        .map(|circle| {
            let names: Vec<&str> = circle.edges.iter().map(|edge| &*plan.item(edge.waiting).name).collect();
            let first = names.first().copied().unwrap_or_default();
            let shown = if names.len() > 12 {
                format!("{} → … {} more", names[..12].join(" → "), names.len() - 12)
            } else {
                names.join(" → ")
            };
            let mut diagnostic = Diagnostic::new(&code::CYCLE, format!("a circle of needs: {shown} → {first}")).about(first);
            for (at, edge) in circle.edges.iter().enumerate().take(24) {
                let text = format!("`{}` needs `{}`", plan.item(edge.waiting).name, plan.item(edge.needed).name);
                diagnostic = if at == 0 { diagnostic.at(edge.place, text) } else { diagnostic.see(edge.place, text) };
            }
            if circle.more > 0 {
                diagnostic = diagnostic.note(match circle.more {
                    1 => "1 more need is tangled in a circle with these".to_owned(),
                    more => format!("{more} more needs are tangled in circles with these"),
                });
            }
            diagnostic.help("one of these needs must go, or one of the items must be split")
        })
        .collect();
    if report.more_knots > 0
        && let Some(last) = found.pop()
    {
        found.push(last.note(match report.more_knots {
            1 => "1 more group of items need each other in circles".to_owned(),
            more => format!("{more} more groups of items need each other in circles"),
        }));
    }
    found
}
