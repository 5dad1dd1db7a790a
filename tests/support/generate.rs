//! Plans made up at random: sound ones from recipes, and soups of tokens.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use std::fmt::Write;

/// A statement and the lines of its block.
#[derive(Debug, Clone)]
pub struct Statement {
    pub line: String,
    pub body: Vec<Statement>,
}

/// What one item is made of.
#[derive(Debug, Clone)]
pub struct Ingredients {
    area: u8,
    bits: u64,
    needs: Vec<u8>,
}

/// What a plan is made of.
#[derive(Debug, Clone)]
pub struct Recipe {
    items: Vec<Ingredients>,
    areas: u8,
    chains: Vec<(u8, u8, u8)>,
    star: Option<u8>,
}

/// Recipes for plans of up to `most` items.
pub fn recipes(most: usize) -> impl Strategy<Value = Recipe> {
    let item = (any::<u8>(), any::<u64>(), vec(any::<u8>(), 0..4)).prop_map(|(area, bits, needs)| Ingredients { area, bits, needs });
    let chains = vec((any::<u8>(), any::<u8>(), any::<u8>()), 0..3);
    (vec(item, 1..most), 0u8..5, chains, proptest::option::of(any::<u8>())).prop_map(|(items, areas, chains, star)| Recipe {
        items,
        areas,
        chains,
        star,
    })
}

impl Recipe {
    /// The statements of a sound plan: needs and chains lead from earlier items to later ones, so there is no circle.
    pub fn statements(&self) -> Vec<Statement> {
        let mut top: Vec<Statement> = [
            "plan made \"Made up\" language 1 start 2025-07-18 as-of 2025-08-01",
            "source report \"Report\" dated 2025-07-01",
            "team web \"Web\" people 2",
            "person ann \"Ann\"",
            "tag cutover \"Cutover\"",
            "phase one \"One\" weeks 1..2",
            "phase two \"Two\" weeks 3..4 after one",
            "days mon..fri 8h",
            "holiday 2025-09-01 \"Holiday\"",
            "note \"Of the plan\"",
        ]
        .into_iter()
        .map(leaf)
        .collect();
        let first_area = top.len();
        for area in 0..self.areas {
            let tier = ["", " !high", " in one", " owner web"][area as usize % 4];
            top.push(leaf(&format!("area area{area} \"Area {area}\"{tier} folder \"src/{area}/\"")));
        }
        for (index, item) in self.items.iter().enumerate() {
            let statement = self.item(index, item);
            match self.area_of(index) {
                Some(area) => top[first_area + area].body.push(statement),
                None => top.push(statement),
            }
        }
        let count = self.items.len();
        for (a, b, c) in &self.chains {
            let mut stages: Vec<usize> = [a, b, c].into_iter().map(|pick| *pick as usize % count).collect();
            stages.sort_unstable();
            stages.dedup();
            let names: Vec<String> = stages.iter().map(|index| self.name(*index)).collect();
            match names.as_slice() {
                [a, b] => top.push(leaf(&format!("chain {a} -> {b}"))),
                [a, b, c] if stages[0].is_multiple_of(2) => top.push(leaf(&format!("chain {a} -> {b}, {c}"))),
                [a, b, c] => top.push(leaf(&format!("chain {a} -> {b} -> {c}"))),
                _ => {}
            }
        }
        if let Some(star) = self.star {
            top.push(leaf(&format!("chain {} -> *", self.name(star as usize % count))));
        }
        top
    }

    fn area_of(&self, index: usize) -> Option<usize> {
        let areas = self.areas as usize;
        (areas > 0).then(|| self.items[index].area as usize % (areas + 1)).filter(|area| *area < areas)
    }

    fn name(&self, index: usize) -> String {
        match self.area_of(index) {
            Some(area) if index.is_multiple_of(2) => format!("area{area}.item{index}"),
            _ => format!("item{index}"),
        }
    }

