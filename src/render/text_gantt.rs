//! A Gantt chart of characters, for terminals and code blocks.

use super::axis::{Axis, Mark};
use super::markdown::{plain, turns};
use super::markup::cut;
use crate::time::{Date, Period};
use crate::view::gantt::{BarState, Gantt, Group, Row};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Rows drawn at most.
pub const MAX_ROWS: usize = 200;

/// Freezes drawn at most.
const MAX_FREEZES: usize = 20;

/// Columns of the longest title.
const MAX_TITLE: usize = 32;
/// Columns of the word for the state, or of `12/345` at the head of a group.
const STATE: usize = 12;
/// Columns of a whole line, about.
const LINE: usize = 100;

/// Where days fall on columns.
#[derive(Debug, Clone, Copy)]
struct Scale {
    period: Period,
    /// Columns of a day, where a day has several.
    per_day: i64,
    /// Days of a column, where a column has several.
    days_per: i64,
}

impl Scale {
    fn new(period: Period, room: i64) -> Scale {
        let days = period.days().max(1);
        if days <= room {
            Scale { period, per_day: (room / days).clamp(1, 4), days_per: 1 }
        } else {
            Scale { period, per_day: 1, days_per: (days + room - 1) / room }
        }
    }

    fn width(self) -> usize {
        self.columns(self.period).1
    }

    /// The column a day begins in.
    fn column(self, day: Date) -> usize {
        (day.days_since(self.period.first).max(0) * self.per_day / self.days_per) as usize
    }

    /// The columns of a period: the first, and the one behind the last.
    fn columns(self, period: Period) -> (usize, usize) {
        let first = self.column(period.first);
        let end = if self.days_per == 1 { self.column(period.last.plus_days(1)) } else { self.column(period.last) + 1 };
        (first, end.max(first + 1))
    }

    fn words(self) -> String {
        match (self.per_day, self.days_per) {
            (1, 1) => "one column a day".to_owned(),
            (1, 7) => "one column a week".to_owned(),
            (1, days) => format!("one column for {days} days"),
            (columns, _) => format!("{columns} columns a day"),
        }
    }
}

/// The chart in the making.
struct Chart<'o, 'v> {
    out: &'o mut String,
    view: &'v Gantt<'v>,
    scale: Scale,
    /// Whether anything is late, so that titles have a column for its mark before them.
    late: bool,
    /// Columns of titles, those of the marks before them included.
    title: usize,
    /// What a line shows where no bar is.
    ground: Vec<char>,
    line: Vec<char>,
}

/// Draws the chart; nothing when nothing has dates.
pub fn draw(out: &mut String, view: &Gantt<'_>) {
    let Some(period) = view.period else {
        return;
    };
    let fitting = view.fitting(MAX_ROWS);
    let drawn = || view.groups.iter().zip(&fitting).flat_map(|(group, rows)| rows.iter().filter_map(|at| group.rows.get(*at)));
    let late = drawn().any(|row| row.late);
    let lead = if late { 3 } else { 2 };
    let titles = drawn()
        .map(|row| row.title.width() + lead)
        .chain(view.freezes.iter().map(|freeze| freeze.title.width()))
        .chain(view.groups.iter().map(|group| group.title.width()));
    let title = titles.max().unwrap_or(0).clamp(12, MAX_TITLE) + 2;
    let scale = Scale::new(period, (LINE - title - STATE) as i64);
    let mut chart = Chart { out, view, scale, late, title, ground: ground(view, scale), line: Vec::new() };
    chart.axis();
    chart.freezes();
    let mut lines = 0;
    for (at, (group, rows)) in view.groups.iter().zip(&fitting).enumerate() {
        if lines >= MAX_ROWS {
            let rest = view.groups.get(at..).unwrap_or_default();
            let items: usize = rest.iter().map(|group| group.rows.len()).sum();
            let _ =
                writeln!(chart.out, "… and {} more {} with {items} items", rest.len(), if rest.len() == 1 { "group" } else { "groups" });
            break;
        }
        if view.groups.len() > 1 || group.period.is_some() {
            chart.head(group);
        }
        for row in rows.iter().filter_map(|at| group.rows.get(*at)) {
            chart.row(row);
        }
        if rows.len() < group.rows.len() {
            let more = group.rows.len() - rows.len();
            let _ = writeln!(chart.out, "  … and {more} more {}", if more == 1 { "item" } else { "items" });
        }
        lines += rows.len() + 1;
    }
    chart.legend(drawn());
}

