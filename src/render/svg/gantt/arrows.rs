//! Arrows from what is needed to what needs it. Those of the critical path stand out.

use super::Picture;
use crate::view::gantt::Ends;
use hashbrown::HashSet;
use std::fmt::Write;

/// Arrows drawn at most beside those of the critical path: more cannot be followed.
const MAX_ARROWS: usize = 600;

/// Where a bar lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its row, from zero.
    pub at: usize,
    /// Where arrows end and begin.
    pub begin: f64,
    pub end: f64,
    pub middle: f64,
    /// Half the height of a diamond.
    pub half: f64,
    /// The middle of a diamond.
    pub centre: Option<f64>,
}

impl Picture<'_> {
    /// Draws the arrows; gives how many were left out.
    pub(super) fn arrows(&mut self, fitting: &[Vec<usize>]) -> usize {
        let view = self.view;
        let rows = || view.groups.iter().zip(fitting).flat_map(|(group, rows)| rows.iter().filter_map(|at| group.rows.get(*at)));
        let place = |name: &str| self.places.get(name).copied();
        let (mut path, mut waits) = (Vec::new(), Vec::new());
        let mut on_path: HashSet<(usize, usize)> = HashSet::new();
        for row in rows() {
            if let Some((driver, (from, to))) = row.driver.and_then(|driver| Some((driver, place(driver.name).zip(place(row.name))?))) {
                if driver.people { &mut waits } else { &mut path }.push((from, to, driver.ends));
                on_path.insert((from.at, to.at));
            }
        }
        let needs = rows().filter(|row| !row.is_window()).flat_map(|row| row.needs.iter().map(|need| (need, row.name)));
        let mut plain: Vec<(Place, Place, Ends)> =
            needs.filter_map(|(need, name)| Some((place(need.name)?, place(name)?, need.ends))).collect();
        plain.retain(|(from, to, _)| !on_path.contains(&(from.at, to.at)));
        let left_out = if plain.len() > MAX_ARROWS { std::mem::take(&mut plain).len() } else { 0 };
        for (class, arrows) in [("arrows", plain), ("arrows crit", path), ("arrows crit waits", waits)] {
            if arrows.is_empty() {
                continue;
            }
            let _ = write!(self.out, "<g class=\"{class}\">");
            for (from, to, ends) in arrows {
                // Behind the rows stands what the script of a page needs to know of the ends.
                let marks = [(ends.from_start, " s"), (ends.to_end, " e")].map(|(holds, mark)| if holds { mark } else { "" }).concat();
                let way = route(from, to, ends, self.row);
                let _ = write!(self.out, "<path data-a=\"{} {}{marks}\" d=\"{way}\"/>", from.at, to.at);
            }
            self.out.push_str("</g>\n");
        }
        left_out
    }
}

/// Out of the end, down beside the later of the two, into the start; from above or below into a diamond; where the start lies before
/// the end, back under the bar. Two starts, or two ends, are joined around the outer of them. The script of the page does the same.
fn route(from: Place, to: Place, ends: Ends, row: f64) -> String {
    let side = if to.middle > from.middle { -1.0 } else { 1.0 };
    let (below, middle) = (to.middle + side * row * 0.45, from.middle);
    match (ends.from_start, ends.to_end) {
        (true, false) => format!("M{:.1} {middle:.1}H{:.1}V{:.1}H{:.1}", from.begin, from.begin.min(to.begin) - 6.0, to.middle, to.begin),
        (false, true) => format!("M{:.1} {middle:.1}H{:.1}V{:.1}H{:.1}", from.end, from.end.max(to.end) + 6.0, to.middle, to.end),
        (true, true) if to.end + 6.0 <= from.begin => {
            format!("M{:.1} {middle:.1}H{:.1}V{:.1}H{:.1}", from.begin, to.end + 4.0, to.middle, to.end)
        }
        (true, true) => format!("M{:.1} {middle:.1}h-3V{below:.1}H{:.1}V{:.1}H{:.1}", from.begin, to.end + 6.0, to.middle, to.end),
        (false, false) => match to.centre {
            Some(centre) if from.end <= centre + 2.0 => {
                format!("M{:.1} {middle:.1}H{centre:.1}V{:.1}", from.end, to.middle + side * to.half)
            }
            _ if to.begin >= from.end + 6.0 => {
                format!("M{:.1} {middle:.1}H{:.1}V{:.1}H{:.1}", from.end, to.begin - 4.0, to.middle, to.begin)
            }
            _ => format!("M{:.1} {middle:.1}h3V{below:.1}H{:.1}V{:.1}H{:.1}", from.end, to.begin - 6.0, to.middle, to.begin),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Ends, Place, route as join};
    use crate::syntax::LinkKind;

    fn place(begin: f64, end: f64, middle: f64) -> Place {
        Place { at: 0, begin, end, middle, half: 8.0, centre: None }
    }

    fn route(from: Place, to: Place, row: f64) -> String {
        join(from, to, Ends::default(), row)
    }

    #[test]
    fn arrows_join_the_ends_that_a_need_links() {
        let way = |link, to| join(place(20.0, 60.0, 10.0), to, Ends::of(link), 20.0);
        let (left, right) = (place(0.0, 10.0, 30.0), place(40.0, 90.0, 30.0));
        assert_eq!(way(LinkKind::StartStart, right), "M20.0 10.0H14.0V30.0H40.0");
        assert_eq!(way(LinkKind::StartStart, left), "M20.0 10.0H-6.0V30.0H0.0");
        assert_eq!(way(LinkKind::FinishFinish, right), "M60.0 10.0H96.0V30.0H90.0");
        assert_eq!(way(LinkKind::FinishFinish, left), "M60.0 10.0H66.0V30.0H10.0");
        assert_eq!(way(LinkKind::StartFinish, left), "M20.0 10.0H14.0V30.0H10.0");
        assert_eq!(way(LinkKind::StartFinish, right), "M20.0 10.0h-3V21.0H96.0V30.0H90.0");
    }

    #[test]
    fn arrows_reach_a_diamond_from_above_or_below() {
        let moment = |middle: f64| Place { centre: Some(99.0), ..place(91.0, 107.0, middle) };
        assert_eq!(route(place(50.0, 100.0, 10.0), moment(40.0), 20.0), "M100.0 10.0H99.0V32.0");
        assert_eq!(route(place(50.0, 60.0, 40.0), moment(10.0), 20.0), "M60.0 40.0H99.0V18.0");
    }

    #[test]
    fn arrows_go_back_under_the_bar() {
        assert_eq!(route(place(0.0, 50.0, 10.0), place(50.0, 90.0, 30.0), 20.0), "M50.0 10.0h3V21.0H44.0V30.0H50.0");
        assert_eq!(route(place(0.0, 50.0, 10.0), place(80.0, 90.0, 30.0), 20.0), "M50.0 10.0H76.0V30.0H80.0");
    }
}
