//! Bars on a time scale, as a picture.

use crate::render::axis::{Axis, Mark};
use crate::render::markup::{cut, escape};
use crate::time::{Date, Period};
use crate::view::gantt::{BarState, Gantt, Group, Row};
use hashbrown::HashMap;
use std::fmt::Write;

/// Rows drawn at most; a longer picture is more than viewers show.
pub const MAX_ROWS: usize = 2000;

/// Arrows drawn at most: more cannot be followed.
const MAX_ARROWS: usize = 600;

const STYLE: &str = include_str!("gantt.css");

/// Width of the picture and of the titles at its left, in pixels.
const WIDTH: f64 = 1000.0;
const TITLES: f64 = 270.0;
const MARGIN: f64 = 16.0;
/// Height of the legend and of the axis.
const LEGEND: f64 = 34.0;
const AXIS: f64 = 40.0;

/// Width of a column of text, as a share of the size of its type; generous, so that titles end before the bars.
const COLUMN: f64 = 0.56;

/// The picture of a chart. `id` must be unique among what stands on one page, and of letters, digits, `-` and `_` only.
pub fn gantt(view: &Gantt<'_>, title: &str, id: &str) -> Option<String> {
    let period = view.period?;
    let fitting = view.fitting(MAX_ROWS);
    let headed = |group: &Group<'_>| view.groups.len() > 1 || group.period.is_some();
    let lines: usize = view.groups.iter().zip(&fitting).map(|(group, rows)| rows.len() + usize::from(headed(group))).sum();
    let row = match lines {
        0..=120 => 24.0,
        121..=600 => 18.0,
        _ => 14.0,
    };
    let left_out = view.len() - fitting.iter().map(Vec::len).sum::<usize>();
    let body = lines as f64 * row;
    let height = LEGEND + AXIS + body + MARGIN + if left_out > 0 { 24.0 } else { 0.0 };
    let mut picture = Picture {
        out: String::with_capacity(4096 + lines * 400),
        view,
        id,
        period,
        row,
        top: LEGEND + AXIS,
        bottom: LEGEND + AXIS + body,
        places: HashMap::new(),
    };
    picture.open(title, height);
    picture.legend();
    picture.grounds();
    let mut y = picture.top;
    for (group, rows) in view.groups.iter().zip(&fitting) {
        if headed(group) {
            picture.head(group, y);
            y += row;
        }
        for bar in rows.iter().filter_map(|at| group.rows.get(*at)) {
            picture.row(bar, y);
            y += row;
        }
    }
    let arrows = picture.arrows(&fitting);
    picture.data_date();
    if arrows > 0 {
        let _ = writeln!(
            picture.out,
            "<text class=\"soft\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" text-anchor=\"end\">{arrows} arrows are left out: there are too many to follow.</text>",
            WIDTH - MARGIN,
            picture.bottom + 12.0
        );
    }
    if left_out > 0 {
        let _ = writeln!(
            picture.out,
            "<text class=\"soft\" x=\"{MARGIN:.1}\" y=\"{:.1}\" font-size=\"13\">{left_out} more items are left out of the picture.</text>",
            picture.bottom + 24.0
        );
    }
    picture.out.push_str("</svg>\n");
    Some(picture.out)
}

struct Picture<'v> {
    out: String,
    view: &'v Gantt<'v>,
    id: &'v str,
    period: Period,
    /// Height of a row.
    row: f64,
    /// Where the rows begin and end.
    top: f64,
    bottom: f64,
    /// Where the bar of each item lies, for arrows.
    places: HashMap<&'v str, Place>,
}

/// Where a bar lies.
#[derive(Debug, Clone, Copy)]
struct Place {
    x: f64,
    end: f64,
    middle: f64,
    critical: bool,
}

