//! Wholes with conditions of their own.

use crate::trees::{Memory, found, hold};
use landfall::model::Plan;
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

#[test]
fn what_is_claimed_done_is_contradicted_by_its_parts() {
    let tree = [("here.py", "x\n")];
    let of = |lines: &str| found("contradicted", lines, &tree);
    let step =
        |claim: &str, more: &str| of(&format!("component c \"C\" done {more} {{\n step s \"S\" {claim} done when file \"gone.py\"\n}}"));
    let denied = ["`c` is claimed done, but its step `s` is not: its condition does not hold"];
    assert_eq!(["", "missing", "partial"].map(|claim| step(claim, "")), [denied; 3]);
    assert_eq!(step("", "at \"here.py\""), denied, "that something stands there shows nothing else");
    assert_eq!(step("dropped", ""), [""; 0]);
    assert_eq!(step("", "done when file \"here.py\""), [""; 0], "it says itself when it is done");
    let gone = of("component c \"C\" done {\n step s \"S\" at \"gone.py\"\n}");
    assert_eq!(gone, ["`c` is claimed done, but its step `s` is not: there is nothing at its path"]);
    let phase = |item: &str| of(&format!("phase p \"P\" weeks 1..1 done\n{item}"));
    let open = ["phase `p` is claimed done, but `c` in it is not"];
    assert_eq!(phase("component c \"C\" missing in p done when file \"gone.py\""), open);
    assert_eq!(phase("component c \"C\" in p at \"gone.py\""), open);
    assert_eq!(phase("retire c \"C\" in p at \"here.py\""), open);
    assert_eq!(phase("component c \"C\" done in p done when file \"here.py\"\nretire d \"D\" in p at \"gone.py\""), [""; 0]);
    let said = found("contradictory-claims", "phase p \"P\" weeks 1..1 done\ncomponent c \"C\" missing in p", &tree);
    assert_eq!(said, ["phase `p` is done, and `c` in it is not"]);
}

#[test]
fn of_several_things_those_that_are_found_are_done() {
    let of = |claim: &str| {
        let held = hold(
            &format!("component c \"C\" {claim} count 4 done when file \"help/*\" >= 4"),
            &Memory::new(&[("help/a", "x"), ("help/b", "x")]),
        );
        let sum = *assess(&held.plan, Some(&held.evidence), Date::parse("2025-06-01").unwrap()).rollup(Plan::ROOT);
        (sum.done, sum.partial, sum.missing, sum.proven)
    };
    assert_eq!(["", "done 2", "done 1", "done 1 partial 1"].map(of), [(2, 0, 2, 2), (2, 0, 2, 2), (2, 0, 2, 2), (2, 1, 1, 2)]);
    assert_eq!(of("done 3"), (0, 0, 4, 0), "the evidence denies what is claimed");
}
