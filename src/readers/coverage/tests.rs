//! Each format's sample gives its numbers, and each trap is one that is not fallen into.

use super::super::{Place, ReadError, Reason, Report, read, read_coverage, samples};
use super::{Branches, Coverage, FileCoverage, Format, Lines, Note, Tally};

fn of(sample: &str) -> Coverage {
    read_coverage(sample.as_bytes()).unwrap()
}

fn file<'c>(coverage: &'c Coverage, path: &str) -> &'c FileCoverage {
    coverage.files.iter().find(|file| file.path == path).unwrap()
}

/// Lines and branches of each file.
fn figures(coverage: &Coverage) -> Vec<(&str, String, String)> {
    let told =
        |file: &FileCoverage| if file.branches == Branches::Untold { "untold".to_owned() } else { file.branches.tally().to_string() };
    coverage.files.iter().map(|file| (file.path.as_str(), file.lines.tally().to_string(), told(file))).collect()
}

fn row<'s>(path: &'s str, lines: &str, branches: &str) -> (&'s str, String, String) {
    (path, lines.to_owned(), branches.to_owned())
}

fn lines(coverage: &Coverage, path: &str) -> Vec<(u32, u64)> {
    match &file(coverage, path).lines {
        Lines::Listed { lines, .. } => lines.clone(),
        Lines::Counted(_) => panic!("{path} has counts alone"),
    }
}

fn fault(text: &str) -> ReadError {
    read(text.as_bytes()).unwrap_err()
}

fn claims(coverage: &Coverage) -> Vec<(&str, &str, u64, u64)> {
    let claim = |note: &'_ Note| matches!(note, Note::Claim { .. });
    let parts = coverage.notes.iter().filter(|note| claim(note)).filter_map(|note| match note {
        Note::Claim { scope, what, claimed, counted } => Some((scope.as_str(), *what, *claimed, *counted)),
        Note::Oddity { .. } => None,
    });
    parts.collect()
}

#[test]
fn lcov_unites_the_sections_of_a_file() {
    let coverage = of(samples::LCOV);
    assert_eq!(figures(&coverage), [row("src/shop/cart.js", "3/3", "2/2"), row("src/shop/till.js", "0/1", "0/0")]);
    assert_eq!(lines(&coverage, "src/shop/cart.js"), [(3, 4), (4, 4), (9, 2)]);
    assert_eq!(file(&coverage, "src/shop/cart.js").functions, Some(Tally::new(1, 2)));
    assert_eq!(coverage.formats, [Format::Lcov]);
    assert!(coverage.notes.is_empty(), "{:?}", coverage.notes);
}

#[test]
fn lcov_takes_arms_in_words_and_files_without_lines() {
    assert_eq!(figures(&of(samples::LCOV_WORDS)), [row("app/__init__.py", "0/0", "0/0"), row("app/jobs.py", "2/2", "1/2")]);
}

#[test]
fn lcov_totals_are_recounted_and_a_lie_is_noted() {
    let coverage = of("SF:a\nDA:1,0\nLF:1\nLH:1\nend_of_record\n");
    assert_eq!(coverage.sum(|_| true).lines, Tally::new(0, 1));
    assert_eq!(claims(&coverage), [("a", "covered lines", 1, 0)]);
}

#[test]
fn lcov_hits_out_of_range_saturate_and_negative_ones_did_not_run() {
    let coverage = of("SF:a\nDA:1,99999999999999999999\nDA:2,-1\nDA:3,1e3\nDA:0,1\nend_of_record\n");
    assert_eq!(lines(&coverage, "a"), [(1, i64::MAX as u64), (2, 0), (3, 1000)]);
}

#[test]
fn lcov_that_is_cut_off_or_broken_is_an_error_with_its_line() {
    for (text, line) in [("SF:a\nDA:1,1\n", 2), ("SF:a\nDA:1,", 2), ("SF:a\nDA:1,1\nend_of_rec", 3)] {
        let error = fault(text);
        assert!(matches!(error.reason, Reason::Truncated(_)), "{text:?}: {error}");
        assert_eq!(error.place.map(|place| place.line), Some(line), "{text:?}");
    }
    for text in [
        "SF:a\nDA:x,1\nend_of_record\n",
        "SF:a\nSF:b\nend_of_record\n",
        "TN:\nDA:1,1\n",
        "TN:\nend_of_record\n",
        "SF:a\nwhat\nend_of_record\n",
    ] {
        assert!(matches!(fault(text).reason, Reason::Malformed(_)), "{text:?}: {}", fault(text));
    }
    assert!(matches!(fault("SF:a\nDA:4294967296,1\nend_of_record\n").reason, Reason::TooLarge(_)));
    assert!(fault("TN:\n").is_nothing());
    assert!(matches!(fault("SF:\nend_of_record\n").reason, Reason::Malformed(_)));
}