/// The empty chart: days off, and the data date.
fn ground(view: &Gantt<'_>, scale: Scale) -> Vec<char> {
    let mut ground = vec![' '; scale.width()];
    if scale.days_per == 1 {
        for off in &view.days_off {
            let (first, end) = scale.columns(*off);
            ground.iter_mut().take(end).skip(first).for_each(|cell| *cell = '·');
        }
    }
    if scale.period.contains(view.data_date)
        && let Some(cell) = ground.get_mut(scale.column(view.data_date))
    {
        *cell = '┆';
    }
    ground
}

impl Chart<'_, '_> {
    fn axis(&mut self) {
        let axis = Axis::new(self.scale.days_per as f64 / self.scale.per_day as f64);
        self.marks(&axis.coarse_marks(self.scale.period), "");
        if axis.fine.is_some() {
            self.marks(&axis.fine_marks(self.scale.period), "State");
        }
    }

    /// A row of the axis. A label without room is left out.
    fn marks(&mut self, marks: &[Mark], heading: &str) {
        let mut line = vec![' '; self.scale.width() + 10];
        let mut free = 0;
        for (at, mark) in marks.iter().enumerate() {
            let column = self.scale.column(mark.date);
            let next = marks.get(at + 1).map(|mark| self.scale.column(mark.date));
            // A division that has only begun to show before the next gives way to it.
            if column < free || next.is_some_and(|next| next <= column + mark.label.len() && at == 0) {
                continue;
            }
            for (cell, c) in line.iter_mut().skip(column).zip(mark.label.chars()) {
                *cell = c;
            }
            free = column + mark.label.len() + 1;
        }
        self.label("", "", heading);
        self.out.extend(line);
        self.end();
    }

    /// The freezes, each in a line of its own.
    fn freezes(&mut self) {
        for freeze in self.view.freezes.iter().take(MAX_FREEZES) {
            self.label("", freeze.title, "freeze");
            self.clear();
            let (first, end) = self.scale.columns(freeze.period);
            self.fill(first, end, '=');
            self.flush();
        }
    }

    /// The line of a group: its title, how much of it is done, and its window.
    fn head(&mut self, group: &Group<'_>) {
        self.label("", group.title, &format!("{}/{}", group.done, group.items));
        self.clear();
        if let Some(period) = group.period {
            let (first, end) = self.scale.columns(period);
            self.fill(first, end, '─');
            self.put(first, '├');
            self.put(end - 1, if end - 1 == first { '┼' } else { '┤' });
        }
        self.flush();
    }

    fn row(&mut self, row: &Row<'_>) {
        let mark = match (row.top_tier, row.late) {
            (true, true) => "!> ",
            (false, true) => " > ",
            (true, false) if self.late => "!  ",
            (false, false) if self.late => "   ",
            (true, false) => "! ",
            (false, false) => "  ",
        };
        self.label(mark, row.title, row.state_word);
        self.clear();
        let (first, end) = self.scale.columns(row.period);
        if row.milestone {
            self.put(if row.from_morning { first } else { end - 1 }, diamond(row));
        } else {
            self.fill(first, end, if row.is_window() { '─' } else { fill(row) });
            let by_day = self.scale.days_per == 1;
            for pause in row.pauses.iter().filter(|_| by_day) {
                let (first, end) = self.scale.columns(*pause);
                self.fill(first, end, '·');
            }
        }
        if let Some(until) = row.float_until.filter(|_| !row.is_window()) {
            let (_, tail) = self.scale.columns(Period::new(row.period.last, until));
            for column in end..tail {
                if self.ground.get(column).is_some_and(|cell| *cell == ' ') {
                    self.put(column, '╌');
                }
            }
        }
        if row.late {
            let today = self.scale.column(self.view.data_date).min(self.ground.len());
            self.fill(end, today, '>');
        }
        self.flush();
    }

