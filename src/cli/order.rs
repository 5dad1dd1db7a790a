//! `landfall order`: the work in an order that every need allows.

use super::args::{Format, Global, Plans};
use super::session::open;
use super::{Exit, Outcome};
use crate::io::Terminal;
use crate::survey::Survey;
use serde::Serialize;
use std::fmt::Write;

/// One leaf in the order of work.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    position: usize,
    name: &'a str,
    title: &'a str,
    standing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<u32>,
}

/// The order of one plan.
#[derive(Serialize)]
struct Order<'a> {
    plan: &'a str,
    order: Vec<Line<'a>>,
}

pub(super) fn run(args: &Plans, global: &Global, terminal: &mut Terminal) -> Outcome {
    // The order depends on no date, so that nothing has to wait for people here.
    let global = &Global { unlevelled: true, ..global.clone() };
    let session = open(&args.plans, global, terminal)?.without_scenarios();
    let several = session.drafts.len() > 1;
    let mut documents: Vec<serde_json::Value> = Vec::new();
    let exit = session.each(global, terminal, |survey, _, terminal| {
        match global.format {
            Format::Json => {
                let order = Order { plan: &survey.plan.root().id, order: lines(survey) };
                documents.push(serde_json::to_value(&order).map_err(|error| error.to_string())?);
            }
            Format::Short => {
                let mut text = String::new();
                for id in &survey.order.leaves {
                    let _ = writeln!(text, "{}", survey.plan.item(*id).name);
                }
                terminal.data(&text);
            }
            _ => terminal.data(&human(survey, several)),
        }
        Ok(Exit::Clean)
    })?;
    if global.format == Format::Json {
        terminal.data(&(serde_json::to_string_pretty(&documents).map_err(|error| error.to_string())? + "\n"));
    }
    Ok(exit)
}

fn lines<'a>(survey: &'a Survey<'a>) -> Vec<Line<'a>> {
    let plan = survey.plan;
    let line = |(at, id): (usize, &crate::model::ItemId)| Line {
        position: at + 1,
        name: &plan.item(*id).name,
        title: &plan.item(*id).title,
        standing: survey.assessment.standing(*id).word(),
        layer: survey.layers.of[id.index()],
    };
    survey.order.leaves.iter().enumerate().map(line).collect()
}

/// Open items in rounds, then what is done.
fn human(survey: &Survey<'_>, several: bool) -> String {
    let plan = survey.plan;
    let mut text = String::new();
    if several {
        let _ = writeln!(text, "{}", plan.root().title);
    }
    let mut number = 0;
    for (layer, ids) in survey.layers.list.iter().enumerate() {
        let count = if ids.len() == 1 { "1 item".to_owned() } else { format!("{} items", ids.len()) };
        let before = if layer == 0 { ", nothing open before them" } else { "" };
        let _ = writeln!(text, "Round {}: {count}{before}", layer + 1);
        for id in ids {
            number += 1;
            let item = plan.item(*id);
            let tier = item.tier.map_or_else(String::new, |tier| format!("  !{}", plan.tier_word(tier)));
            let rank = item.rank.map_or_else(String::new, |rank| format!("  rank {rank}"));
            // A title may be prose of several lines.
            let title = item.title.split_whitespace().collect::<Vec<_>>().join(" ");
            let title = if *title == *item.id { String::new() } else { format!("  {title}") };
            let _ = writeln!(text, "{number:>5}  {}{title}{tier}{rank}", item.name);
        }
    }
    let closed = survey.order.leaves.iter().filter(|id| survey.assessment.is_closed(**id)).count();
    if closed > 0 {
        let _ = writeln!(text, "Done or dropped: {closed}");
    }
    text
}