    fn item(&self, index: usize, item: &Ingredients) -> Statement {
        let bit = |at: u32| item.bits >> at & 1 == 1;
        let kind = ["component", "component", "task", "milestone"][(item.bits >> 60) as usize % 4];
        let mut line = format!("{kind} item{index}");
        if bit(0) {
            let _ = write!(line, " \"Item \\\"{index}\\\" // {{ \\\\ }} ü\"");
        }
        let mut facts: Vec<String> = Vec::new();
        let mut say = |wanted: bool, fact: &str| {
            if wanted {
                facts.push(fact.to_owned());
            }
        };
        say(bit(1), ["!critical", "!high", "!medium", "!low"][(item.bits >> 58) as usize % 4]);
        say(
            bit(2) && kind != "milestone",
            ["missing", "done", "partial", "done 2025-07-20", "dropped", "unsure"][(item.bits >> 50) as usize % 6],
        );
        say(bit(3) && kind != "milestone", "effort 2d");
        say(bit(4), "in two");
        say(bit(5), "owner ann");
        say(bit(6), "by web, ann");
        say(bit(7), "due 2025-12-01");
        say(bit(8), "tag cutover");
        say(bit(9), "rank 3");
        say(bit(10) && kind != "milestone", "at \"x.py\", \"y.py\"");
        say(bit(11), "claim missing 12 per report:7");
        say(bit(12), "note \"A note\"");
        say(bit(13), "impact \"\"\"An \"impact\"\"\"\"".trim_end_matches('"'));
        say(bit(14), "per report:3..4");
        say(bit(15), "done when file \"a.py\"");
        let mut needs: Vec<usize> = item.needs.iter().filter(|_| index > 0).map(|need| *need as usize % index.max(1)).collect();
        needs.sort_unstable();
        needs.dedup();
        if !needs.is_empty() {
            let names: Vec<String> = needs.iter().map(|need| self.name(*need)).collect();
            facts.push(format!("needs {}", names.join(if bit(16) { ", " } else { ",\n      " })));
        }
        facts.retain(|fact| fact.matches("\"\"\"").count() % 2 == 0);
        let mut body = Vec::new();
        for (at, fact) in facts.iter().enumerate() {
            if bit(20 + at as u32) {
                let _ = write!(line, " {fact}");
            } else {
                body.push(leaf(fact));
            }
        }
        if bit(17) {
            body.push(leaf("step first \"First\" done 2025-07-19"));
            body.push(leaf("step second \"Second\" at \"z.py\""));
        }
        Statement { line, body }
    }
}

fn leaf(line: &str) -> Statement {
    Statement { line: line.to_owned(), body: Vec::new() }
}

/// The text of statements; with a seed, the statements of every block are shuffled.
pub fn text(statements: &[Statement], mut seed: Option<u64>) -> String {
    let mut out = String::new();
    write(&mut out, statements, 0, &mut seed);
    out
}

fn write(out: &mut String, statements: &[Statement], depth: usize, seed: &mut Option<u64>) {
    let mut order: Vec<usize> = (0..statements.len()).collect();
    if let Some(seed) = seed {
        for last in (1..order.len()).rev() {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(last, (*seed >> 33) as usize % (last + 1));
        }
    }
    for at in order {
        let statement = &statements[at];
        let indent = "  ".repeat(depth);
        if statement.body.is_empty() {
            let _ = writeln!(out, "{indent}{}", statement.line);
        } else {
            let _ = writeln!(out, "{indent}{} {{", statement.line);
            write(out, &statement.body, depth + 1, seed);
            let _ = writeln!(out, "{indent}}}");
        }
    }
}

/// Pieces of the language, so that soups of them are often nearly right.
const TOKENS: &[&str] = &[
    "component",
    "a",
    "b",
    "a.b",
    "\"t\"",
    "needs",
    ",",
    ",",
    "done",
    "when",
    "file",
    "any",
    "all",
    "no",
    "->",
    "*",
    "chain",
    "2025-07-18",
    "..",
    "12",
    "3",
    "!high",
    ":",
    "per",
    "claim",
    "missing",
    "#1",
    "\"\"\"p { \"\"\"",
    "effort",
    "2d",
    "in",
    "week",
    "weeks",
    "on",
    "day",
    "due",
    "not",
    "before",
    "until",
    "issue",
    "works",
    "mock works",
    "goal",
    ">=",
    "50%",
    "~2+",
    "reading",
    "1/2",
    "use",
    "names",
    "under",
    "except",
    "measure",
    "completion",
    "of",
    "days",
    "mon",
    "8h",
    "holiday",
    "attested",
    "by",
    "area",
    "plan",
    "at",
    "count",
    "SS",
    "lag",
    "open",
    "while",
    "alias",
    "=",
    "scale",
    "order",
    ">",
    "x y",
    "deny",
    "waive",
    "evidence",
    "coverage",
    "tests",
    "text",
    "symbol",
    "each",
    "target",
    "levels",
    "per r:1..2",
    "missing 3",
    "component c",
    "needs a, b",
    "done when",
    "note \"n\"",
    "area x \"X\"",
    "\r",
    "\t",
];

