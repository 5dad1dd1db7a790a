//! `landfall why`: why an item has its dates and its state.

use super::args::{Format, Global, Show};
use super::session::open;
use super::show::{find, unknown};
use super::{Exit, Outcome};
use crate::io::Terminal;
use crate::view::why::Why;
use std::fmt::Write;

pub(super) fn run(args: &Show, global: &Global, terminal: &mut Terminal) -> Outcome {
    let session = open(&args.plans, global, terminal)?.without_scenarios();
    let mut shown = 0usize;
    let mut names: Vec<String> = Vec::new();
    let mut documents: Vec<serde_json::Value> = Vec::new();
    let exit = session.each(global, terminal, |survey, _, terminal| {
        for id in find(survey.plan, &args.item) {
            shown += 1;
            let why = Why::new(survey, id);
            match global.format {
                Format::Json => documents.push(serde_json::to_value(&why).map_err(|error| error.to_string())?),
                Format::Short => terminal.data(&why.because.iter().fold(String::new(), |text, link| text + &link.words + "\n")),
                _ => terminal.data(&human(&why, survey.data_date)),
            }
        }
        names.extend(survey.plan.items.iter().skip(1).map(|item| item.id.to_string()));
        Ok(Exit::Clean)
    })?;
    if shown == 0 && exit != Exit::Wrong {
        return Err(unknown(&args.item, &names));
    }
    if global.format == Format::Json {
        terminal.data(&(serde_json::to_string_pretty(&documents).map_err(|error| error.to_string())? + "\n"));
    }
    Ok(exit)
}

fn human(why: &Why<'_>, data_date: crate::time::Date) -> String {
    let mut out = format!("{}  {}\n", why.name, why.title);
    let mut fact = |label: &str, value: &str| {
        let _ = writeln!(out, "  {label:<10} {value}");
    };
    let undated = why.undated.as_deref().unwrap_or("nothing tells when it is to be done");
    match why.planned {
        Some(planned) => fact("planned", &format!("{} ({})", planned.period, format!("{:?}", planned.basis).to_lowercase())),
        None => fact("planned", &format!("no dates: {undated}")),
    }
    if let Some((total, free)) = &why.float {
        let critical = match (why.critical, why.near_critical) {
            (true, _) => ": critical",
            (_, true) => ": nearly critical",
            _ => "",
        };
        fact("float", &format!("{total}, and {free} before anything else has to move{critical}"));
    }
    if let Some(late) = why.late.filter(|late| why.planned.is_some_and(|planned| planned.period != *late)) {
        fact("latest", &late.to_string());
    }
    if let Some(due) = &why.due {
        let word = match why.lateness.filter(|_| why.window_missed.is_none()) {
            Some(lateness) => lateness.word().to_owned(),
            None if why.undated.is_none() && due.date.is_none() => "unknown, as nobody knows when that is".to_owned(),
            None if why.undated.is_none() => match why.untold {
                Some(before) => format!("in time if `{before}` takes no time, which nobody tells"),
                None => "in time".to_owned(),
            },
            None => format!("unknown, as {undated}"),
        };
        fact("due", &format!("{}: {word}", due.words));
    }
    if let Some(window) = &why.window_missed {
        fact("deadline", &format!("{window}: late"));
    } else if let (None, Some(lateness)) = (&why.due, why.lateness) {
        fact("deadline", lateness.word());
    }
    let state = &why.state;
    let claimed = state.claimed.map_or_else(String::new, |claimed| {
        format!("; claimed {claimed}{}", state.place.as_ref().map_or_else(String::new, |place| format!(" ({})", place.words())))
    });
    let verdict = state.verdict.map_or_else(String::new, |verdict| format!(" ({})", verdict.word()));
    fact("state", &format!("{}{verdict}: {}{claimed}", state.standing.word(), state.why));
    for line in &state.proofs {
        fact("", line);
    }
    if !why.because.is_empty() {
        let _ = writeln!(out, "Why then, as of {data_date}:");
        for (at, link) in why.because.iter().enumerate() {
            let _ = writeln!(out, "{:>4}  {}", at + 1, link.words);
        }
        if why.goes_on {
            out.push_str("      … and so on\n");
        }
    }
    if !why.drives.is_empty() {
        out.push_str("What it drives:\n");
        for driven in &why.drives {
            let place = driven.place.as_ref().map_or_else(String::new, |place| format!(" ({})", place.words()));
            let how = match driven.cause {
                "people" => "by its people".to_owned(),
                cause => format!("by {}{place}", cause.replace('-', " ")),
            };
            let _ = writeln!(out, "      `{}`, {}, {how}", driven.name, driven.period);
        }
        if why.drives_left_out > 0 {
            let _ = writeln!(out, "      … and {} more", why.drives_left_out);
        }
    }
    out
}
