//! `landfall schedule`: the schedule as a table, or in a form that other programs read.

use super::args::{Export, Format, Global, Schedule};
use super::session::open;
use super::show::{find, unknown};
use super::{Exit, Outcome};
use crate::io::Terminal;
use crate::model::Plan;
use crate::render::ics::ics;
use crate::render::msproject::msproject;
use crate::render::spreadsheet::{csv, header};
use crate::render::text_schedule::{line, table};
use crate::survey::Survey;
use crate::view::schedule::project::Project;
use crate::view::schedule::{Row, Rows, Summary, lists};
use crate::view::{Labels, Selection, Shift};

pub(super) fn run(args: &Schedule, global: &Global, terminal: &mut Terminal) -> Outcome {
    let session = open(&args.plans, global, terminal)?.without_scenarios();
    let several = session.drafts.len() > 1;
    if several && matches!(args.export, Some(Export::Ics | Export::Msproject)) {
        return Err("this form holds one plan; name a single one".to_owned());
    }
    let mut found = args.of.is_none();
    let mut names: Vec<String> = Vec::new();
    let mut documents: Vec<serde_json::Value> = Vec::new();
    let mut began = false;
    let exit = session.each(global, terminal, |survey, _, terminal| {
        let plan: &Plan = survey.plan;
        let within = args.of.as_deref().map(|of| find(plan, of));
        names.extend(plan.items.iter().skip(1).map(|item| item.id.to_string()));
        if within.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Exit::Clean);
        }
        found = true;
        let labels = Labels::new(plan);
        let mut rows = Rows::new(survey, &labels).all(|id| within.as_ref().is_none_or(|of| of.iter().any(|of| plan.is_within(id, *of))));
        let summary = summary(survey, &rows);
        rows.retain(|row| row.critical || !args.critical);
        match (args.export, global.format) {
            (Some(Export::Csv), _) => {
                let baseline = global.baseline.is_some();
                let head = if began { String::new() } else { header(baseline)? };
                terminal.data(&(head + &csv(plan, &rows, baseline)?));
                began = true;
            }
            (Some(Export::Ics), _) => terminal.data(&ics(plan, survey.data_date, &rows)),
            (Some(Export::Msproject), _) => terminal.data(&msproject(&Project::new(survey))),
            (None, Format::Json) => documents.push(serde_json::json!({
                "plan": &*plan.root().id, "dataDate": survey.data_date, "summary": summary, "since": Shift::of(survey), "rows": rows,
            })),
            (None, Format::Short) => terminal.data(&rows.iter().fold(String::new(), |text, row| text + &line(row) + "\n")),
            (None, _) => {
                let title = if several { format!("{}\n", plan.root().title) } else { String::new() };
                terminal.data(&(title + &table(&rows, &summary, Shift::of(survey), terminal.width())));
            }
        }
        Ok(Exit::Clean)
    })?;
    if let Some(of) = args.of.as_deref().filter(|_| !found && exit != Exit::Wrong) {
        return Err(unknown(of, &names));
    }
    if global.format == Format::Json && args.export.is_none() {
        terminal.data(&(serde_json::to_string_pretty(&documents).map_err(|error| error.to_string())? + "\n"));
    }
    Ok(exit)
}

/// The whole plan in a few numbers.
fn summary(survey: &Survey<'_>, rows: &[Row<'_>]) -> Summary {
    let (late, at_risk) = lists(survey, &Selection::all(survey.plan));
    Summary::new(survey, rows, late.len(), at_risk.len())
}