impl<'v> Picture<'v> {
    fn open(&mut self, title: &str, height: f64) {
        let (id, out) = (self.id, &mut self.out);
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lf-gantt\" width=\"{WIDTH:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n<title id=\"{id}-title\">"
        );
        escape(out, title);
        let count = |test: &dyn Fn(&Row<'_>) -> bool| self.view.count(test);
        let _ = write!(
            out,
            "</title>\n<desc id=\"{id}-desc\">Gantt chart from {} to {} as of {}. {} items: {} done, {} partial, {} open, {} unknown; {} late.</desc>\n",
            self.period.first,
            self.period.last,
            self.view.data_date,
            self.view.len(),
            count(&|row| row.state == BarState::Done),
            count(&|row| row.state == BarState::Partial),
            count(&|row| row.state == BarState::Open),
            count(&|row| row.state == BarState::Unknown),
            count(&|row| row.late),
        );
        let _ = write!(out, "<style>\n{STYLE}.lf-gantt .partial{{fill:url(#{id}-hatch)}}\n</style>\n");
        let _ = writeln!(
            out,
            "<defs><pattern id=\"{id}-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"pale\" width=\"6\" height=\"6\"/><line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern><clipPath id=\"{id}-titles\"><rect x=\"0\" y=\"0\" width=\"{:.0}\" height=\"{height:.0}\"/></clipPath></defs>",
            TITLES - 4.0
        );
        let _ = writeln!(out, "<rect class=\"ground\" width=\"{WIDTH:.0}\" height=\"{height:.0}\"/>");
    }

    /// What shapes and patterns mean, as far as they are used.
    fn legend(&mut self) {
        let mut x = MARGIN;
        for state in BarState::ALL {
            if self.view.count(|row| row.state == state) > 0 {
                let class = class(state);
                let _ = write!(self.out, "<rect class=\"{class}\" x=\"{x:.1}\" y=\"11.5\" width=\"26\" height=\"11\"/>");
                x = self.legend_word(x + 32.0, state.words());
            }
        }
        if self.view.count(|row| row.late) > 0 {
            let _ = write!(self.out, "<line class=\"over\" x1=\"{x:.1}\" y1=\"17\" x2=\"{:.1}\" y2=\"17\"/>", x + 26.0);
            x = self.legend_word(x + 32.0, "late, up to the data date");
        }
        if self.view.count(|row| row.critical) > 0 {
            let _ = write!(self.out, "<rect class=\"open crit\" x=\"{x:.1}\" y=\"11.5\" width=\"26\" height=\"11\"/>");
            x = self.legend_word(x + 32.0, "critical");
        }
        if self.view.count(|row| row.float_until.is_some()) > 0 {
            let _ = write!(self.out, "<line class=\"float\" x1=\"{x:.1}\" y1=\"17\" x2=\"{:.1}\" y2=\"17\"/>", x + 26.0);
            x = self.legend_word(x + 32.0, "float");
        }
        if self.view.count(|row| row.baseline.is_some()) > 0 {
            let _ = write!(self.out, "<rect class=\"ghost\" x=\"{x:.1}\" y=\"14\" width=\"26\" height=\"6\"/>");
            x = self.legend_word(x + 32.0, "baseline");
        }
        if self.view.count(|row| row.milestone) > 0 {
            self.diamond("open", x + 8.0, 17.0, 6.5);
            x = self.legend_word(x + 20.0, "milestone");
        }
        if self.view.count(|row| row.is_window() && !row.milestone) > 0 {
            let _ = write!(self.out, "<path class=\"window open\" d=\"M{x:.1} 13v8M{x:.1} 17h26v-4v8\"/>");
            x = self.legend_word(x + 32.0, "somewhere in its phase");
        }
        if self.view.count(|row| row.due.is_some()) > 0 {
            let _ = write!(self.out, "<path class=\"due\" d=\"M{:.1} 11v12\"/>", x + 4.0);
            x = self.legend_word(x + 10.0, "due");
        }
        if self.view.count(|row| row.top_tier) > 0 {
            let _ = write!(self.out, "<text class=\"warn\" x=\"{x:.1}\" y=\"21\" font-size=\"12\">!</text>");
            x = self.legend_word(x + 8.0, self.view.highest_tier.unwrap_or("highest tier"));
        }
        if self.period.contains(self.view.data_date) {
            let _ = write!(self.out, "<line class=\"today\" x1=\"{0:.1}\" y1=\"9\" x2=\"{0:.1}\" y2=\"25\"/>", x + 4.0);
            self.legend_word(x + 10.0, "data date");
        }
        self.out.push('\n');
    }