#[test]
fn cobertura_counts_a_line_once_and_covered_where_any_class_ran_it() {
    let coverage = of(samples::COBERTURA);
    let expected = [row("shop/Cart.java", "2/3", "1/2"), row("shop/Gate.java", "2/2", "1/2"), row("shop/Till.java", "2/2", "0/0")];
    assert_eq!(figures(&coverage), expected);
    assert_eq!(coverage.sources, ["/ci/work/src"]);
    assert_eq!(coverage.written.as_ref().map(|stamp| stamp.latest), Some(1_700_000_000));
    assert_eq!(
        claims(&coverage),
        [("", "lines", 6, 7), ("", "covered lines", 4, 6), ("", "branches", 6, 4), ("", "covered branches", 4, 2)]
    );
    assert_eq!(coverage.notes.len(), 6, "{:?}", coverage.notes);
}

#[test]
fn branches_that_are_stated_and_not_listed_make_the_rest_partial() {
    let sum = of(samples::COBERTURA).sum(|_| true);
    assert_eq!(sum.partial_branches, 3);
    let whole = samples::COBERTURA.replace("branches-valid=\"6\"", "branches-valid=\"4\"");
    assert_eq!(of(&whole).sum(|_| true).partial_branches, 0);
}

#[test]
fn branches_that_flatter_the_stated_rate_are_partial() {
    let report = |rate: &str| {
        let line = "<line number='1' hits='1' branch='true' condition-coverage='50% (1/2)'/>";
        let text = format!(
            "<coverage line-rate='1' branch-rate='{rate}'><packages><class filename='a'><lines>{line}</lines></class></packages></coverage>"
        );
        of(&text).sum(|_| true).partial_branches
    };
    assert_eq!([report("0.2"), report("0.5"), report("0.4999"), report("0"), report("NaN")], [1, 0, 0, 0, 0]);
}

#[test]
fn cobertura_of_several_roots_says_when_files_cannot_be_told_apart() {
    let class = "<class name='x.py' filename='x.py'><lines><line number='1' hits='1'/></lines></class>";
    let report = |roots: &str| {
        format!(
            "<coverage line-rate='1'><sources>{roots}</sources><packages><package><classes>{class}{class}</classes></package></packages></coverage>"
        )
    };
    assert_eq!(of(&report("<source>/a</source><source>/b</source>")).notes.len(), 1);
    assert_eq!(of(&report("<source>/a</source>")).notes.len(), 0);
}

#[test]
fn jacoco_counts_a_line_that_ran_in_part_and_keeps_modules_apart() {
    let coverage = of(samples::JACOCO);
    let expected = [
        row("com/shop/Main.java", "2/3", "3/6"),
        row("com/old/A.java", "1/4", "0/0"),
        row("com/shop/Bare.java", "7/10", "1/2"),
        row("com/shop/Main.java", "0/1", "0/0"),
    ];
    assert_eq!(figures(&coverage), expected);
    let modules: Vec<_> = coverage.files.iter().map(|file| file.module.as_deref()).collect();
    assert_eq!(modules, [Some("core"), Some("web"), Some("web"), Some("web")]);
    assert_eq!(coverage.written.as_ref().map(|stamp| stamp.latest), Some(1_700_000_009));
    assert_eq!(claims(&coverage), [("", "lines", 100, 18), ("", "covered lines", 1, 10)]);
}

#[test]
fn clover_conditions_are_read_as_their_writer_means_them() {
    let open = of(samples::CLOVER_OPEN);
    assert_eq!(figures(&open), [row("/ci/src/shop/Cart.java", "2/2", "3/4")]);
    assert_eq!(open.files[0].functions, Some(Tally::new(1, 1)));
    assert_eq!(figures(&of(samples::CLOVER_DOTNET)), [row("C:/work/Cart.cs", "2/3", "1/2")]);
}

