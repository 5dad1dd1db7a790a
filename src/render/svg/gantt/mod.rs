//! Bars on a time scale, as a picture.

mod arrows;
mod ground;
mod legend;
mod marks;
mod rows;

use crate::render::markup::{cut, escape};
use crate::time::{Date, Period};
use crate::view::gantt::{BarState, Gantt, Group, Row};
use arrows::Place;
use hashbrown::HashMap;
use std::fmt::Write;

/// Rows drawn at most; a longer picture is more than viewers show.
pub const MAX_ROWS: usize = 2000;

const STYLE: &str = include_str!("../gantt.css");

/// Width of the picture and of the titles at its left, in pixels.
const WIDTH: f64 = 1000.0;
const TITLES: f64 = 270.0;
const MARGIN: f64 = 16.0;
/// Where time ends.
const RIGHT: f64 = WIDTH - MARGIN;
/// Height of the two lines of the axis, and of a further line for freezes or for the data date.
const AXIS: f64 = 40.0;
const AXIS_LINE: f64 = 14.0;

/// Width of a column of text, as a share of the size of its type; generous, so that titles end before the bars.
const COLUMN: f64 = 0.56;

/// The picture of a chart. `id` must be unique among what stands on one page, and of letters, digits, `-` and `_` only.
pub fn gantt(view: &Gantt<'_>, title: &str, id: &str) -> Option<String> {
    draw(view, title, id, false)
}

/// The same for a page whose script can stretch its time: it has an axis for each scale, of which the first is shown.
pub fn gantt_for_page(view: &Gantt<'_>, title: &str, id: &str) -> Option<String> {
    draw(view, title, id, true)
}

fn draw(view: &Gantt<'_>, title: &str, id: &str, stretches: bool) -> Option<String> {
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
    let (legend, legend_height) = legend::legend(view, period);
    let shown = [!view.freezes.is_empty(), period.contains(view.data_date)];
    let top = legend_height + AXIS + AXIS_LINE * shown.iter().filter(|shown| **shown).count() as f64;
    let body = lines as f64 * row;
    let height = top + body + MARGIN + if left_out > 0 { 24.0 } else { 0.0 };
    let out = String::with_capacity(4096 + lines * 400);
    let mut picture = Picture { out, view, id, period, row, legend: legend_height, top, bottom: top + body, places: HashMap::new() };
    picture.open(title, height);
    let _ = writeln!(picture.out, "<g class=\"legend\" data-h=\"{legend_height:.0}\">{legend}</g>");
    picture.grounds(stretches);
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
    picture.notes(arrows, left_out);
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
    /// Where the legend ends.
    legend: f64,
    /// Where the rows begin and end.
    top: f64,
    bottom: f64,
    /// Where the bar of each item lies, for arrows.
    places: HashMap<&'v str, Place>,
}

impl Picture<'_> {
    fn open(&mut self, title: &str, height: f64) {
        let (id, out) = (self.id, &mut self.out);
        // What the script of a page needs to know stands in `data-` attributes.
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lf-gantt\" width=\"{WIDTH:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" data-top=\"{:.1}\" data-left=\"{TITLES:.0}\" data-right=\"{RIGHT:.0}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n<title id=\"{id}-title\">",
            self.top
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
        let _ = write!(
            out,
            "<style>\n{STYLE}.lf-gantt .partial{{fill:url(#{id}-hatch)}}\n.lf-gantt .frozen{{fill:url(#{id}-frost)}}\n.lf-gantt .arrows path{{marker-end:url(#{id}-tip)}}\n.lf-gantt .arrows.crit path{{marker-end:url(#{id}-tip-crit)}}\n</style>\n"
        );
        let marker = "viewBox=\"-5 -3 5 6\" markerWidth=\"5\" markerHeight=\"6\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"";
        let _ = writeln!(
            out,
            "<defs><pattern class=\"stripes\" id=\"{id}-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"pale\" width=\"6\" height=\"6\"/><line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern><pattern class=\"stripes\" id=\"{id}-frost\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line class=\"frost\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\"/></pattern><clipPath id=\"{id}-titles\"><rect x=\"0\" y=\"0\" width=\"{:.0}\" height=\"{height:.0}\"/></clipPath><marker id=\"{id}-tip\" {marker}><path class=\"tip\" d=\"M0 0l-4-2.5v5z\"/></marker><marker id=\"{id}-tip-crit\" {marker}><path class=\"tip crit\" d=\"M0 0l-5-3v6z\"/></marker></defs>",
            TITLES - 4.0
        );
        out.push_str("<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
    }

    /// What the picture does not show.
    fn notes(&mut self, arrows: usize, left_out: usize) {
        if arrows > 0 {
            let _ = writeln!(
                self.out,
                "<text class=\"soft note\" x=\"{RIGHT:.1}\" y=\"{:.1}\" font-size=\"11\" text-anchor=\"end\">{arrows} {} left out: there are too many to follow.</text>",
                self.bottom + 12.0,
                if arrows == 1 { "arrow is" } else { "arrows are" }
            );
        }
        if left_out > 0 {
            let _ = writeln!(
                self.out,
                "<text class=\"soft note\" x=\"{MARGIN:.1}\" y=\"{:.1}\" font-size=\"13\">{left_out} more {} left out of the picture.</text>",
                self.bottom + 24.0,
                if left_out == 1 { "item is" } else { "items are" }
            );
        }
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
        TITLES + day.days_since(self.period.first) as f64 * self.pixels_a_day()
    }

    fn pixels_a_day(&self) -> f64 {
        (RIGHT - TITLES) / self.period.days().max(1) as f64
    }

    /// Where a period begins, and how wide it is.
    fn across(&self, period: Period) -> (f64, f64) {
        let x = self.x(period.first);
        (x, (self.x(period.last) - x) + self.pixels_a_day())
    }
}

