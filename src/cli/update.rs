//! `landfall update`: measured facts back into the plans.

use super::args::{Global, Update};
use super::edits::{Edits, Mode, counted};
use super::session::{open, worse};
use super::{Exit, Outcome};
use crate::io::Terminal;
use crate::upkeep::{measured, moved};

pub(super) fn run(args: &Update, global: &Global, terminal: &mut Terminal) -> Outcome {
    let session = open(&args.plans, global, terminal)?;
    let sources = session.files.sources.clone();
    let mut edits = Edits::default();
    let mut asked = 0;
    let mut exit = session.each_with_files(global, terminal, |files, survey, _, _| {
        let mut upkeep = measured(survey);
        if args.moved {
            let more = moved(survey);
            upkeep.asked += more.asked;
            upkeep.proposals.extend(more.proposals);
            upkeep.left.extend(more.left);
        }
        asked += upkeep.asked;
        edits.propose(files, survey.plan, upkeep.proposals, &[]);
        for left in upkeep.left {
            edits.leave(files, survey.plan, left, None);
        }
        Ok(Exit::Clean)
    })?;
    let (changes, left) = (edits.count(), edits.left());
    let mode = if args.dry_run {
        Mode::Show
    } else if args.check {
        Mode::Tell
    } else {
        Mode::Write
    };
    edits.finish(&sources, mode, global, terminal)?;
    if args.check && changes > 0 {
        exit = worse(exit, Exit::Findings);
    }
    terminal.message(&match (asked, changes, mode) {
        (0, _, _) => "nothing is marked `per measured`, so nothing is written back".to_owned(),
        (_, 0, _) => format!("nothing to write back; {} asked for, {left} left as they are", counted(asked, "fact is", "facts are")),
        (_, _, Mode::Write) => format!("{} written, {left} left as they are", counted(changes, "fact", "facts")),
        _ => format!("{} would be written, {left} left as they are", counted(changes, "fact", "facts")),
    });
    Ok(exit)
}
