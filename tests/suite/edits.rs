//! Edits of plans made up at random: the change comes out, and nothing else does.

use super::support::generate::{Recipe, recipes, text};
use landfall::edit::{Change, Subject, apply, patches};
use landfall::model::lower::lower;
use landfall::model::{ItemId, Plan};
use landfall::syntax::{Ast, State, parse};
use landfall::text::{FileId, Source, Sources};
use landfall::time::Date;
use proptest::prelude::{Strategy, any};
use proptest::{prop_assert, prop_assert_eq, proptest};

const STATES: [State; 5] = [State::Missing, State::Partial, State::Done, State::Unsure, State::Deprecated];

/// Statements that recipes do not make, with readings to change.
const TARGETS: &str = "target cover \"Cover\" measure line-coverage under \"src/**\" {\n  reading 35% on 2025-07-01 per report:8 // the first\n  \
    reading   41%   on 2025-07-15 per measured   // kept\n  goal >= 60%\n}\ntarget size reading 5,441 on 2025-07-01 reading 5000 per measured goal <= 300\n";

/// Layout that means nothing: comments, blank lines, odd spaces, other line ends, a mark before it all.
fn roughened(plain: &str, bits: u64) -> String {
    let mut out = String::new();
    for (at, line) in plain.lines().enumerate() {
        let bit = |shift: usize| bits >> ((at * 3 + shift) % 61) & 1 == 1;
        let prose = plain.contains("\"\"\"") || line.ends_with(',') || line.trim_start() == "}";
        if bit(0) && !prose {
            out.push('\t');
        }
        out.push_str(line);
        if bit(1) && !line.ends_with(',') && !line.contains("\"\"\"") {
            out.push_str("   // a comment { \"with\" marks");
        }
        out.push('\n');
        if bit(2) && !line.ends_with(',') {
            out.push_str("\n// alone\n");
        }
    }
    if bits & 1 == 1 {
        out = out.replace('\n', "\r\n");
    }
    if bits & 2 == 2 {
        out.insert(0, '\u{feff}');
    }
    out
}

struct Read {
    sources: Sources,
    plan: Plan,
}

/// Lowers a text, and edits it when there is something to change.
fn edited(written: &str, wanted: impl Fn(&Plan) -> Vec<Change>) -> (Read, String) {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("p.plan", written));
    let parsed = parse(sources.get(file), file);
    assert!(parsed.diagnostics.is_empty(), "{:?}\n{written}", parsed.diagnostics);
    let lowered = lower(&sources, &[&parsed.ast], false);
    let asts: Vec<&Ast<'_>> = vec![&parsed.ast];
    let (patches, refused) = patches(&sources, &asts, &lowered.plan, &wanted(&lowered.plan));
    assert!(refused.is_empty(), "{refused:?}");
    let after = apply(&sources, &patches).expect("the patches fit").pop().map_or_else(|| written.to_owned(), |edited| edited.after);
    drop(parsed);
    (Read { plan: lowered.plan, sources }, after)
}

/// The plan as text without places.
fn shape(plan: &Plan) -> String {
    let debug = format!("{plan:#?}");
    let place = regex::Regex::new(r"Place \{\s*file: FileId\(\s*\d+,\s*\),\s*span: Span \{\s*start: \d+,\s*end: \d+,\s*\},\s*\}")
        .expect("a pattern");
    place.replace_all(&debug, "@").into_owned()
}

/// What can bear a state of its own.
fn subjects(plan: &Plan) -> Vec<Subject> {
    let mut all = Vec::new();
    for (id, item) in plan.ids().skip(1) {
        // What was dropped stands behind no `chain … -> *`, so taking it up again changes more than a state.
        if item.kind.is_work() && !item.is_container() && !item.is_dropped() {
            all.push(Subject::Item(id));
        }
        all.extend((0..item.steps.len()).map(|step| Subject::Step(id, step)));
    }
    all
}

fn picked(plan: &Plan, picks: &[(u8, u8)]) -> Vec<(Subject, Option<State>)> {
    let all = subjects(plan);
    let mut chosen: Vec<(Subject, Option<State>)> = Vec::new();
    for (who, what) in picks.iter().filter(|_| !all.is_empty()) {
        let subject = all[usize::from(*who) % all.len()];
        if chosen.iter().all(|(known, _)| *known != subject) {
            chosen.push((subject, STATES.get(usize::from(*what) % (STATES.len() + 1)).copied()));
        }
    }
    chosen
}

/// The same change made in the plan itself.
fn set(plan: &mut Plan, subject: Subject, state: Option<State>) {
    match subject {
        Subject::Item(id) => {
            let item = &mut plan.items[id.index()];
            item.state_said = None;
            // Writing gives both sides a place for rare facts, whether they need it or not.
            let done_on = item.done_on.filter(|_| item.state == state);
            item.done_on = done_on;
            item.state = state;
        }
        Subject::Step(id, step) => {
            let step = &mut plan.items[id.index()].steps[step];
            if step.state != state {
                step.state = state;
                step.done_on = None;
            }
        }
    }
}

