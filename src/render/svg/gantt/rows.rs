//! The rows of the picture: heads of groups, titles and bars.

use super::marks::{chevrons, due, pause_mark};
use super::{MARGIN, Picture, Place, RIGHT, TITLES, class, diamond};
use crate::render::markdown::turns;
use crate::render::markup::escape;
use crate::view::gantt::{Group, Row};
use std::fmt::Write;

impl<'v> Picture<'v> {
    pub(super) fn head(&mut self, group: &Group<'_>, y: f64) {
        let middle = y + self.row / 2.0;
        let _ = write!(self.out, "<g class=\"group\" data-y=\"{y:.1}\" data-h=\"{:.1}\">", self.row);
        let _ = write!(self.out, "<rect class=\"band\" x=\"0\" y=\"{y:.1}\" width=\"100%\" height=\"{:.1}\"/>", self.row);
        self.out.push_str("<title>");
        isolated(&mut self.out, group.title);
        if let Some(period) = group.period {
            let _ = write!(self.out, ", {period}");
        }
        let _ = write!(self.out, ", {} of {} done</title>", group.done, group.items);
        let counts = format!("{}/{}", group.done, group.items);
        let size = self.size();
        let room = TITLES - MARGIN - 12.0 - counts.len() as f64 * size * 0.6;
        self.text(group.title, "head", MARGIN, middle, room);
        let _ = write!(
            self.out,
            "<text class=\"soft\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size:.1}\" text-anchor=\"end\">{counts}</text>",
            TITLES - 8.0,
            middle + size * 0.35
        );
        if let Some(period) = group.period {
            let (x, width) = self.across(period);
            let _ = write!(
                self.out,
                "<g class=\"t\"><path class=\"phase\" d=\"M{:.1} {:.1}v-6H{:.1}v6\"/></g>",
                x + 1.5,
                middle + 4.0,
                x + width.max(4.0) - 1.5
            );
        }
        self.out.push_str("</g>\n");
    }

    pub(super) fn row(&mut self, row: &'v Row<'v>, y: f64) {
        let middle = y + self.row / 2.0;
        let half = (self.row * 0.3).max(4.0);
        let (x, width) = self.across(row.period);
        let width = width.max(3.0);
        // A moment stands at the end of its day, or at its beginning.
        let (x, width) = if row.milestone && row.from_morning { (x, 1.0) } else { (x, width) };
        let centre = row.milestone.then_some(x + width - 1.0);
        let (begin, end) = centre.map_or((x, x + width), |centre| (centre - half - 1.0, centre + half + 1.0));
        self.places.insert(row.name, Place { at: self.places.len(), begin, end, middle, half: half + 1.0, centre });
        let _ = write!(
            self.out,
            "<g class=\"row\" data-y=\"{y:.1}\" data-h=\"{:.1}\" data-x=\"{x:.1} {:.1}{}\" data-state=\"{}\"",
            self.row,
            x + width,
            if row.milestone { " m" } else { "" },
            row.state.words()
        );
        for (holds, name) in [(row.critical, "critical"), (row.on_path, "path"), (row.late, "late")] {
            if holds {
                let _ = write!(self.out, " data-{name}=\"\"");
            }
        }
        self.out.push('>');
        self.details(row);
        if row.top_tier {
            let size = self.size();
            let _ = write!(
                self.out,
                "<text class=\"warn\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size:.1}\">!</text>",
                MARGIN + 4.0,
                middle + size * 0.35
            );
        }
        self.text(row.title, "", MARGIN + 12.0, middle, TITLES - MARGIN - 24.0);
        self.out.push_str("<g class=\"t\">");
        self.bar(row, (x, width), middle, half);
        self.marks(row, end, middle, half);
        self.out.push_str("</g></g>\n");
    }

    /// All about a row in words.
    fn details(&mut self, row: &Row<'_>) {
        self.out.push_str("<title>");
        isolated(&mut self.out, row.title);
        let _ = write!(self.out, ", {}, {}", row.period, row.state_word);
        for (holds, word) in [(row.late, "late"), (row.critical, "critical (no float)"), (row.on_path, "on the critical path")] {
            if holds {
                let _ = write!(self.out, ", {word}");
            }
        }
        if let Some(until) = row.float_until {
            let _ = write!(self.out, ", float until {until}");
        }
        if let Some(baseline) = row.baseline {
            let _ = write!(self.out, ", baseline {baseline}");
        }
        if let Some(due) = row.due {
            let _ = write!(self.out, ", due {due}");
        }
        for (at, pause) in row.pauses.iter().enumerate() {
            let _ = write!(self.out, ", {}{pause}", if at == 0 { "paused " } else { "" });
        }
        self.out.push_str("</title>");
    }

    fn bar(&mut self, row: &Row<'_>, (x, width): (f64, f64), middle: f64, half: f64) {
        let scale = self.period;
        if let Some(baseline) = row.baseline.filter(|baseline| scale.covers(*baseline)) {
            let (x, width) = self.across(baseline);
            let _ = write!(
                self.out,
                "<rect class=\"ghost\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
                middle + half - 1.0,
                width.max(3.0),
                (half * 0.6).max(2.5)
            );
        }
        let class = format!("{}{}", class(row.state), if row.critical { " crit" } else { "" });
        if row.milestone {
            diamond(&mut self.out, &format!("{class} moment"), x + width - 1.0, middle, half + 1.0);
        } else if row.is_window() {
            let _ = write!(
                self.out,
                "<path class=\"window {class}\" d=\"M{x:.1} {:.1}v{half:.1}M{x:.1} {middle:.1}h{width:.1}m0 -{:.1}v{half:.1}\"/>",
                middle - half / 2.0,
                half / 2.0
            );
        } else {
            let _ = write!(
                self.out,
                "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\"/>",
                middle - half,
                half * 2.0
            );
            for pause in &row.pauses {
                let (x, width) = self.across(*pause);
                pause_mark(&mut self.out, x, middle, width, half);
            }
        }
    }

    /// What stands behind a bar or over it: float, lateness, the day it is due.
    fn marks(&mut self, row: &Row<'_>, end: f64, middle: f64, half: f64) {
        if let Some(until) = row.float_until.filter(|_| !row.is_window()) {
            let tail = self.x(until.plus_days(1)).min(RIGHT);
            if tail > end {
                let _ = write!(self.out, "<path class=\"float\" d=\"M{end:.1} {middle:.1}H{tail:.1}m0 -{half:.1}v{:.1}\"/>", half * 2.0);
            }
        }
        if row.late {
            chevrons(&mut self.out, end, middle);
            let (from, today) = (end + 12.0, self.x(self.view.data_date).min(RIGHT));
            if today > from {
                let _ = write!(self.out, "<path class=\"over\" d=\"M{from:.1} {middle:.1}H{today:.1}\"/>");
            }
        }
        if let Some(day) = row.due.filter(|day| self.period.contains(*day) && !(row.milestone && *day == row.period.last)) {
            let x = self.x(day.plus_days(1));
            due(&mut self.out, x, middle, half + 2.0);
        }
    }
}

/// A title inside a text about it; one that runs from right to left cannot turn the rest round.
fn isolated(out: &mut String, title: &str) {
    if turns(title) {
        out.push('\u{2068}');
        escape(out, title);
        out.push('\u{2069}');
    } else {
        escape(out, title);
    }
}
