//! Wholes with conditions of their own.

use crate::trees::{Memory, hold};
use landfall::progress::{Standing, assess};
use landfall::time::Date;

/// How the first item of a plan stands, and whether only its own condition keeps it open.
fn whole(lines: &str, files: &[(&str, &str)]) -> (Standing, bool) {
    let held = hold(lines, &Memory::new(files));
    let assessment = assess(&held.plan, Some(&held.evidence), Date::parse("2025-06-01").unwrap());
    (assessment.standings[1], assessment.unmet[1])
}

#[test]
fn a_whole_is_open_until_its_own_condition_holds() {
    let lines = "component c \"C\" {\n component d \"D\" done when file \"y.py\"\n done when file \"z.py\"\n}";
    let (y, z) = (("y.py", "x = 1\n"), ("z.py", "x = 1\n"));
    assert_eq!(whole(lines, &[y, z]), (Standing::Done, false));
    assert_eq!(whole(lines, &[y]), (Standing::Partial, true));
    assert_eq!(whole(lines, &[z]), (Standing::Missing, false), "its part is open, so that keeps it open");
}

#[test]
fn of_a_whole_without_parts_that_are_wanted_its_own_condition_decides() {
    let lines = "area a \"A\" {\n component d \"D\" dropped\n done when file \"z.py\"\n}";
    assert_eq!(whole(lines, &[("z.py", "x = 1\n")]), (Standing::Done, false));
    assert_eq!(whole(lines, &[("y.py", "x = 1\n")]), (Standing::Missing, true));
    assert_eq!(whole("area a \"A\" {\n component d \"D\" dropped\n}", &[]), (Standing::Dropped, false));
}
