//! `landfall show`: all that is known of one item, and where it was said.

use super::args::{Format, Global, Show};
use super::session::open;
use super::{Exit, Outcome};
use crate::diag::nearest;
use crate::io::Terminal;
use crate::model::{Condition, Item, ItemId, Plan};
use crate::survey::Survey;
use crate::text;
use crate::view::{Held, ItemView, item::moment, item::replacement};
use std::fmt::Write;

pub(super) fn run(args: &Show, global: &Global, terminal: &mut Terminal) -> Outcome {
    let session = open(&args.plans, global, terminal)?.without_scenarios();
    let mut shown = 0usize;
    let mut names: Vec<String> = Vec::new();
    let exit = session.each(global, terminal, |survey, _, terminal| {
        for id in find(survey.plan, &args.item) {
            shown += 1;
            let text = if global.format == Format::Json {
                serde_json::to_string_pretty(&ItemView::new(survey, id)).map_err(|error| error.to_string())? + "\n"
            } else {
                describe(survey, id)
            };
            terminal.data(&text);
        }
        names.extend(survey.plan.items.iter().skip(1).map(|item| item.id.to_string()));
        Ok(Exit::Clean)
    })?;
    if shown == 0 && exit != Exit::Wrong { Err(unknown(&args.item, &names)) } else { Ok(exit) }
}

/// That no plan has an item, and the name that may have been meant.
pub(super) fn unknown(item: &str, names: &[String]) -> String {
    let last = item.rsplit('.').next().unwrap_or(item);
    let hint = nearest(last, names.iter().map(String::as_str)).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    format!("no plan has an item `{item}`{hint}")
}

/// The item of that full name, or else all whose names end so.
pub(super) fn find(plan: &Plan, name: &str) -> Vec<ItemId> {
    if let Some((id, _)) = plan.ids().find(|(_, item)| &*item.name == name) {
        return vec![id];
    }
    let ends = |item: &Item| item.name.strip_suffix(name).is_some_and(|before| before.ends_with('.'));
    plan.ids().filter(|(_, item)| ends(item)).map(|(id, _)| id).collect()
}

/// One item in words.
struct Description<'a> {
    survey: &'a Survey<'a>,
    text: String,
}

impl Description<'_> {
    /// A fact, and where it was said.
    fn fact(&mut self, label: &str, value: &str, said: Option<text::Place>) {
        let place = said.map_or_else(String::new, |said| format!("  ({})", self.survey.sources.line_of(said)));
        let value = value.replace('\n', "\n               ");
        let _ = writeln!(self.text, "  {label:<12} {value}{place}");
    }

    fn list(&mut self, label: &str, values: impl IntoIterator<Item = (String, Option<text::Place>)>) {
        for (at, (value, said)) in values.into_iter().enumerate() {
            self.fact(if at == 0 { label } else { "" }, &value, said);
        }
    }
}

fn describe(survey: &Survey<'_>, id: ItemId) -> String {
    let plan = survey.plan;
    let item = plan.item(id);
    let mut out = Description { survey, text: String::new() };
    let _ = writeln!(out.text, "{} {}  {}", item.kind.word(), item.name, item.title);
    out.fact("declared", "", Some(item.said));
    out.list("said by", item.per.iter().map(|origin| (plan.origin(*origin), None)));
    let claimed = item.state.map_or("nothing is claimed", |state| state.word());
    let verdict = survey.assessment.verdict(id).word();
    out.fact("state", &format!("{} (claimed: {claimed}; verdict: {verdict})", survey.assessment.standing(id).word()), item.state_said);
    if let Some((status, date)) = item.status {
        out.fact("status", &date.map_or_else(|| status.word().to_owned(), |date| format!("{} {date}", status.word())), None);
    }
    let counts = survey.assessment.rollup(id);
    if counts.expected > 1 || item.is_container() {
        let text = format!(
            "{} expected, {} done, {} partial, {} missing, {} unknown ({})",
            counts.expected_text(),
            counts.done,
            counts.partial,
            counts.missing,
            counts.unknown,
            counts.percent_text()
        );
        out.fact("counts", &text, None);
    }
    if let Some(tier) = item.tier {
        out.fact("tier", &format!("{}{}", plan.tier_word(tier), if item.tier_is_own { "" } else { " (from what holds it)" }), None);
    }
    if let Some(rank) = item.rank {
        out.fact("rank", &format!("{rank}{}", if item.rank_is_own { "" } else { " (from what holds it)" }), None);
    }
    if let Some(phase) = item.phase {
        out.fact("phase", &plan.phases[phase.index()].title, None);
    }
    if let Some(planned) = survey.timetable.items[id.index()] {
        let basis = format!("{:?}", planned.basis).to_lowercase();
        out.fact("planned", &format!("{} ({basis})", planned.period), item.window_said);
    }
    if let Some(due) = item.due {
        out.fact("due", &moment(survey, due), item.due_said);
    }
    for (label, duration) in [("effort", item.effort), ("length", item.length), ("duration", item.duration), ("left", item.left)] {
        if let Some(duration) = duration {
            out.fact(label, &duration.to_string(), None);
        }
    }
    if let Some(moment_) = item.not_before {
        out.fact("not before", &moment(survey, moment_), None);
    }
    if item.as_late {
        out.fact("as-late", "as late as possible", None);
    }
    for (label, date) in [("started", item.started), ("done on", item.done_on)] {
        if let Some(date) = date {
            out.fact(label, &date.to_string(), None);
        }
    }
    if let Some(progress) = item.progress {
        out.fact("progress", &progress.to_string(), None);
    }
    if !item.skills.is_empty() {
        out.fact("skills", &item.skills.join(", "), None);
    }
    out.list("tag", item.tags.iter().map(|tag| (plan.tags[tag.index()].title.to_string(), None)));
    if let Some(owner) = item.owner {
        out.fact("owner", &plan.parties[owner.index()].title, None);
    }
    out.list("by", item.by.iter().map(|party| (plan.parties[party.index()].title.to_string(), None)));
    links(&mut out, id, item);
    facts(&mut out, item);
    claims(&mut out, item);
    out.text
}