    fn label(&mut self, mark: &str, title: &str, state: &str) {
        let title = plain(title);
        let room = self.title - mark.len();
        let (shown, ellipsis) = cut(&title, room - 1);
        self.out.push_str(mark);
        let isolated = turns(shown);
        if isolated {
            self.out.push('\u{2068}');
        }
        self.out.push_str(shown);
        self.out.push_str(ellipsis);
        if isolated {
            self.out.push('\u{2069}');
        }
        let used = shown.width() + ellipsis.width();
        self.out.extend(std::iter::repeat_n(' ', room.saturating_sub(used)));
        let _ = write!(self.out, "{state:<STATE$}");
        if state.len() >= STATE {
            self.out.push(' ');
        }
    }

    fn clear(&mut self) {
        self.line.clear();
        self.line.extend_from_slice(&self.ground);
    }

    fn put(&mut self, column: usize, c: char) {
        if let Some(cell) = self.line.get_mut(column) {
            *cell = c;
        }
    }

    fn fill(&mut self, first: usize, end: usize, c: char) {
        self.line.iter_mut().take(end).skip(first).for_each(|cell| *cell = c);
    }

    fn flush(&mut self) {
        self.out.extend(self.line.iter());
        self.end();
    }

    fn end(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    /// What the marks mean, as far as they are used.
    fn legend<'r>(&mut self, rows: impl Iterator<Item = &'r Row<'r>> + Clone) {
        let any = |test: &dyn Fn(&Row<'_>) -> bool| rows.clone().any(test);
        let is_bar = |row: &Row<'_>| !row.milestone && !row.is_window();
        let bar = |state: BarState| any(&|row| is_bar(row) && row.state == state && fill(row) != '#');
        let trails = |row: &Row<'_>| row.late && row.period.last.plus_days(1) < self.view.data_date;
        let scale = self.scale.words();
        let tier = format!("! tier {}", plain(self.view.highest_tier.unwrap_or("highest tier")));
        let date = format!("┆ {}, the data date", self.view.data_date);
        let entries = [
            (bar(BarState::Done), "█ done"),
            (bar(BarState::Partial), "▓ partial"),
            (bar(BarState::Open), "▒ missing or open"),
            (bar(BarState::Unknown), "░ unknown or not stated"),
            (any(&|row| is_bar(row) && row.critical), "# critical: open, no float"),
            (any(&|row| row.float_until.is_some() && !row.is_window()), "╌ float"),
            (any(&|row| row.late), if any(&trails) { "> late; behind a bar, up to the data date" } else { "> late" }),
            (any(&|row| row.milestone && !row.critical), "◇ milestone (◆ done)"),
            (any(&|row| row.milestone && row.critical), "◈ critical milestone"),
            (!self.view.freezes.is_empty(), "= freeze"),
            (any(&|row| !row.milestone && row.is_window()), "─ somewhere in its phase"),
            (self.view.groups.iter().any(|group| group.period.is_some()), "├─┤ phase"),
            (self.view.groups.len() > 1, "1/2 done of all"),
            (self.ground.contains(&'·') || self.scale.days_per == 1 && any(&|row| !row.pauses.is_empty()), "· not worked"),
            (self.ground.contains(&'┆'), &date),
            (any(&|row| row.top_tier), &tier),
            (true, &scale),
        ];
        let mut used = 0;
        for (_, entry) in entries.iter().filter(|(shown, _)| *shown) {
            let width = entry.width() + 3;
            if used == 0 || used + width > LINE {
                self.out.push('\n');
                used = 0;
            } else {
                self.out.push_str("   ");
            }
            self.out.push_str(entry);
            used += width;
        }
        self.out.push('\n');
    }
}

fn fill(row: &Row<'_>) -> char {
    match row.state {
        _ if row.critical => '#',
        BarState::Done => '█',
        BarState::Partial => '▓',
        BarState::Open => '▒',
        BarState::Unknown => '░',
    }
}

fn diamond(row: &Row<'_>) -> char {
    match row.state {
        BarState::Done => '◆',
        _ if row.critical => '◈',
        _ => '◇',
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, draw};
    use crate::model::ItemKind;
    use crate::schedule::Basis;
    use crate::time::{Date, Period};
    use crate::view::gantt::{BarState, Gantt, Group, GroupKind, Row};
    use unicode_width::UnicodeWidthStr;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn row<'a>(title: &'a str, first: &str, last: &str) -> Row<'a> {
        Row {
            name: title,
            title,
            kind: ItemKind::Component,
            period: Period::new(date(first), date(last)),
            basis: Basis::Fixed,
            state: BarState::Open,
            state_word: "missing",
            late: false,
            milestone: false,
            from_morning: false,
            pauses: Vec::new(),
            top_tier: false,
            critical: false,
            on_path: false,
            driver: None,
            float_until: None,
            baseline: None,
            needs: Vec::new(),
            due: None,
        }
    }

    fn chart(rows: Vec<Row<'_>>) -> String {
        let all = rows.iter().map(|row| row.period).reduce(|a, b| Period::new(a.first.min(b.first), a.last.max(b.last)));
        let group = Group { kind: GroupKind::Rest, title: "All items", period: None, items: rows.len() as u32, done: 0, rows };
        let view = Gantt {
            data_date: date("2025-01-08"),
            period: all,
            days_off: Vec::new(),
            freezes: Vec::new(),
            groups: vec![group],
            highest_tier: None,
            open_ended: Vec::new(),
            late: 0,
            undated: 0,
            dropped: 0,
        };
        let mut out = String::new();
        draw(&mut out, &view);
        out
    }

    #[test]
    fn bars_begin_and_end_on_their_days() {
        let mut late = row("Late", "2025-01-01", "2025-01-04");
        late.late = true;
        let out = chart(vec![late, row("Next", "2025-01-05", "2025-02-19")]);
        let bar = |title: &str| out.lines().find(|line| line.contains(title)).unwrap().chars().skip(14 + super::STATE).collect::<String>();
        assert_eq!(bar("Late"), "▒▒▒▒>>>┆");
        assert_eq!(bar("Next"), format!("    {}", "▒".repeat(46)));
    }

    #[test]
    fn a_pause_is_dots_in_its_bar() {
        let mut paused = row("Paused", "2025-01-01", "2025-02-19");
        assert!(!chart(vec![row("Plain", "2025-01-01", "2025-02-19")]).contains('·'));
        paused.pauses.push(Period::new(date("2025-01-03"), date("2025-01-06")));
        let out = chart(vec![paused]);
        assert!(out.contains(&format!("▒▒····{}", "▒".repeat(44))) && out.contains("· not worked"), "{out}");
    }

    #[test]
    fn any_span_stays_within_the_line() {
        for last in ["2025-01-01", "2025-01-20", "2025-03-15", "2026-01-01", "2033-05-05", "9999-12-31"] {
            let out = chart(vec![
                row("A title that is longer than what there is room for in it", "2025-01-01", last),
                row("四角形の図四角形の図四角形の図四角形の図", "2025-01-01", last),
            ]);
            for line in out.lines() {
                assert!(line.width() <= 112, "{last}: {line}");
            }
        }
        assert_eq!(Scale::new(Period::new(date("1000-01-01"), date("9999-12-31")), 60).width(), 60);
    }

    #[test]
    fn many_rows_are_bounded_and_said_to_be() {
        let out = chart((0..1000).map(|_| row("Same", "2025-01-01", "2025-01-04")).collect());
        assert!(out.lines().count() < 220);
        assert!(out.contains("… and 800 more items"));
    }

    #[test]
    fn a_title_cannot_end_the_code_block() {
        let out = chart(vec![row("```", "2025-01-01", "2025-01-04"), row("two\nlines", "2025-01-01", "2025-01-04")]);
        assert!(out.lines().all(|line| line.trim() != "```"));
        assert!(out.contains("two lines"));
    }
}
