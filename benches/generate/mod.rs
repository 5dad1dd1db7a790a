//! Plans of any size: areas of a hundred components, each with two needs on earlier ones.

use std::fmt::Write;

/// How many components an area holds.
const AREA: usize = 100;

/// The files of a plan of `count` components: one, or a root and one file for each ten areas.
pub fn plan(count: usize, many_files: bool) -> Vec<(String, String)> {
    let mut root = String::with_capacity(count * 120);
    root.push_str("plan generated \"Generated\" language 1 start 2025-07-18 as-of 2025-08-01\n");
    root.push_str("source report \"Report\" dated 2025-07-01\nteam web \"Web team\" people 2\nteam data \"Data team\" people 3\n");
    root.push_str("phase one \"One\" weeks 1..2\nphase two \"Two\" weeks 3..4 after one\n");
    let mut files = Vec::new();
    let mut random = Random(42);
    let mut text = String::new();
    for area in 0..count.div_ceil(AREA) {
        let phase = if area % 2 == 0 { "one" } else { "two" };
        let _ = writeln!(text, "area area{area} \"Area {area}\" folder \"src/area{area}/\" in {phase} {{");
        for item in area * AREA..((area + 1) * AREA).min(count) {
            component(&mut text, item, &mut random);
        }
        text.push_str("}\n");
        if many_files && (area + 1) % 10 == 0 {
            files.push((format!("parts/part{area}.plan"), std::mem::take(&mut text)));
        }
    }
    if many_files {
        if !text.is_empty() {
            files.push(("parts/rest.plan".to_owned(), text));
        }
        root.push_str("include \"parts/*.plan\"\n");
    } else {
        root.push_str(&text);
    }
    files.insert(0, ("generated.plan".to_owned(), root));
    files
}

fn component(text: &mut String, item: usize, random: &mut Random) {
    let tier = ["critical", "high", "medium", "low"][random.below(4)];
    let state = ["missing", "missing", "partial", "done"][random.below(4)];
    let team = ["web", "data"][random.below(2)];
    let _ = write!(text, "  component item{item} \"Component number {item}\" {state} !{tier} effort {}d by {team}", 1 + random.below(5));
    if item > 1 {
        let first = random.below(item);
        let second = random.below(item);
        let _ = write!(text, " needs area{}.item{first}", first / AREA);
        if first != second {
            let _ = write!(text, ", area{}.item{second}", second / AREA);
        }
    }
    if item.is_multiple_of(5) {
        let _ = writeln!(
            text,
            " {{\n    at \"item{item}.py\"\n    note \"What is to be done about {item}\"\n    claim missing per report:{}\n  }}",
            item + 1
        );
    } else {
        let _ = writeln!(text, " at \"item{item}.py\"");
    }
}

/// A generator of numbers that are the same everywhere (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}
