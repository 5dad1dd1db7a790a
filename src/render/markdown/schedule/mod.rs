//! The schedule in Markdown: the whole in a few numbers first, then what is wrong with it, then the dates.

mod compared;
mod dates;
mod lists;
mod people;

use crate::render::markdown::span::push_count;
use crate::view::schedule::Schedule;
use std::fmt::Write;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Schedule<'_>) {
    summary(out, view);
    compared::variance(out, view);
    lists::deadlines(out, view);
    lists::path(out, view);
    lists::near_critical(out, view);
    people::delays(out, view);
    people::overloads(out, view);
    people::capacity(out, view);
    compared::scenarios(out, view);
    dates::groups(out, view);
    lists::unplaced(out, view);
}

fn summary(out: &mut String, view: &Schedule<'_>) {
    let summary = &view.summary;
    if let Some(finish) = summary.finish {
        let _ = writeln!(out, "- Ends: {finish}");
    }
    if summary.unplaced > 0 {
        out.push_str("- Ends: nobody knows, because ");
        push_count(out, summary.unplaced as u64, "item finds", "items find");
        out.push_str(" no place\n");
    }
    if summary.path_items > 0 {
        out.push_str("- Critical path: ");
        push_count(out, summary.path_items as u64, "item", "items");
        let days = number(summary.path_days);
        let _ = writeln!(out, " over {days} working {}", if days == "1" { "day" } else { "days" });
    }
    out.push_str("- Critical: ");
    push_count(out, summary.critical as u64, "open item", "open items");
    let _ = writeln!(out, " without float\n- Deadlines: {}", summary.deadlines());
    let _ = writeln!(out, "- People: {}", summary.how());
    if summary.overloads > 0 {
        let _ = writeln!(out, "- Over-allocated: {} {}", summary.overloads, if summary.overloads == 1 { "time" } else { "times" });
    }
    if view.undated > 0 {
        out.push_str("- Without dates of their own: ");
        push_count(out, view.undated as u64, "open item", "open items");
        out.push_str(" of work, because nothing tells how long they take\n");
    }
    if view.undated_others > 0 {
        out.push_str("- Without dates, as they are no work of the plan: ");
        push_count(out, view.undated_others as u64, "open thing", "open things");
        out.push_str(" that others provide, decide or solve\n");
    }
    out.push('\n');
}

/// A number with no more digits than it needs.
pub(in crate::render::markdown) fn number(value: f64) -> String {
    // What was rounded to hundredths is written so.
    let text = format!("{value:.2}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{number, write};
    use crate::view::sample::survey;
    use crate::view::{Selection, schedule};

    #[test]
    fn numbers_have_no_empty_digits() {
        assert_eq!([number(3.0), number(1.5), number(0.25), number(-0.0), number(120.0)], ["3", "1.5", "0.25", "0", "120"]);
    }

    #[test]
    fn the_report_reads_from_the_whole_to_the_rows() {
        let text = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\nteam web \"Web\" people 1\n\
            component a \"A | b\" missing !high effort 2d by web due 2025-07-14\ncomponent b \"Bee\" missing effort 1d by web\n\
            milestone m \"Done\" needs a, b\n";
        survey(text, |survey| {
            let mut out = String::new();
            write(&mut out, &schedule::build(survey, &Selection::all(survey.plan)));
            assert!(out.starts_with("- Ends: 2025-07-16\n- Critical path: "), "{out}");
            assert!(out.contains("| A \\| b | 2025-07-14 | 2025-07-15 | 1 working day late | "), "{out}");
            assert!(out.contains("## Critical path\n"), "{out}");
            assert!(out.contains("waits for web until 2025-07-16, behind A \\| b"), "{out}");
            assert!(out.contains("| Web | 2025-07-14 | 5 | 3 | 60% |"), "{out}");
            assert!(out.contains("| ◆ Done | "), "{out}");
        });
    }
}