    fn legend_word(&mut self, x: f64, word: &str) -> f64 {
        let _ = write!(self.out, "<text class=\"soft\" x=\"{x:.1}\" y=\"21\" font-size=\"12\">");
        escape(&mut self.out, word);
        self.out.push_str("</text>");
        x + word.chars().count() as f64 * 12.0 * COLUMN + 16.0
    }

    /// Days off, the axis and its lines.
    fn grounds(&mut self) {
        let pixels_a_day = (WIDTH - MARGIN - TITLES) / self.period.days() as f64;
        let body = self.bottom - self.top;
        if pixels_a_day >= 2.0 {
            for off in &self.view.days_off {
                let (x, width) = self.across(*off);
                let _ =
                    write!(self.out, "<rect class=\"off\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{body:.1}\"/>", self.top);
            }
            self.out.push('\n');
        }
        // A label needs about seven pixels a character.
        let axis = Axis::new(7.0 / pixels_a_day);
        let lines = axis.fine.map_or_else(|| axis.coarse_marks(self.period), |_| axis.fine_marks(self.period));
        for mark in &lines {
            let x = self.x(mark.date);
            let _ = write!(self.out, "<line class=\"rule\" x1=\"{x:.1}\" y1=\"{:.1}\" x2=\"{x:.1}\" y2=\"{:.1}\"/>", self.top, self.bottom);
        }
        self.labels(&axis.coarse_marks(self.period), LEGEND + 15.0, "head");
        self.labels(&axis.fine_marks(self.period), LEGEND + 32.0, "soft");
        self.out.push('\n');
    }

    fn labels(&mut self, marks: &[Mark], y: f64, class: &str) {
        let mut free = 0.0;
        for (at, mark) in marks.iter().enumerate() {
            let x = self.x(mark.date);
            let width = mark.label.len() as f64 * 7.0 + 5.0;
            let crowded = at == 0 && marks.get(1).is_some_and(|next| self.x(next.date) < x + width);
            if x < free || crowded || x + width > WIDTH {
                continue;
            }
            let _ = write!(self.out, "<text class=\"{class}\" x=\"{:.1}\" y=\"{y:.1}\" font-size=\"12\">{}</text>", x + 2.0, mark.label);
            free = x + width;
        }
    }

