//! Plans at random that use everything that has to do with time: efforts, lengths, durations, links of all kinds, teams, people, calendars,
//! phases, freezes, imposed dates and what has happened.

use super::generate::Statement;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

/// Choices for one item, more of them, and picks for its needs.
type Ingredients = (u64, u64, Vec<(u8, u8)>);

/// What such a plan is made of.
#[derive(Debug, Clone)]
pub struct Timed {
    items: Vec<Ingredients>,
    calendar: u8,
}

/// Which parts of the language a plan uses.
#[derive(Debug, Clone, Copy)]
pub struct Uses {
    /// Due dates, weeks, fixed dates, actuals, `as-late`.
    pub imposed: bool,
    /// Links other than finish-to-start.
    pub links: bool,
}

/// Recipes for plans of up to `most` items.
pub fn timed(most: usize) -> impl Strategy<Value = Timed> {
    let item = (any::<u64>(), any::<u64>(), vec((any::<u8>(), any::<u8>()), 0..3));
    (vec(item, 1..most), any::<u8>()).prop_map(|(items, calendar)| Timed { items, calendar })
}

/// Reads choices off a number, a few bits at a time.
struct Choices(u64);

impl Choices {
    fn of(&mut self, count: u64) -> u64 {
        let choice = self.0 % count;
        self.0 /= count;
        choice
    }

    /// One of several; `None` for the empty text.
    fn one(&mut self, of: &[&str]) -> Option<String> {
        let chosen = of[self.of(of.len() as u64) as usize];
        (!chosen.is_empty()).then(|| chosen.to_owned())
    }
}

impl Timed {
    /// The statements of the plan. `drop` leaves out that need, counted over the whole plan; `shrink` makes that item a quarter as long.
    pub fn statements(&self, uses: Uses, drop: Option<usize>, shrink: Option<usize>) -> Vec<Statement> {
        let mut top: Vec<Statement> = vec![leaf("plan made \"Made up\" language 1 start 2025-09-01 as-of 2025-09-10")];
        top.extend(
            [["days mon..fri 8h", "days mon, tue, thu, sat 6h", "days mon..sun 4h", "days mon..fri 8h"][self.calendar as usize % 4]]
                .map(leaf),
        );
        let own = [
            "holiday 2025-09-15..2025-09-16 \"Off\"",
            "tag cutover \"Cutover\"",
            "freeze closing \"Closing\" dates 2025-09-18..2025-09-23 tag cutover",
            "team web \"Web\" people 2",
            "team ghosts \"Ghosts\"",
            "person cat \"Cat\" away 2025-09-12..2025-09-19 half-days 2025-09-11",
            "person dan \"Dan\" from 2025-09-08",
            "phase one \"One\" weeks 1..2",
            "phase two \"Two\" after one",
            "phase three \"Three\" weeks 3..5",
        ];
        top.extend(own.map(leaf));
        if self.calendar & 64 > 0 {
            top.push(leaf("freeze all \"All\" dates 2025-09-25..2025-09-26"));
        }
        let members = ["person ann \"Ann\"", "person ben \"Ben\" days tue..fri 6h", "person eve \"Eve\" away 2025-09-22..2025-10-01"];
        top.push(Statement { line: "team crew \"Crew\" people 4 half-days 2025-09-12".to_owned(), body: members.map(leaf).to_vec() });
        let mut needs = 0;
        let mut areas: [Vec<Statement>; 2] = [Vec::new(), Vec::new()];
        for (at, (bits, more, picks)) in self.items.iter().enumerate() {
            let statement = item(at, Choices(*bits), Choices(*more), picks, uses, (&mut needs, drop), shrink == Some(at));
            match area_of(*bits) {
                Some(area) => areas[area].push(statement),
                None => top.push(statement),
            }
        }
        let [first, second] = areas;
        if !first.is_empty() {
            top.push(leaf("milestone whole \"Whole\" needs first lag 4h"));
        }
        let due = if uses.imposed { " due 2025-10-10" } else { "" };
        top.push(Statement { line: "area first \"First\"".to_owned(), body: first });
        top.push(Statement { line: format!("area second \"Second\" not before 2025-09-12{due}"), body: second });
        top
    }
}

fn area_of(bits: u64) -> Option<usize> {
    [None, Some(0), Some(1), None][(bits >> 62) as usize]
}

fn item(
    at: usize,
    mut choices: Choices,
    mut more: Choices,
    picks: &[(u8, u8)],
    uses: Uses,
    needs: (&mut usize, Option<usize>),
    shrink: bool,
) -> Statement {
    let milestone = choices.of(8) == 0;
    let mut facts: Vec<String> = Vec::new();
    let span = ["effort", "effort", "effort", "length", "duration", ""][choices.of(6) as usize];
    let amount = [4, 8, 12, 24, 40, 72][choices.of(6) as usize];
    if !milestone && !span.is_empty() {
        let amount = if shrink { amount / 4 } else { amount };
        facts.push(format!("{span} {amount}h"));
        let by = [
            "",
            "by web",
            "by web people 2",
            "by crew",
            "by ann",
            "by ben",
            "by cat, dan",
            "by ghosts",
            "by eve",
            "by web, cat",
            "by crew people 3",
        ];
        facts.extend(choices.one(&by));
    }
    let lags = [
        "",
        "",
        "lag 4h",
        "lag 3d",
        "lag 2d elapsed",
        "lag 5d elapsed",
        "lag 12h elapsed",
        "lag 40h elapsed",
        "lead 6h",
        "lead 1d elapsed",
        "lead 20h elapsed",
    ];
    let mut known: Vec<usize> = Vec::new();
    for (on, how) in picks.iter().filter(|_| at > 0) {
        // Of two needs of the same thing only the first said would count.
        let target = *on as usize % at;
        if known.contains(&target) {
            continue;
        }
        known.push(target);
        *needs.0 += 1;
        if needs.1 == Some(*needs.0 - 1) {
            continue;
        }
        let kind = if uses.links { ["", "", "SS", "FF", "SF", ""][*how as usize % 6] } else { "" };
        let lag = lags[*how as usize / 6 % lags.len()];
        let kind = if kind.is_empty() && !lag.is_empty() { "FS" } else { kind };
        facts.push(format!("needs item{target} {kind} {lag}").trim_end().to_owned());
    }
    facts.extend(more.one(&["", "", "", "tag cutover"]));
    facts.extend(more.one(&["", "", "", "", "in one", "in two", "in three"]));
    facts.extend(more.one(&["", "", "", "", "", "", "not before 2025-09-17", "not before day 20", "not before three"]));
    facts.extend(more.one(&["", "", "!critical", "!low", "rank 2"]));
    if uses.imposed {
        let dates = [
            "",
            "",
            "",
            "",
            "",
            "on day 12..16",
            "on 2025-09-20",
            "in week 3",
            "in weeks 3..4",
            "due 2025-09-19",
            "due three",
            "as-late",
            "as-late due 2025-10-03",
        ];
        facts.extend(more.one(&dates));
        if !milestone {
            facts.extend(more.one(&[
                "",
                "",
                "",
                "",
                "",
                "done",
                "done 2025-09-04",
                "started 2025-09-03",
                "progress 40%",
                "left 6h",
                "dropped",
                "partial",
            ]));
        }
    }
    Statement {
        line: format!("{} item{at}", if milestone { "milestone" } else { "task" }),
        body: facts.iter().map(|fact| leaf(fact)).collect(),
    }
}

fn leaf(line: &str) -> Statement {
    Statement { line: line.to_owned(), body: Vec::new() }
}