#[test]
fn istanbuls_clover_does_not_turn_a_third_into_all() {
    let coverage = of(samples::CLOVER_ISTANBUL);
    assert_eq!(figures(&coverage), [row("/ci/src/cart.ts", "1/2", "2/3"), row("/ci/src/till.ts", "1/1", "3/9")]);
}

#[test]
fn phpunits_declarations_are_not_lines() {
    let coverage = of(samples::CLOVER_PHPUNIT);
    assert_eq!(figures(&coverage), [row("/app/Cart.php", "1/2", "0/0")]);
    assert_eq!(coverage.files[0].functions, Some(Tally::new(1, 2)));
}

#[test]
fn istanbul_takes_the_most_hits_of_a_lines_statements() {
    let coverage = of(samples::ISTANBUL);
    assert_eq!(figures(&coverage), [row("/ci/src/cart.js", "1/2", "1/3")]);
    assert_eq!(lines(&coverage, "/ci/src/cart.js"), [(2, 3), (5, 0)]);
    assert_eq!(coverage.files[0].statements, Some(Tally::new(2, 4)));
    assert_eq!(coverage.files[0].functions, Some(Tally::new(1, 2)));
}

#[test]
fn istanbuls_summary_is_summed_by_file_and_never_past_all() {
    let coverage = of(samples::ISTANBUL_SUMMARY);
    assert_eq!(figures(&coverage), [row("/ci/src/cart.js", "7/8", "2/3"), row("/ci/src/odd.js", "2/2", "0/0")]);
    assert_eq!(claims(&coverage), [("/ci/src/odd.js", "covered of what there is", 5, 2)]);
    let only_total =
        r#"{"total": {"lines": {"total": 0, "covered": 0, "pct": "Unknown"}, "statements": {}, "functions": {}, "branches": {}}}"#;
    assert!(fault(only_total).is_nothing());
}

#[test]
fn coverage_py_does_not_count_docstrings_and_excluded_lines_as_covered() {
    let coverage = of(samples::COVERAGE_PY);
    assert_eq!(figures(&coverage), [row("app/cart.py", "2/3", "1/2"), row("app/empty.py", "0/0", "0/0")]);
    assert!(claims(&coverage).is_empty(), "{:?}", coverage.notes);
    let without_branches = samples::COVERAGE_PY.replace("\"branch_coverage\": true", "\"branch_coverage\": false");
    assert_eq!(of(&without_branches).sum(|_| true).without_branches, 2);
}

#[test]
fn coverage_py_statements_that_cannot_be_are_not_believed() {
    let lie = samples::COVERAGE_PY.replace("\"covered_lines\": 2, \"num_statements\": 3, \"percent_covered\": 60.0, \"num_branches\": 2, \"covered_branches\": 1},\n     \"exec", "\"num_statements\": 0},\n     \"exec");
    assert_ne!(lie, samples::COVERAGE_PY);
    assert_eq!(file(&of(&lie), "app/cart.py").lines.tally(), Tally::new(3, 4));
}

#[test]
fn go_joins_blocks_that_repeat_and_leaves_out_blocks_without_statements() {
    let coverage = of(samples::GO);
    assert_eq!(
        figures(&coverage),
        [row("example.org/shop/cart.go", "5/5", "untold"), row("example.org/shop/till/till.go", "0/1", "untold")]
    );
    assert_eq!(coverage.files[0].statements, Some(Tally::new(3, 3)));
    assert_eq!(coverage.files[1].statements, Some(Tally::new(0, 3)));
}

#[test]
fn go_blocks_cannot_fill_the_memory() {
    let text: String = (0..5).map(|at| format!("a/b{at}.go:1.1,9999999.1 1 1\n")).collect();
    assert!(matches!(fault(&format!("mode: set\n{text}")).reason, Reason::TooLarge(_)));
    assert!(matches!(fault("mode: set\na.go:1.1,99999999999.1 1 1\n").reason, Reason::TooLarge(_)));
    assert!(matches!(fault("mode: set\na.go:1.1,2.1 1").reason, Reason::Truncated(_)));
    assert!(matches!(fault("mode: set\na.go 1 1\n").reason, Reason::Malformed(_)));
    assert!(fault("mode: set\n").is_nothing());
}