    fn head(&mut self, group: &Group<'_>, y: f64) {
        let middle = y + self.row / 2.0;
        self.out.push_str("<g class=\"group\">");
        let _ = write!(self.out, "<rect class=\"band\" x=\"0\" y=\"{y:.1}\" width=\"{WIDTH:.0}\" height=\"{:.1}\"/>", self.row);
        self.out.push_str("<title>");
        escape(&mut self.out, group.title);
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
            let width = width.max(3.0);
            let _ = write!(
                self.out,
                "<path class=\"phase\" d=\"M{x:.1} {:.1}h{width:.1}v7l-4-4h-{:.1}l-4 4z\"/>",
                middle - 3.5,
                (width - 8.0).max(0.0)
            );
        }
        self.out.push_str("</g>\n");
    }

    fn row(&mut self, row: &'v Row<'v>, y: f64) {
        let middle = y + self.row / 2.0;
        let _ = write!(self.out, "<g class=\"row\" data-y=\"{y:.1}\" data-h=\"{:.1}\" data-state=\"{}\"", self.row, row.state.words());
        if row.critical {
            self.out.push_str(" data-critical=\"\"");
        }
        if row.late {
            self.out.push_str(" data-late=\"\"");
        }
        self.out.push_str("><title>");
        escape(&mut self.out, row.title);
        let _ = write!(self.out, ", {}, {}", row.period, row.state_word);
        if row.critical {
            self.out.push_str(", critical");
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
        self.out.push_str("</title>");
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
        let (x, width) = self.across(row.period);
        let width = width.max(3.0);
        let class = match (class(row.state), row.critical) {
            ("open", true) => "open crit",
            ("partial", true) => "partial crit",
            (class, _) => class,
        };
        let half = (self.row * 0.3).max(4.0);
        if let Some(baseline) = row.baseline.filter(|baseline| self.period.contains(baseline.first) && self.period.contains(baseline.last))
        {
            let (x, width) = self.across(baseline);
            let _ = write!(
                self.out,
                "<rect class=\"ghost\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
                middle + half - 1.0,
                width.max(3.0),
                (half * 0.6).max(2.5)
            );
        }
        let mut end = x + width;
        if row.milestone {
            self.diamond(class, end - 1.0, middle, half + 1.0);
            end += half;
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
        }
        if let Some(until) = row.float_until.filter(|_| !row.is_window()) {
            let tail = self.x(until.plus_days(1)).min(WIDTH - MARGIN);
            if tail > end {
                let _ = write!(self.out, "<path class=\"float\" d=\"M{end:.1} {middle:.1}H{tail:.1}m0 -{half:.1}v{:.1}\"/>", half * 2.0);
            }
        }
        self.places.insert(row.name, Place { x, end, middle, critical: row.critical });
        let today = self.x(self.view.data_date).min(WIDTH - MARGIN);
        if row.late && today > end {
            let _ = write!(self.out, "<line class=\"over\" x1=\"{end:.1}\" y1=\"{middle:.1}\" x2=\"{today:.1}\" y2=\"{middle:.1}\"/>");
        }
        if let Some(due) = row.due.filter(|due| self.period.contains(*due) && !(row.milestone && *due == row.period.last)) {
            let x = self.x(due.plus_days(1));
            let _ = write!(self.out, "<path class=\"due\" d=\"M{x:.1} {:.1}v{:.1}\"/>", middle - half - 1.0, half * 2.0 + 2.0);
        }
        self.out.push_str("</g>\n");
    }

    /// Arrows from what is needed to what needs it; gives how many were left out.
    fn arrows(&mut self, fitting: &[Vec<usize>]) -> usize {
        let view = self.view;
        let rows = || view.groups.iter().zip(fitting).flat_map(|(group, rows)| rows.iter().filter_map(|at| group.rows.get(*at)));
        let all: Vec<(Place, Place)> = rows()
            .filter(|row| !row.is_window())
            .flat_map(|row| row.needs.iter().filter_map(|need| Some((*self.places.get(need)?, *self.places.get(row.name)?))))
            .collect();
        if all.len() > MAX_ARROWS {
            return all.len();
        }
        if all.is_empty() {
            return 0;
        }
        for critical in [false, true] {
            let paths = all.iter().filter(|(from, to)| (from.critical && to.critical) == critical);
            let mut path = String::new();
            let mut tips = String::new();
            for (from, to) in paths {
                // Out of the end, down beside the later of the two, into the start; where the start lies before the end, back under the bar.
                let turn = if to.x >= from.end + 6.0 { to.x - 4.0 } else { from.end + 3.0 };
                let level = if to.middle > from.middle { to.middle - self.row * 0.45 } else { to.middle + self.row * 0.45 };
                let _ = if to.x >= from.end + 6.0 {
                    write!(path, "M{:.1} {:.1}H{turn:.1}V{:.1}H{:.1}", from.end, from.middle, to.middle, to.x)
                } else {
                    write!(path, "M{:.1} {:.1}h3V{level:.1}H{:.1}V{:.1}H{:.1}", from.end, from.middle, to.x - 4.0, to.middle, to.x)
                };
                let _ = write!(tips, "M{:.1} {:.1}l-4 -2.5v5z", to.x, to.middle);
            }
            if !path.is_empty() {
                let class = if critical { "arrows crit" } else { "arrows" };
                let _ = writeln!(self.out, "<g class=\"{class}\"><path d=\"{path}\"/><path class=\"tip\" d=\"{tips}\"/></g>");
            }
        }
        0
    }

    fn data_date(&mut self) {
        let date = self.view.data_date;
        if !self.period.contains(date) {
            return;
        }
        let x = self.x(date);
        let (anchor, at) = if x > WIDTH - 100.0 { ("end", x - 3.0) } else { ("start", x + 3.0) };
        let _ = writeln!(
            self.out,
            "<line class=\"today\" x1=\"{x:.1}\" y1=\"{LEGEND:.1}\" x2=\"{x:.1}\" y2=\"{:.1}\"/><text class=\"date\" x=\"{at:.1}\" y=\"{:.1}\" font-size=\"11\" text-anchor=\"{anchor}\">{date}</text>",
            self.bottom,
            self.bottom + 12.0
        );
    }

    fn diamond(&mut self, class: &str, x: f64, y: f64, half: f64) {
        let _ = write!(
            self.out,
            "<path class=\"{class}\" d=\"M{:.1} {y:.1}l{half:.1} -{half:.1}l{half:.1} {half:.1}l-{half:.1} {half:.1}z\"/>",
            x - half
        );
    }

    /// A title, cut to the room there is.
    fn text(&mut self, text: &str, class: &str, x: f64, middle: f64, room: f64) {
        let size = self.size();
        let (shown, ellipsis) = cut(text, (room / (size * COLUMN)) as usize);
        let _ = write!(
            self.out,
            "<text class=\"{class}\" clip-path=\"url(#{}-titles)\" x=\"{x:.1}\" y=\"{:.1}\" font-size=\"{size:.1}\">",
            self.id,
            middle + size * 0.35
        );
        escape(&mut self.out, shown);
        self.out.push_str(ellipsis);
        self.out.push_str("</text>");
    }

    /// Size of type that suits the rows.
    fn size(&self) -> f64 {
        (self.row * 0.56).clamp(9.5, 13.0)
    }

    fn x(&self, day: Date) -> f64 {
        let days = day.days_since(self.period.first) as f64;
        TITLES + days * (WIDTH - MARGIN - TITLES) / self.period.days().max(1) as f64
    }

    /// Where a period begins, and how wide it is.
    fn across(&self, period: Period) -> (f64, f64) {
        let x = self.x(period.first);
        (x, (self.x(period.last) - x) + (WIDTH - MARGIN - TITLES) / self.period.days().max(1) as f64)
    }
}