fn links(out: &mut Description<'_>, id: ItemId, item: &Item) {
    let survey = out.survey;
    let plan = survey.plan;
    let standing = |id: ItemId| format!("{} [{}]", plan.item(id).name, survey.assessment.standing(id).word());
    out.list("needs", item.needs.iter().map(|need| (standing(need.target), Some(need.place))));
    let waiting = plan.ids().flat_map(|(other, item)| item.needs.iter().map(move |need| (other, need)));
    let waiting: Vec<_> = waiting.filter(|(_, need)| need.target == id).map(|(other, need)| (standing(other), Some(need.place))).collect();
    out.list("needed by", waiting);
    match survey.layers.of[id.index()] {
        // Others see to these.
        Some(0) if !item.kind.is_work() => {}
        Some(0) => match Held::of(survey, id).filter(|_| item.kind.is_work()) {
            Some(held) => out.fact("ready", &format!("it needs nothing more, but can start only {}", held.words()), None),
            None => out.fact("ready", "it can start now", None),
        },
        Some(_) => {
            let before: Vec<String> = survey.open_needs(id).into_iter().map(|need| plan.item(need).name.to_string()).collect();
            out.fact("ready", &format!("not yet: waits for {}", before.join(", ")), None);
        }
        None => {}
    }
    if let Some(count) = survey.waiting(id).filter(|count| *count > 0) {
        let text = if count == 1 { "1 item waits for it".to_owned() } else { format!("{count} items wait for it, directly or not") };
        out.fact("blocks", &text, None);
    }
    out.list("holds", item.children.iter().map(|child| (standing(*child), Some(plan.item(*child).said))));
}

fn facts(out: &mut Description<'_>, item: &Item) {
    let plan = out.survey.plan;
    out.list("at", item.at.iter().map(|place| (place.path.to_string(), Some(place.said))));
    out.list("was", item.was.iter().map(|place| (place.path.to_string(), Some(place.said))));
    if let Some((glob, except)) = &item.each {
        let except = if except.is_empty() { String::new() } else { format!(" except {}", except.join(", ")) };
        out.fact("each", &format!("{glob}{except}"), None);
    }
    if let Some(with) = &item.replacement {
        out.fact("use", &replacement(plan, with), None);
    }
    if let Some(condition) = &item.condition {
        let mut tests: Vec<(String, Option<text::Place>)> = Vec::new();
        conditions(plan, condition, &mut tests);
        out.list("done when", tests);
    }
    for (label, notes) in [("goal", &item.goals), ("impact", &item.impacts), ("note", &item.notes), ("link", &item.links)] {
        out.list(label, notes.iter().map(|note| (note.text.to_string(), Some(note.said))));
    }
    if let Some(rollback) = &item.rollback {
        out.fact("rollback", &rollback.text, Some(rollback.said));
    }
    out.list(
        "step",
        item.steps.iter().map(|step| {
            let mark = if step.state == Some(crate::syntax::State::Done) { "[x]" } else { "[ ]" };
            (format!("{mark} {}", step.title), Some(step.said))
        }),
    );
    out.list(
        "option",
        item.options.iter().map(|option| {
            let chosen = option.chosen.map_or_else(String::new, |date| format!(" (chosen {date})"));
            (format!("{}{chosen}", option.title), Some(option.said))
        }),
    );
}

fn claims(out: &mut Description<'_>, item: &Item) {
    let plan = out.survey.plan;
    let lines = item.claims.iter().map(|claim| (format!("{}: {}", plan.origin(claim.origin), claim.text), Some(claim.said)));
    out.list("claimed", lines.collect::<Vec<_>>());
}

fn conditions(plan: &Plan, condition: &Condition, lines: &mut Vec<(String, Option<text::Place>)>) {
    match condition {
        Condition::All(parts) => parts.iter().for_each(|part| conditions(plan, part, lines)),
        Condition::Any(parts) => {
            let from = lines.len();
            parts.iter().for_each(|part| conditions(plan, part, lines));
            for (at, line) in lines[from..].iter_mut().enumerate() {
                line.0 = format!("{} {}", if at == 0 { "either" } else { "or" }, line.0);
            }
        }
        Condition::Test(test) => lines.push((test.text.to_string(), Some(test.said))),
        Condition::Attested(attestation) => {
            let until = attestation.until.map_or_else(String::new, |until| format!(" until {until}"));
            lines.push((format!("{} vouches{until}", plan.parties[attestation.by.index()].title), Some(attestation.said)));
        }
    }
}
