//! Arrows from what is needed to what needs it. Those of the critical path stand out.

use super::Picture;
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
                if driver.people { &mut waits } else { &mut path }.push((from, to));
                on_path.insert((from.at, to.at));
            }
        }
        let needs = rows().filter(|row| !row.is_window()).flat_map(|row| row.needs.iter().map(|need| (*need, row.name)));
        let mut plain: Vec<(Place, Place)> = needs.filter_map(|(need, name)| place(need).zip(place(name))).collect();
        plain.retain(|(from, to)| !on_path.contains(&(from.at, to.at)));
        let left_out = if plain.len() > MAX_ARROWS { std::mem::take(&mut plain).len() } else { 0 };
        for (class, arrows) in [("arrows", plain), ("arrows crit", path), ("arrows crit waits", waits)] {
            if arrows.is_empty() {
                continue;
            }
            let _ = write!(self.out, "<g class=\"{class}\">");
            for (from, to) in arrows {
                let _ = write!(self.out, "<path data-a=\"{} {}\" d=\"{}\"/>", from.at, to.at, route(from, to, self.row));
            }
            self.out.push_str("</g>\n");
        }
        left_out
    }
}

/// Out of the end, down beside the later of the two, into the start; from above or below into a diamond; where the start lies before
/// the end, back under the bar. The script of the page does the same.
fn route(from: Place, to: Place, row: f64) -> String {
    let side = if to.middle > from.middle { -1.0 } else { 1.0 };
    let (end, middle) = (from.end, from.middle);
    match to.centre {
        Some(centre) if end <= centre + 2.0 => format!("M{end:.1} {middle:.1}H{centre:.1}V{:.1}", to.middle + side * to.half),
        _ if to.begin >= end + 6.0 => format!("M{end:.1} {middle:.1}H{:.1}V{:.1}H{:.1}", to.begin - 4.0, to.middle, to.begin),
        _ => {
            let level = to.middle + side * row * 0.45;
            format!("M{end:.1} {middle:.1}h3V{level:.1}H{:.1}V{:.1}H{:.1}", to.begin - 6.0, to.middle, to.begin)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, route};

    fn place(begin: f64, end: f64, middle: f64) -> Place {
        Place { at: 0, begin, end, middle, half: 8.0, centre: None }
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