fn class(state: BarState) -> &'static str {
    match state {
        BarState::Done => "done",
        BarState::Partial => "partial",
        BarState::Open => "open",
        BarState::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::gantt;
    use crate::model::ItemKind;
    use crate::schedule::Basis;
    use crate::time::{Date, Period};
    use crate::view::gantt::{BarState, Gantt, Group, GroupKind, Row};

    fn view<'a>(title: &'a str, rows: usize) -> Gantt<'a> {
        let day = Date::parse("2025-01-01").unwrap();
        let row = |at: usize| Row {
            name: title,
            title,
            kind: ItemKind::Component,
            period: Period::new(day, day.plus_days(at as i64)),
            basis: Basis::Fixed,
            state: BarState::Partial,
            state_word: "partial",
            late: true,
            milestone: at.is_multiple_of(7),
            top_tier: true,
            critical: false,
            on_path: false,
            driver: None,
            float_until: None,
            baseline: None,
            needs: Vec::new(),
            due: Some(day),
        };
        let rows: Vec<Row<'a>> = (0..rows).map(row).collect();
        let group = Group { kind: GroupKind::Rest, title, period: None, items: 1, done: 0, rows };
        Gantt {
            data_date: day,
            period: Some(Period::new(day, day.plus_days(5000))),
            days_off: Vec::new(),
            freezes: Vec::new(),
            groups: vec![group],
            highest_tier: None,
            open_ended: Vec::new(),
            late: 0,
            undated: 0,
            dropped: 0,
        }
    }

    #[test]
    fn titles_are_text_and_never_markup() {
        let svg = gantt(&view("</title><script>alert(1)</script>", 3), "<b>", "g").unwrap();
        assert!(!svg.contains("<script") && !svg.contains("<b>"));
        assert_eq!(svg.matches("<title").count(), svg.matches("</title>").count());
    }

    #[test]
    fn rows_past_what_can_be_seen_are_left_out_and_counted() {
        let svg = gantt(&view("a", 2100), "t", "g").unwrap();
        assert!(svg.contains("100 more items are left out"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
