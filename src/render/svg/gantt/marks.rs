//! Marks that bars and the legend have in common.

use std::fmt::Write;

/// A gap in a bar, with a line that holds its parts together.
pub(super) fn pause_mark(out: &mut String, x: f64, middle: f64, width: f64, half: f64) {
    let (top, tall) = (middle - half - 2.0, half * 2.0 + 4.0);
    let _ = write!(out, "<rect class=\"pause\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{tall:.1}\"/>");
    let _ = write!(out, "<path class=\"pause\" d=\"M{x:.1} {middle:.1}h{width:.1}\"/>");
}

/// The mark of what is late, behind a bar that ends at `x`.
pub(super) fn chevrons(out: &mut String, x: f64, y: f64) {
    let _ = write!(out, "<path class=\"late\" d=\"M{x:.1} {:.1}h0m3 0l3.5 3.5l-3.5 3.5m4.5 -7l3.5 3.5l-3.5 3.5\"/>", y - 3.5);
}

/// The mark of a day something is due: a line under a small flag.
pub(super) fn due(out: &mut String, x: f64, y: f64, half: f64) {
    let _ = write!(out, "<path class=\"due\" d=\"M{x:.1} {:.1}V{:.1}l-3 -4h6l-3 4\"/>", y + half, y - half + 1.0);
}
