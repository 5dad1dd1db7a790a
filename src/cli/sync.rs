//! `landfall sync`: ticks of a compiled checklist back into its plan.

use super::args::{Global, Sync};
use super::edits::{Edits, Mode, counted};
use super::session::{open, read_standard_input, worse};
use super::{Exit, Outcome};
use crate::io::{Disk, Terminal};
use crate::load::STANDARD_INPUT;
use crate::render::markdown;
use crate::survey::Survey;
use crate::upkeep::{Checklist, Ticks, read, sync};
use crate::view::{Body, Selection, checklist};
use crate::world::World;

/// Lines told whose text was edited; the rest is counted.
const TOLD: usize = 10;

pub(super) fn run(args: &Sync, global: &Global, terminal: &mut Terminal) -> Outcome {
    let name = if args.file == STANDARD_INPUT { "<stdin>" } else { &args.file };
    let bytes = if args.file == STANDARD_INPUT { read_standard_input() } else { Disk.read(&args.file) };
    let bytes = bytes.map_err(|why| format!("cannot read {name}: {why}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("cannot read {name}: it is not UTF-8 text"))?;
    let given = read(&text).map_err(|why| format!("{name}: {why}"))?;
    let session = open(&args.plans, global, terminal)?;
    let known: Vec<String> = session.drafts.iter().map(|draft| draft.plan.root().id.to_string()).collect();
    let plan = match &args.of {
        Some(id) if known.contains(id) => id.clone(),
        Some(id) => return Err(format!("there is no plan `{id}`; those read are {}", known.join(", "))),
        None => match known.as_slice() {
            [only] => only.clone(),
            [] => String::new(),
            _ => beside(&args.file, &known)
                .ok_or_else(|| format!("{name} could be of several plans; say which with `--of`: {}", known.join(", ")))?,
        },
    };
    let sources = session.files.sources.clone();
    let mut edits = Edits::default();
    let mut result: Option<Ticks> = None;
    let mut exit = session.each_with_files(global, terminal, |files, survey, _, _| {
        if *survey.plan.root().id != *plan {
            return Ok(Exit::Clean);
        }
        let mut ticks = sync(survey, &given, &compiled(survey), args.force);
        let proposals = std::mem::take(&mut ticks.upkeep.proposals);
        edits.propose(files, survey.plan, proposals, &ticks.from);
        for (left, at) in std::mem::take(&mut ticks.upkeep.left).into_iter().zip(&ticks.left_from) {
            edits.leave(files, survey.plan, left, Some(*at));
        }
        result = Some(ticks);
        Ok(Exit::Clean)
    })?;
    let Some(ticks) = result else { return Ok(worse(exit, Exit::Wrong)) };
    let (changes, left) = (edits.count(), edits.left());
    edits.finish(&sources, if args.dry_run { Mode::Show } else { Mode::Write }, global, terminal)?;
    tell(name, &ticks, terminal);
    let verb = if args.dry_run { "would be taken" } else { "taken" };
    terminal.message(&format!("{name}: {} {verb} into `{plan}`, {left} not taken", counted(changes, "tick", "ticks")));
    if left > 0 {
        exit = worse(exit, Exit::Findings);
    }
    Ok(exit)
}

/// What the plan's checklist says now, all of it.
fn compiled(survey: &Survey<'_>) -> Checklist {
    let view = checklist::build(survey, &Selection::all(survey.plan));
    read(&markdown::body(&Body::Checklist(view))).unwrap_or_default()
}

/// The plan in whose folder a checklist lies.
fn beside(file: &str, known: &[String]) -> Option<String> {
    let folder = file.rsplit(['/', '\\']).nth(1)?;
    known.iter().find(|id| **id == folder).cloned()
}

fn tell(name: &str, ticks: &Ticks, terminal: &mut Terminal) {
    for (line, column, item) in ticks.edited.iter().take(TOLD) {
        terminal.message(&format!("{name}:{line}:{column}: the text of {item} is not what the plan compiles to; only its box is read"));
    }
    if ticks.edited.len() > TOLD {
        let more = ticks.edited.len() - TOLD;
        terminal.message(&format!("{name}: and {} more; the plan has changed since it was compiled", counted(more, "line", "lines")));
    }
    for (line, column) in &ticks.nameless {
        terminal
            .message(&format!("{name}:{line}:{column}: this box bears no name, so the plan does not know it; add the work to the plan"));
    }
}
