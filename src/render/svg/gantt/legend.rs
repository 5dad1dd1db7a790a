//! What the shapes and patterns of the picture mean.

use super::marks::{chevrons, due, pause_mark};
use super::{COLUMN, MARGIN, RIGHT, class, diamond};
use crate::render::markup::escape;
use crate::time::Period;
use crate::view::gantt::{BarState, Gantt, Row};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Height of a line, and of what stands above and below the lines.
const LINE: f64 = 22.0;
const AROUND: f64 = 12.0;

/// A legend in the making: it begins a new line where one is full.
struct Legend {
    out: String,
    x: f64,
    y: f64,
}

/// Explains what is used; also gives the height it takes.
pub(super) fn legend(view: &Gantt<'_>, period: Period) -> (String, f64) {
    let mut legend = Legend { out: String::new(), x: MARGIN, y: AROUND / 2.0 + LINE / 2.0 };
    let any = |test: &dyn Fn(&Row<'_>) -> bool| view.count(test) > 0;
    let word = |shown: bool, word: &str| shown.then(|| word.to_owned());
    for state in BarState::ALL {
        legend.add(26.0, word(any(&|row| row.state == state), state.words()), |out, x, y| bar(out, class(state), x, y));
    }
    legend.add(26.0, word(any(&|row| row.critical), "critical (no float)"), |out, x, y| bar(out, "open crit", x, y));
    legend.add(26.0, word(any(&|row| row.driver.is_some_and(|driver| !driver.people)), "critical path"), |out, x, y| {
        let _ = write!(out, "<g class=\"arrows crit\"><path d=\"M{x:.1} {y:.1}h26\"/></g>");
    });
    legend.add(26.0, word(any(&|row| row.driver.is_some_and(|driver| driver.people)), "the same, waiting for people"), |out, x, y| {
        let _ = write!(out, "<g class=\"arrows crit waits\"><path d=\"M{x:.1} {y:.1}h26\"/></g>");
    });
    legend.add(8.0, word(any(&|row| row.late), "late"), |out, x, y| chevrons(out, x - 3.0, y));
    let trails = |row: &Row<'_>| row.late && row.period.last < view.data_date;
    legend.add(26.0, word(any(&trails), "open up to the data date"), |out, x, y| {
        let _ = write!(out, "<path class=\"over\" d=\"M{x:.1} {y:.1}h26\"/>");
    });
    legend.add(8.0, word(any(&|row| row.due.is_some()), "due"), |out, x, y| due(out, x + 4.0, y, 6.0));
    legend.add(26.0, word(any(&|row| row.float_until.is_some()), "float"), |out, x, y| {
        let _ = write!(out, "<path class=\"float\" d=\"M{x:.1} {y:.1}h26m0 -4v8\"/>");
    });
    legend.add(26.0, word(any(&|row| row.baseline.is_some()), "baseline"), |out, x, y| {
        let _ = write!(out, "<rect class=\"ghost\" x=\"{x:.1}\" y=\"{:.1}\" width=\"26\" height=\"6\"/>", y - 3.0);
    });
    legend.add(26.0, word(any(&|row| !row.pauses.is_empty()), "paused (away or frozen)"), |out, x, y| {
        bar(out, "open", x, y);
        pause_mark(out, x + 7.0, y, 12.0, 5.5);
    });
    legend.add(14.0, word(any(&|row| row.milestone), "milestone"), |out, x, y| diamond(out, "open", x + 7.0, y, 6.5));
    legend.add(26.0, word(any(&|row| row.is_window() && !row.milestone), "somewhere in its phase"), |out, x, y| {
        let _ = write!(out, "<path class=\"window open\" d=\"M{x:.1} {:.1}v8M{x:.1} {y:.1}h26m0 -4v8\"/>", y - 4.0);
    });
    legend.add(26.0, word(!view.freezes.is_empty(), "freeze"), |out, x, y| bar(out, "frozen", x, y));
    let tier = format!("tier {}", view.highest_tier.unwrap_or("highest"));
    legend.add(4.0, word(any(&|row| row.top_tier), &tier), |out, x, y| {
        let _ = write!(out, "<text class=\"warn\" x=\"{x:.1}\" y=\"{:.1}\" font-size=\"12\">!</text>", y + 4.0);
    });
    legend.add(6.0, word(period.contains(view.data_date), "data date"), |out, x, y| {
        let _ = write!(out, "<path class=\"today\" d=\"M{:.1} {:.1}v16\"/>", x + 3.0, y - 8.0);
    });
    let height = legend.y + LINE / 2.0 + AROUND / 2.0;
    (legend.out, height)
}

impl Legend {
    /// Adds a shape of a width and its word, when there is one.
    fn add(&mut self, width: f64, word: Option<String>, shape: impl FnOnce(&mut String, f64, f64)) {
        let Some(word) = word else { return };
        let text = word.width() as f64 * 12.0 * COLUMN;
        if self.x > MARGIN && self.x + width + 6.0 + text > RIGHT {
            (self.x, self.y) = (MARGIN, self.y + LINE);
        }
        shape(&mut self.out, self.x, self.y);
        let _ = write!(self.out, "<text class=\"soft\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\">", self.x + width + 6.0, self.y + 4.0);
        escape(&mut self.out, &word);
        self.out.push_str("</text>");
        self.x += width + 6.0 + text + 14.0;
    }
}

fn bar(out: &mut String, class: &str, x: f64, y: f64) {
    let _ = write!(out, "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"26\" height=\"11\"/>", y - 5.5);
}