#[test]
fn llvm_lines_follow_its_segments() {
    let coverage = of(samples::LLVM);
    assert_eq!(lines(&coverage, "/ci/src/lib.rs"), [(1, 2), (2, 2), (3, 2), (4, 0), (5, 2), (6, 2)]);
    assert_eq!(figures(&coverage), [row("/ci/src/brief.rs", "1/4", "0/0"), row("/ci/src/lib.rs", "5/6", "1/2")]);
    assert_eq!(claims(&coverage), [("/ci/src/lib.rs", "covered lines", 6, 5)]);
}

#[test]
fn simplecov_unites_its_commands() {
    let coverage = of(samples::SIMPLECOV_RESULTS);
    assert_eq!(figures(&coverage), [row("/ci/app/cart.rb", "3/3", "2/2"), row("/ci/app/old.rb", "1/2", "0/0")]);
    assert_eq!(coverage.written.as_ref().map(|stamp| stamp.latest), Some(1_700_000_005));
}

#[test]
fn simplecov_leaves_out_what_is_ignored() {
    assert_eq!(figures(&of(samples::SIMPLECOV_JSON)), [row("/ci/app/cart.rb", "2/3", "1/2")]);
    assert_eq!(figures(&of(samples::SIMPLECOV_LIST)), [row("app/cart.rb", "1/2", "untold")]);
    let odd = samples::SIMPLECOV_LIST.replace("null", "\"x\"");
    assert!(matches!(fault(&odd).reason, Reason::Malformed(_)));
}

#[test]
fn several_reports_unite_whatever_their_order() {
    let one = of("SF:a\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,0\nend_of_record\n");
    let two = of("SF:a\nDA:2,1\nDA:3,0\nBRDA:1,0,1,1\nend_of_record\nSF:b\nDA:1,0\nend_of_record\n");
    let mut ab = one.clone();
    ab.merge(two.clone());
    let mut ba = two;
    ba.merge(one);
    assert_eq!(ab.files, ba.files);
    assert_eq!(figures(&ab), [row("a", "2/3", "2/2"), row("b", "0/1", "0/0")]);
}

#[test]
fn arms_of_two_formats_are_not_added_up() {
    let mut all = of("SF:/ci/src/cart.ts\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,1\nBRDA:1,0,2,0\nend_of_record\n");
    all.merge(of(samples::CLOVER_ISTANBUL));
    assert_eq!(file(&all, "/ci/src/cart.ts").branches.tally(), Tally::new(2, 3));
    assert_eq!(all.formats, [Format::Lcov, Format::Clover]);
}