fn plans() -> impl Strategy<Value = (Recipe, u64, Vec<(u8, u8)>)> {
    (recipes(14), any::<u64>(), proptest::collection::vec((any::<u8>(), any::<u8>()), 1..6))
}

proptest! {
    #![proptest_config(super::cases(150))]

    #[test]
    fn an_edit_changes_what_it_should_and_nothing_else((recipe, bits, picks) in plans()) {
        let written = roughened(&(text(&recipe.statements(), None) + TARGETS), bits);
        let day = Date::parse("2025-08-02").expect("a day");
        let wanted = |plan: &Plan| {
            let states = picked(plan, &picks).into_iter().map(|(subject, state)| Change::State(subject, state));
            let readings = [
                Change::Reading { target: 0, reading: 1, value: "43.5%".to_owned(), on: day },
                Change::Reading { target: 1, reading: 1, value: "4,800".to_owned(), on: day },
            ];
            states.chain(readings).collect()
        };
        let (before, after) = edited(&written, wanted);
        // What is not changed is the same, byte for byte: every line without a changed thing, and the number of lines.
        let alone = picked(&before.plan, &picks).iter().any(|(_, state)| state.is_none());
        if !alone {
            prop_assert_eq!(written.matches('\n').count(), after.matches('\n').count());
        }
        prop_assert_eq!(written.contains('\r'), after.contains('\r'));
        prop_assert_eq!(written.starts_with('\u{feff}'), after.starts_with('\u{feff}'));
        prop_assert_eq!(written.matches("//").count(), after.matches("//").count(), "a comment was lost");
        let changed = similar::TextDiff::from_lines(&written, &after).iter_all_changes().filter(|change| change.tag() == similar::ChangeTag::Delete).count();
        prop_assert!(changed <= picks.len() + 2, "{} lines for {} changes", changed, picks.len() + 2);
        // The edited text means the plan with just those changes.
        let (edited_plan, again) = edited(&after, wanted);
        prop_assert_eq!(&again, &after, "applied twice");
        let (mut expected, mut found) = (before.plan.clone(), edited_plan.plan);
        for (subject, state) in picked(&before.plan, &picks) {
            set(&mut expected, subject, state);
            set(&mut found, subject, state);
        }
        let (left, right) = (&mut expected.targets, &mut found.targets);
        prop_assert_eq!(format!("{:?}", right[0].readings[1].value), "Amount(Amount { digits: 435, decimals: 1, percent: true, about: false, or_more: false })");
        prop_assert_eq!(right[1].readings[1].on, Some(day));
        for (left, right) in left.iter_mut().zip(right.iter_mut()) {
            left.readings[1] = right.readings[1].clone();
        }
        let (expected, found) = (shape(&expected), shape(&found));
        let differs = similar::TextDiff::from_lines(&expected, &found).unified_diff().to_string();
        prop_assert!(expected == found, "{}", differs);
        prop_assert_eq!(before.sources.get(FileId(0)).bom, edited_plan.sources.get(FileId(0)).bom);
    }
}

/// Pieces of checklists, so that soups of them are often nearly right.
const PIECES: &[&str] = &[
    "- [ ] ",
    "- [x] ",
    "* [X] ",
    "1. [ ] ",
    "  ",
    "    ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "<!-- a -->",
    "<!-- a.b#c done -->",
    "<!--",
    "-->",
    "]",
    "é",
    "> ",
    "```\n",
    "&#45;",
    "**T** · x",
    "\t",
    "\0",
    "<div>\n",
];

proptest! {
    #![proptest_config(super::cases(400))]

    #[test]
    fn any_text_is_read_as_a_checklist_or_refused(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        let text = pieces.concat();
        if let Ok(list) = landfall::upkeep::read(&text) {
            let unified = text.replace("\r\n", "\n").replace('\r', "\n");
            let lines: Vec<&str> = unified.split('\n').collect();
            for line in &list.lines {
                let there = lines[line.line as usize - 1];
                prop_assert!(there.contains(&line.text), "{:?} is not in {:?}", line.text, there);
                prop_assert!(line.column as usize <= there.chars().count() + 1);
            }
        }
    }
}

const PLAN: &str = "plan p \"P\" language 1 start 2025-07-18 as-of 2025-07-20\r\nsource report \"R\"\r\n";

fn changed(written: &str, wanted: impl Fn(&Plan) -> Vec<Change>) -> String {
    let written = format!("{PLAN}{written}");
    let (_, after) = edited(&written, wanted);
    let (_, again) = edited(&after, |_| Vec::new());
    assert_eq!(again, after);
    after.strip_prefix(PLAN).expect("what stands before it is kept").to_owned()
}