/// A diamond round a point.
fn diamond(out: &mut String, class: &str, x: f64, y: f64, half: f64) {
    let _ = write!(
        out,
        "<path class=\"{class}\" d=\"M{:.1} {y:.1}l{half:.1} -{half:.1}l{half:.1} {half:.1}l-{half:.1} {half:.1}z\"/>",
        x - half
    );
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
    use super::{gantt, gantt_for_page};
    use crate::model::ItemKind;
    use crate::schedule::Basis;
    use crate::time::{Date, Period};
    use crate::view::gantt::{BarState, Driver, Ends, Gantt, Group, GroupKind, Needed, Row};

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
            from_morning: false,
            pauses: Vec::new(),
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
    fn a_pause_is_a_gap_in_its_bar_and_told_in_words() {
        let mut view = view("A", 2);
        assert!(!gantt(&view, "T", "g").unwrap().contains("class=\"pause\""));
        view.groups[0].rows[1].pauses.push(Period::new(view.data_date, view.data_date));
        let svg = gantt(&view, "T", "g").unwrap();
        assert!(svg.contains(", paused 2025-01-01</title>") && svg.contains(">paused (away or frozen)</text>"), "{svg}");
        assert_eq!(svg.matches("<rect class=\"pause\"").count(), 2, "the bar and the legend");
    }

    #[test]
    fn a_moment_stands_at_the_end_of_its_day_or_at_its_beginning() {
        let mut view = view("A", 1);
        view.period = Some(Period::new(view.data_date, view.data_date.plus_days(9)));
        let place =
            |svg: String| svg.split("class=\"partial moment\" d=\"M").nth(1).unwrap().split(' ').next().unwrap().parse::<f64>().unwrap();
        let evening = place(gantt(&view, "T", "g").unwrap());
        view.groups[0].rows[0].from_morning = true;
        let morning = place(gantt(&view, "T", "g").unwrap());
        assert!(evening - morning > 60.0, "{morning} {evening}");
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

    #[test]
    fn critical_and_late_show_in_every_state_and_shape() {
        for (state, word) in [(BarState::Partial, "partial"), (BarState::Open, "open"), (BarState::Unknown, "unknown")] {
            let mut view = view("a", 8);
            for row in &mut view.groups[0].rows {
                (row.state, row.critical) = (state, true);
            }
            let svg = gantt(&view, "t", "g").unwrap();
            assert_eq!(svg.matches(&format!("class=\"{word} crit\"")).count(), 6 + usize::from(word == "open"));
            assert_eq!(svg.matches(&format!("class=\"{word} crit moment\"")).count(), 2);
            // The legend has the mark of what is late once more.
            assert_eq!(svg.matches("class=\"late\"").count(), 9);
        }
    }

    #[test]
    fn the_legend_stays_in_the_picture() {
        let mut view = view("a", 40);
        for (at, row) in view.groups[0].rows.iter_mut().enumerate() {
            row.state = BarState::ALL[at % 4];
            (row.critical, row.baseline, row.float_until) = (true, Some(row.period), Some(row.period.last.plus_days(9)));
        }
        view.highest_tier = Some("indispensable");
        let svg = gantt(&view, "t", "g").unwrap();
        let legend = svg.lines().find(|line| line.starts_with("<g class=\"legend\"")).unwrap();
        let mut words = 0;
        for text in legend.split("<text class=\"soft\" x=\"").skip(1) {
            let (x, rest) = text.split_once('"').unwrap();
            let word = rest.split_once('>').unwrap().1.split_once('<').unwrap().0;
            assert!(x.parse::<f64>().unwrap() + word.len() as f64 * 12.0 * super::COLUMN <= super::RIGHT, "{word} at {x}");
            words += 1;
        }
        assert_eq!(words, 12);
        assert!(legend.contains(">tier indispensable<") && legend.contains(">critical (no float)<"));
    }

    #[test]
    fn only_what_drives_the_critical_path_is_drawn_as_such() {
        let mut view = view("a", 3);
        let rows = &mut view.groups[0].rows;
        for (row, name) in rows.iter_mut().zip(["a", "b", "c"]) {
            (row.name, row.critical) = (name, true);
        }
        rows[1].needs = vec![Needed { name: "a", ends: Ends::default() }];
        rows[1].driver = Some(Driver { name: "a", people: false, ends: Ends::default() });
        rows[2].needs = vec![Needed { name: "a", ends: Ends::default() }];
        rows[2].driver = Some(Driver { name: "b", people: true, ends: Ends::default() });
        let svg = gantt(&view, "t", "g").unwrap();
        let drawn = |class: &str, arrow: &str| {
            svg.lines().any(|line| {
                line.starts_with(&format!("<g class=\"{class}\"><path data-a=\"{arrow}\"")) && line.matches("data-a").count() == 1
            })
        };
        assert!(drawn("arrows", "0 2") && drawn("arrows crit", "0 1") && drawn("arrows crit waits", "1 2"));
    }

    #[test]
    fn a_page_has_an_axis_for_each_scale() {
        let view = view("a", 3);
        let count = |svg: Option<String>| svg.unwrap().matches("class=\"t axis\" data-zoom=").count();
        assert_eq!((count(gantt(&view, "t", "g")), count(gantt_for_page(&view, "t", "g"))), (1, 5));
    }
}