#[test]
fn counts_alone_unite_to_the_better_and_give_way_to_lines() {
    let summary = |covered: u64| {
        format!(r#"{{"a": {{"lines": {{"total": 10, "covered": {covered}}}, "statements": {{}}, "functions": {{}}, "branches": {{}}}}}}"#)
    };
    let mut all = of(&summary(3));
    all.merge(of(&summary(6)));
    assert_eq!(all.sum(|_| true).lines, Tally::new(6, 10));
    all.merge(of("SF:a\nDA:1,1\nDA:2,0\nend_of_record\n"));
    assert_eq!(all.sum(|_| true).lines, Tally::new(1, 2));
}

#[test]
fn files_of_reports_with_other_roots_are_other_files() {
    let report = |root: &str, hits: u64| {
        format!(
            "<coverage line-rate='1'><sources><source>{root}</source></sources><packages><package><classes><class filename='a.py'><lines><line number='1' hits='{hits}'/></lines></class></classes></package></packages></coverage>"
        )
    };
    let mut all = of(&report("/ci/x", 1));
    all.merge(of(&report("/ci/y", 0)));
    assert_eq!(all.files.len(), 2);
    assert_eq!(all.sum(|_| true).lines, Tally::new(1, 2));
}

#[test]
fn nothing_matched_is_no_file_and_not_all() {
    let sum = of(samples::LCOV).sum(|_| false);
    assert_eq!((sum.files, sum.lines.reaches(0, 1)), (0, None));
}

#[test]
fn one_kind_is_not_taken_for_the_other() {
    assert!(matches!(read_coverage(b"TAP version 13\n1..1\nok 1\n").unwrap_err().reason, Reason::WrongKind { .. }));
    assert!(matches!(super::super::read_tests(samples::LCOV.as_bytes()).unwrap_err().reason, Reason::WrongKind { .. }));
    assert!(matches!(read(samples::LCOV.as_bytes()), Ok(Report::Coverage(_))));
}

#[test]
fn json_that_breaks_has_a_reason_and_a_place() {
    let cut = &samples::ISTANBUL[..samples::ISTANBUL.len() - 3];
    assert!(matches!(fault(cut).reason, Reason::Truncated(_)), "{}", fault(cut));
    assert_eq!(fault("{\n \"a\": x}").place, Some(Place { line: 2, column: 7 }));
    let deep = format!("{{\"meta\":{{}},\"totals\":0,\"files\":{}", "[".repeat(200_000));
    assert!(read(deep.as_bytes()).is_err());
    let deep = format!("{{\"a\":{{\"data\":{}", "{\"data\":".repeat(500) + "{}" + &"}".repeat(502));
    assert_eq!(fault(&deep).reason, Reason::TooDeep);
}

#[test]
fn xml_attributes_without_numbers_are_errors_with_a_place() {
    for line in ["<line hits='1'/>", "<line number='1'/>", "<line number='x' hits='1'/>", "<line number='1' hits='NaN'/>"] {
        let text =
            format!("<coverage line-rate='1'>\n<packages><class filename='a'><lines>\n {line}</lines></class></packages></coverage>");
        let error = fault(&text);
        assert!(matches!(error.reason, Reason::Malformed(_)), "{error}");
        assert_eq!(error.place, Some(Place { line: 3, column: 2 }), "{line}");
        assert_eq!(error.format, Some(Format::Cobertura));
    }
}

#[test]
fn llvm_gaps_and_skipped_regions_do_not_count_as_run() {
    let export = |segments: &str| {
        let text =
            format!(r#"{{"type": "llvm.coverage.json.export", "data": [{{"files": [{{"filename": "a", "segments": [{segments}]}}]}}]}}"#);
        lines(&of(&text), "a")
    };
    // A gap that ran often starts on the line of a region that did not.
    assert_eq!(export("[1, 1, 0, true, true, false], [1, 5, 9, true, true, true], [2, 1, 0, false, false, false]"), [(1, 0), (2, 9)]);
    // A skipped region (a comment, a macro switched off) within a function hides its line.
    assert_eq!(
        export(
            "[1, 1, 3, true, true, false], [2, 1, 0, false, true, false], [3, 1, 3, true, false, false], [4, 1, 0, false, false, false]"
        ),
        [(1, 3), (4, 3)]
    );
}

#[test]
fn istanbuls_counters_are_found_in_any_order() {
    let map: Vec<String> = (1..=12).map(|id| format!(r#""{id}": {{"start": {{"line": {id}}}}}"#)).collect();
    let hits: Vec<String> = (1..=12).map(|id| format!(r#""{id}": {id}"#)).collect();
    let coverage = of(&format!(r#"{{"a": {{"statementMap": {{{}}}, "s": {{{}}}}}}}"#, map.join(","), hits.join(",")));
    assert_eq!(lines(&coverage, "a"), (1..=12).map(|id| (id, u64::from(id))).collect::<Vec<_>>());
}

#[test]
fn the_same_arms_named_by_two_formats_are_not_counted_twice() {
    let mut all = of("SF:/ci/src/cart.js\nDA:2,3\nBRDA:2,0,0,3\nBRDA:2,0,1,0\nend_of_record\n");
    all.merge(of(samples::ISTANBUL));
    assert_eq!(file(&all, "/ci/src/cart.js").branches.tally(), Tally::new(1, 3));
}

#[test]
fn declarations_are_lines_only_where_no_file_speaks_against_it() {
    // A second file whose statements come out right without its declaration.
    let second = r#"<file name="b.cs"><metrics statements="1"/><line num="1" count="1" type="method"/><line num="2" count="1" type="stmt"/></file></package>"#;
    let coverage = of(&samples::CLOVER_DOTNET.replace("</package>", second));
    assert_eq!(file(&coverage, "C:/work/Cart.cs").lines.tally(), Tally::new(1, 2));
}