#[test]
fn claims_are_added_where_they_read_best() {
    let add = |id: u32| move |_: &Plan| vec![Change::AddClaim(ItemId(id), "done".into(), "report:3".into())];
    assert_eq!(changed("task a \"A\" missing // why\r\n", add(1)), "task a \"A\" claim done per report:3 missing // why\r\n");
    assert_eq!(
        changed("task a \"A\" {\r\n\tmissing // why\r\n}\r\n", add(1)),
        "task a \"A\" {\r\n\tclaim done per report:3\r\n\tmissing // why\r\n}\r\n"
    );
    assert_eq!(
        changed("task a done when {\r\n  file \"x\"\r\n}\r\n", add(1)),
        "task a claim done per report:3 done when {\r\n  file \"x\"\r\n}\r\n"
    );
}

#[test]
fn measured_claims_change_their_word_alone() {
    let claim = |_: &Plan| vec![Change::ClaimState(Subject::Item(ItemId(1)), 0, State::Done)];
    assert_eq!(changed("task a claim  missing   per measured\r\n", claim), "task a claim  done   per measured\r\n");
}

#[test]
fn what_moved_keeps_its_old_path() {
    let moved = |at, to: &str| {
        let to = to.to_owned();
        move |_: &Plan| vec![Change::Moved { item: ItemId(2), at, to: to.clone() }]
    };
    let area = |line: &str| format!("area a folder \"src/\" {{\r\n  component x {line}\r\n}}\r\n");
    assert_eq!(changed(&area("done at \"x.py\" // here"), moved(0, "src/y/x.py")), area("done at \"y/x.py\" was \"x.py\" // here"));
    assert_eq!(changed(&area("at \"x.py\", \"z.py\""), moved(0, "lib/x.py")), area("at \"/lib/x.py\", \"z.py\" was \"x.py\""));
    assert_eq!(changed(&area("at \"x.py\" was \"x.py\""), moved(0, "lib/\"x\".py")), area("at \"/lib/\\\"x\\\".py\" was \"x.py\""));
}

#[test]
fn a_state_in_an_extend_is_changed_there() {
    let done = |_: &Plan| vec![Change::State(Subject::Item(ItemId(1)), Some(State::Done))];
    assert_eq!(changed("task a\r\nextend a  partial rank 1\r\n", done), "task a\r\nextend a  done rank 1\r\n");
    let none = |_: &Plan| vec![Change::State(Subject::Item(ItemId(1)), None)];
    assert_eq!(changed("task a {\r\n  partial\r\n  rank 1\r\n}\r\n", none), "task a {\r\n  rank 1\r\n}\r\n");
    assert_eq!(changed("task a {\r\n  partial // so far\r\n}\r\n", none), "task a {\r\n  // so far\r\n}\r\n");
    assert_eq!(changed("task a missing rank 1\r\n", none), "task a rank 1\r\n");
}

#[test]
fn readings_are_added_in_the_layout_of_the_one_before() {
    let day = Date::parse("2025-07-20").expect("a day");
    let add = move |_: &Plan| vec![Change::AddReading { target: 0, behind: 0, value: "9".into(), on: day }];
    assert_eq!(
        changed("target t {\r\n    reading 12 per measured // first\r\n}\r\n", add),
        "target t {\r\n    reading 12 per measured // first\r\n    reading 9 on 2025-07-20 per measured\r\n}\r\n"
    );
    assert_eq!(
        changed("target t reading 12 per measured goal <= 3\r\n", add),
        "target t reading 12 per measured reading 9 on 2025-07-20 per measured goal <= 3\r\n"
    );
}

#[test]
fn what_cannot_be_said_there_is_refused() {
    let mut sources = Sources::default();
    let file = sources.add(Source::new(
        "p.plan",
        format!("{PLAN}component w {{\n  component x\n}}\ncomponent y done 3 count 9\nalias \"lib/\" = \"x/\"\ncomponent z at \"z\"\n"),
    ));
    let parsed = parse(sources.get(file), file);
    let plan = lower(&sources, &[&parsed.ast], false).plan;
    let refused = |change: Change| patches(&sources, &[&parsed.ast], &plan, &[change]).1.pop().expect("it is refused").reason;
    let named = |name: &str| plan.ids().find(|(_, item)| &*item.name == name).expect("it is there").0;
    let done = |name: &str| Change::State(Subject::Item(named(name)), Some(State::Done));
    assert_eq!(refused(done("w")), "its parts say how far it is");
    assert_eq!(refused(done("y")), "it counts its states");
    assert!(refused(Change::Moved { item: named("z"), at: 0, to: "lib/z".into() }).contains("alias"));
    assert!(refused(Change::Moved { item: named("z"), at: 0, to: "a\nb".into() }).contains("cannot be written"));
    assert!(refused(Change::State(Subject::Step(named("z"), 4), None)).contains("no such step"));
    assert!(refused(Change::State(Subject::Item(ItemId(99)), None)).contains("no such item"));
}