/// One of the language's tokens, a line end, a comment or a brace.
fn token() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => proptest::sample::select(TOKENS).prop_map(str::to_owned),
        5 => Just("\n".to_owned()),
        1 => Just("// c }\n".to_owned()),
        2 => Just("{".to_owned()),
        2 => Just("{\n".to_owned()),
        2 => Just("}".to_owned()),
        1 => Just("}\n".to_owned()),
    ]
}

/// Soups of tokens, braces and all.
pub fn soups() -> impl Strategy<Value = String> {
    (vec(token(), 0..40), any::<bool>()).prop_map(|(tokens, spaced)| tokens.join(if spaced { " " } else { "" }))
}

/// Lines, each of a few words that belong together, in blocks that are closed.
pub fn balanced_soups() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        3 => vec(proptest::sample::select(TOKENS).prop_map(str::to_owned), 1..5).prop_map(|tokens| tokens.join(" ")),
        6 => proptest::sample::select(LINES).prop_map(str::to_owned),
    ];
    let end = prop_oneof![
        8 => Just("\n"), 2 => Just(" // c\n"), 3 => Just(" {\n"), 1 => Just("{"), 2 => Just("}\n"), 1 => Just(" } "), 1 => Just("\r\n"), 1 => Just("\n\n"), 1 => Just(""),
    ];
    vec((line, end), 0..12).prop_map(|lines| {
        let mut out = String::new();
        let mut depth = 0usize;
        for (line, end) in lines {
            out.push_str(&line);
            for c in line.replace("{ \"\"\"", "").chars() {
                depth += usize::from(c == '{');
            }
            match end.trim() {
                "{" => depth += 1,
                "}" if depth == 0 => {
                    out.push('\n');
                    continue;
                }
                "}" => depth -= 1,
                _ => {}
            }
            out.push_str(end);
        }
        for _ in 0..depth {
            out.push_str("\n}");
        }
        out
    })
}

/// Lines that are sound, or nearly.
const LINES: &[&str] = &[
    "component a \"A\" missing",
    "component b needs a, a.b SS lag 2d elapsed",
    "done when",
    "done when any",
    "file \"x\"",
    "any",
    "all",
    "no text \"x\" under \"y\" == 3",
    "chain a -> b, * -> #1",
    "claim missing 12 !high per r:1..2",
    "claim done when file \"x\" per r:1",
    "claim \"t\" per r",
    "issue #1 \"I\" active 2025-07-18 blocks a",
    "works \"m\" names A, \"B\" use \"n\" names C",
    "mock broken \"m\"",
    "alias \"a\" = \"b\"",
    "evidence tests \"a\", \"b\" coverage \"c\"",
    "waive unprovable on a by b until 2025-07-18 because \"w\"",
    "deny cycle on a, b",
    "include \"x\"",
    "days mon..wed, fri 8h",
    "days 1..3",
    "holiday 2025-07-18..2025-07-20 \"H\"",
    "target t measure lines \"x\" reading 1/2 on 2025-07-18 per r:3 goal >= 50% due a",
    "goal good due week 3",
    "measure completion of a !high",
    "tag t \"T\"",
    "tag t",
    "attested by a on 2025-07-18 until 2025-07-19 \"s\"",
    "open while import \"x\"",
    "note \"\"\"a\nb\"\"\"",
    "needs a,\n  b",
    "needs a, // c\n b",
    "in week 3",
    "in weeks 1..2",
    "in a, b",
    "not before day 3",
    "use a",
    "each \"x\" except \"y\"",
    "scale s order a > b > c",
    "set a !high effort 2d",
    "extend a.b done 2025-07-18",
    "count >= 3",
    "progress 40%",
    "half-days 2025-07-18, 2025-07-19",
    "tests >= 80%",
    "command \"x\" == \"y\"",
    "health good \"t\"",
    "needs a ,b",
    "component",
    "needs",
    "component a { note \"x\"",
    "at \"x\" ,",
];
