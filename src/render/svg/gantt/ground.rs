//! What lies behind the bars and above them: days off, freezes, the axis, the data date.

use super::{AXIS, AXIS_LINE, COLUMN, Picture, RIGHT, TITLES};
use crate::render::axis::{Axis, Mark};
use crate::render::markup::{cut, escape};
use std::fmt::Write;

/// How far time can be stretched on a page, and how wide a day gets at most.
const STRETCHES: [f64; 4] = [2.0, 4.0, 8.0, 16.0];
const WIDEST_DAY: f64 = 48.0;

/// Width of a character of the axis.
const CHARACTER: f64 = 7.0;

impl Picture<'_> {
    /// Days off, freezes, the axis and its lines; of an axis that stretches, one for each scale.
    pub(super) fn grounds(&mut self, stretches: bool) {
        self.out.push_str("<g class=\"t grounds\">");
        self.days_off();
        for freeze in &self.view.freezes {
            let (x, width) = self.across(freeze.period);
            let (y, height) = (self.top, self.bottom - self.top);
            let _ =
                write!(self.out, "<rect class=\"frozen\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"><title>");
            escape(&mut self.out, freeze.title);
            let _ = write!(self.out, ", {}</title></rect>", freeze.period);
        }
        self.out.push_str("</g>\n");
        let day = self.pixels_a_day();
        let more = STRETCHES.into_iter().filter(|stretch| stretches && day * stretch <= WIDEST_DAY);
        for stretch in std::iter::once(1.0).chain(more) {
            let hidden = if stretch > 1.0 { " style=\"display:none\"" } else { "" };
            let axis = Axis::new(CHARACTER / (day * stretch));
            let lines = axis.fine.map_or_else(|| axis.coarse_marks(self.period), |_| axis.fine_marks(self.period));
            let _ = write!(self.out, "<g class=\"t rules\" data-zoom=\"{stretch}\"{hidden}><path class=\"rule\" d=\"");
            for mark in &lines {
                let _ = write!(self.out, "M{:.1} {:.1}V{:.1}", self.x(mark.date), self.top, self.bottom);
            }
            let _ = write!(self.out, "\"/></g>\n<g class=\"t axis\" data-zoom=\"{stretch}\"{hidden}>");
            self.labels(&axis.coarse_marks(self.period), self.legend + 15.0, "head", stretch);
            self.labels(&axis.fine_marks(self.period), self.legend + 32.0, "soft", stretch);
            self.out.push_str("</g>\n");
        }
        self.freeze_labels();
    }

    fn days_off(&mut self) {
        if self.pixels_a_day() < 2.0 {
            return;
        }
        let (y, height) = (self.top, self.bottom - self.top);
        for off in &self.view.days_off {
            let (x, width) = self.across(*off);
            let _ = write!(self.out, "<rect class=\"off\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>");
        }
    }

    /// The labels of a row of the axis, as many as there is room for when time is stretched so far.
    fn labels(&mut self, marks: &[Mark], y: f64, class: &str, stretch: f64) {
        let mut free = 0.0;
        for (at, mark) in marks.iter().enumerate() {
            let x = self.x(mark.date);
            let width = (mark.label.len() as f64 * CHARACTER + 5.0) / stretch;
            let crowded = at == 0 && marks.get(1).is_some_and(|next| self.x(next.date) < x + width);
            if x < free || crowded || x + width > RIGHT + 16.0 / stretch {
                continue;
            }
            let _ = write!(
                self.out,
                "<text class=\"{class}\" x=\"{:.1}\" y=\"{y:.1}\" font-size=\"12\">{}</text>",
                x + 2.0 / stretch,
                mark.label
            );
            free = x + width;
        }
    }

    /// The titles of freezes, above their bands, as far as there is room.
    fn freeze_labels(&mut self) {
        if self.view.freezes.is_empty() {
            return;
        }
        self.out.push_str("<g class=\"t axis\">");
        let mut free = TITLES;
        for (at, freeze) in self.view.freezes.iter().enumerate() {
            let x = self.x(freeze.period.first);
            let next = self.view.freezes.get(at + 1).map_or(RIGHT, |next| self.x(next.period.first));
            // At the right edge a title begins before its band.
            let begin = x.min(next.max(RIGHT - 110.0)).max(free);
            let room = ((next.max(begin) - begin) / (11.0 * COLUMN)) as usize;
            if room < 3 {
                continue;
            }
            let (shown, ellipsis) = cut(freeze.title, room);
            let _ = write!(self.out, "<text class=\"soft\" x=\"{begin:.1}\" y=\"{:.1}\" font-size=\"11\">", self.legend + AXIS + 6.0);
            escape(&mut self.out, shown);
            let _ = write!(self.out, "{ellipsis}</text>");
            free = next;
        }
        self.out.push_str("</g>\n");
    }

    /// The line of the data date, and the date above it.
    pub(super) fn data_date(&mut self) {
        let date = self.view.data_date;
        if !self.period.contains(date) {
            return;
        }
        let x = self.x(date);
        let (anchor, class) = if x > RIGHT - 20.0 { ("end", "date end") } else { ("middle", "date") };
        let _ = writeln!(
            self.out,
            "<g class=\"t axis\"><text class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\" font-size=\"11\" text-anchor=\"{anchor}\">{date}</text></g><path class=\"t now today\" d=\"M{x:.1} {:.1}V{:.1}\"/>",
            self.top - AXIS_LINE + 9.0,
            self.top - 2.0,
            self.bottom
        );
    }
}
