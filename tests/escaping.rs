//! Whatever an author writes is shown as it is: it breaks no table, no chart, no page and no link.

#![allow(clippy::disallowed_methods, reason = "the test runs the program and reads its files")]

use std::collections::BTreeMap;
use std::process::Command;

const HOSTILE: [&str; 12] = [
    "a | b || c",
    "`code` and ``more`` and a lone `",
    "[link](javascript:alert(1)) ![image](x) [ ] [x]",
    "<script>alert(1)</script> </td></table> <!-- --> &amp; &#60;",
    "emoji 🧨👩‍👩‍👧 and 🏳️‍🌈",
    "漢字かな交じり文、全角｜バー",
    "עברית وعربية \u{202e}turned",
    "# heading * bold * _it_ ~~gone~~ $x$ --- +++ 1. 2) > quote",
    "quotes \\\" and back\\\\slash ; : , # % {curly} (round)",
    "https://example.org/?a=b&c=d and www.example.org and me@example.org",
    "end click href \\\"x\\\" subgraph graph TD; A-->B",
    "= + @ - cells that start a formula",
];

fn plan() -> String {
    let mut plan = String::from(
        "plan hostile \"Hostile | `plan` <b>\" language 1 start 2025-07-14 as-of 2025-07-14\n\
         source report \"Report | [x](y) <i>\" dated 2025-07-01 link \"javascript:alert(1)\"\n\
         team web \"Team | `web` <b>\" people 2\n\
         phase one \"Phase | `one` <b>\" weeks 1..2 goal \"Goal | `x` <b>\"\n\
         registry py \"Registry | `r` <b>\" for python {\n  works \"a|b`c<d>\" names \"X|Y`Z\" note \"note | `x` <b>\"\n  broken \"q|`\" use \"u|`<b>\"\n}\n",
    );
    for (at, title) in HOSTILE.iter().enumerate() {
        let before = if at == 0 { String::new() } else { format!(" needs area{}.item{}", at - 1, at - 1) };
        plan.push_str(&format!(
            "area area{at} \"{title}\" owner web in one {{\n  component item{at} \"{title}\" missing !high effort 2d at \"dir|`<b>/{at}|`<b>.py\"{before} {{\n    \
             impact \"{title}\"\n    note \"{title}\"\n    link \"{title}\"\n    claim \"{title}\" per report:{}\n    done when text \"a|b`<c>\" under \"x|`/**\"\n    \
             step s \"{title}\" at \"p|`<b>\"\n  }}\n  target t{at} \"{title}\" measure lines \"x|`.py\" reading 9 on 2025-07-14 goal <= 3 due one\n  \
             decision d{at} \"{title}\" due 2025-08-01 {{\n    option o \"{title}\"\n  }}\n}}\n\
             issue #{} \"{title}\" active blocks area{at}.item{at}\n",
            at + 1,
            at + 1,
        ));
    }
    plan.push_str(&format!("component long \"{}\" missing in one at \"{}\"\n", "long ".repeat(60), "deep/".repeat(50)));
    plan
}

/// Everything that compiling the hostile plan writes, by file name.
fn outputs() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("hostile.plan"), plan()).expect("the plan can be written");
    let run = Command::new(env!("CARGO_BIN_EXE_landfall"))
        .env("LANDFALL_CACHE", "off")
        .args(["compile", "hostile.plan", "--verbose", "--format", "short"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let entries = std::fs::read_dir(folder.path().join("out/hostile")).expect("it was written");
    let read = entries.map(|entry| {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).expect("it is text"))
    });
    read.collect()
}

/// Bars of a table row that divide cells.
fn bars(row: &str) -> usize {
    let mut escaped = false;
    let mut count = 0;
    for c in row.chars() {
        match c {
            '\\' => escaped = !escaped,
            '|' if !escaped => count += 1,
            _ => escaped = false,
        }
        if c != '\\' {
            escaped = false;
        }
    }
    count
}

#[test]
fn every_row_of_every_table_has_as_many_cells_as_its_head() {
    let mut rows = 0;
    for (name, text) in outputs().iter().filter(|(name, _)| name.ends_with(".md")) {
        let (mut head, mut fenced) = (0, false);
        for (at, line) in text.lines().enumerate() {
            fenced ^= line.trim_start().starts_with("```");
            if fenced || !line.starts_with('|') {
                head = 0;
                continue;
            }
            if head == 0 {
                head = bars(line);
            }
            assert_eq!(bars(line), head, "{name}:{}: {line}", at + 1);
            rows += 1;
        }
        assert!(!fenced, "{name} leaves a code block open");
    }
    assert!(rows > 150, "only {rows} rows were seen");
}

#[test]
fn the_page_holds_no_markup_of_an_author() {
    let outputs = outputs();
    // The page's own script comes last, and the policy runs no other.
    let (page, script) = outputs["index.html"].split_once("<script>\"use strict\";").expect("the page has its script");
    assert_eq!(script.matches("</script>").count(), 1);
    let page = &format!("{page}</body>\n</html>\n");
    for bad in ["<script", "=\"javascript", "<b>", "<i>", "</td></table> ", "<img", "\u{202e}"] {
        // The page itself sets titles apart with other elements, so none of these can be its own.
        assert!(!page.contains(bad), "`{bad}` stands in the page: …{}…", around(page, bad));
    }
    let mut open: Vec<&str> = Vec::new();
    for piece in page.split('<').skip(1) {
        let tag = piece.split(['>', ' ', '\n']).next().unwrap_or_default();
        let void = matches!(tag, "!DOCTYPE" | "meta" | "link" | "input" | "br" | "hr" | "!--")
            || piece.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "…{}…", &piece[..piece.len().min(80)]);
        } else if !void {
            open.push(tag);
        }
    }
    assert!(open.is_empty(), "{open:?} are left open");
}

#[test]
fn charts_stay_charts() {
    let outputs = outputs();
    let mut charts = 0;
    for (name, text) in &outputs {
        for block in text.split("```mermaid\n").skip(1) {
            let chart = block.split("```").next().unwrap_or_default();
            charts += 1;
            assert!(chart.len() < 50_000, "{name}: the chart is too long");
            for line in chart.lines().filter(|line| !line.trim_start().starts_with("%%")) {
                assert!(!line.contains("<script"), "{name}: {line}");
                // In a flow chart a quote ends a label; in a Gantt chart it is a letter like others.
                assert!(!chart.starts_with("flowchart") || line.matches('"').count() % 2 == 0, "{name}: quotes do not pair: {line}");
                assert!(!line.contains('`'), "{name}: {line}");
            }
        }
    }
    assert!(charts >= 2, "only {charts} charts were seen");
}

fn around<'t>(text: &'t str, what: &str) -> &'t str {
    let at = text.find(what).unwrap_or(0);
    let (mut from, mut to) = (at.saturating_sub(60), (at + 60).min(text.len()));
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(to) {
        to += 1;
    }
    &text[from..to]
}
