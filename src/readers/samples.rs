//! One small report of every format and dialect, for tests. All are invented.

pub(crate) const LCOV: &str = "\
TN:unit
SF:src/shop/cart.js
FN:3,add
FN:9,drop
FNF:2
FNH:1
FNDA:4,add
FNDA:0,drop
BRDA:4,0,0,3
BRDA:4,0,1,-
BRF:2
BRH:1
DA:3,4
DA:4,4,c2VjcmV0
DA:9,0
LF:3
LH:2
end_of_record
TN:integration
SF:src/shop/cart.js
BRDA:4,0,1,7
BRF:1
BRH:1
DA:9,2
LF:1
LH:1
end_of_record
SF:src\\shop\\till.js
DA:1,0
end_of_record
";

/// As coverage.py writes it: words for arms, and no totals of branches for files without any.
pub(crate) const LCOV_WORDS: &str = "\
SF:app/jobs.py
DA:1,1,abc
DA:3,1,def
BRDA:3,0,jump to line 4,1
BRDA:3,0,jump to line 6, the end,0
BRF:2
BRH:1
LF:2
LH:2
end_of_record
SF:app/__init__.py
end_of_record
";

pub(crate) const COBERTURA: &str = r#"<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.99" branch-rate="0" lines-valid="6" lines-covered="4" branches-valid="6" branches-covered="4" version="x" timestamp="1700000000000">
  <sources><source>/ci/work/src</source><source>--source</source></sources>
  <packages><package name="shop"><classes>
    <class name="Cart" filename="shop\Cart.java" line-rate="1">
      <methods><method name="add" signature="()V"><lines><line number="3" hits="2"/><line number="5" hits="0"/></lines></method></methods>
      <lines>
        <line number="3" hits="2" branch="true" condition-coverage="50% (1/2)"/>
        <line number="5" hits="0" branch="false"/>
      </lines>
    </class>
    <class name="Cart$Line" filename="shop\Cart.java">
      <methods/>
      <lines><line number="5" hits="1"/><line number="8" hits="0"/></lines>
    </class>
    <class name="Till" filename="shop/Till.java">
      <methods><method name="open" signature="()V"><lines><line number="2" hits="1"/><line number="3" hits="1"/></lines></method></methods>
      <lines/>
    </class>
    <class name="Gate" filename="shop/Gate.java"><lines>
      <line number="4" hits="1" branch="True"><conditions><condition number="0" type="jump" coverage="50%"/></conditions></line>
      <line number="5" hits="1" branch="true"><conditions><condition number="0" type="switch" coverage="66%"/></conditions></line>
      <line number="0" hits="1"/>
    </lines></class>
  </classes></package></packages>
</coverage>"#;

pub(crate) const JACOCO: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
<report name="shop">
  <sessioninfo id="a" start="1700000000000" dump="1700000001000"/>
  <sessioninfo id="b" start="1700000000000" dump="1700000009000"/>
  <group name="core"><package name="com/shop">
    <class name="com/shop/Main" sourcefilename="Main.java"><method name="run" desc="()V" line="3"><counter type="LINE" missed="9" covered="9"/></method>
      <counter type="LINE" missed="1" covered="2"/></class>
    <sourcefile name="Main.java">
      <line nr="3" mi="0" ci="4" mb="0" cb="0"/>
      <line nr="4" mi="2" ci="1" mb="1" cb="3"/>
      <line nr="7" mi="5" ci="0" mb="2" cb="0"/>
      <counter type="LINE" missed="1" covered="2"/><counter type="BRANCH" missed="3" covered="3"/><counter type="METHOD" missed="0" covered="1"/>
    </sourcefile>
  </package></group>
  <group name="web"><package name="com/shop">
    <sourcefile name="Main.java"><line nr="1" mi="3" ci="0" mb="0" cb="0"/></sourcefile>
    <sourcefile name="Bare.java"><counter type="LINE" missed="3" covered="7"/><counter type="BRANCH" missed="1" covered="1"/></sourcefile>
  </package>
  <package name="com/old"><class name="com/old/A" sourcefilename="A.java"><counter type="LINE" missed="1" covered="1"/></class>
    <class name="com/old/A$B" sourcefilename="A.java"><counter type="LINE" missed="2" covered="0"/></class></package></group>
  <counter type="LINE" missed="99" covered="1"/>
</report>"#;

/// Clover as OpenClover writes it: how often a condition was true and false.
pub(crate) const CLOVER_OPEN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<coverage generated="1700000000000" clover="4.4.1"><project name="p" timestamp="1700000000000">
  <metrics statements="2" coveredstatements="2"/>
  <package name="shop"><file name="Cart.java" path="/ci/src/shop/Cart.java">
    <metrics statements="2" coveredstatements="2" conditionals="4" coveredconditionals="3"/>
    <class name="Cart"><metrics statements="77" conditionals="9" coveredconditionals="9"/></class>
    <line num="3" type="method" count="1" signature="add()"/>
    <line num="4" type="stmt" count="5"/><line num="4" type="cond" truecount="5" falsecount="0"/>
    <line num="6" type="stmt" count="2"/><line num="6" type="cond" truecount="1" falsecount="1"/>
  </file></package></project></coverage>"#;

/// Clover as Istanbul writes it: how many arms were and were not taken, and none on lines without a statement.
pub(crate) const CLOVER_ISTANBUL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<coverage generated="1700000000000" clover="3.2.0"><project timestamp="1700000000000" name="All files">
  <file name="cart.ts" path="/ci/src/cart.ts"><metrics statements="2" coveredstatements="1" conditionals="3" coveredconditionals="2"/>
    <line num="1" count="1" type="cond" truecount="2" falsecount="1"/><line num="2" count="0" type="stmt"/></file>
  <file name="till.ts" path="/ci/src/till.ts"><metrics statements="1" coveredstatements="1" conditionals="9" coveredconditionals="3"/>
    <line num="1" count="1" type="cond" truecount="2" falsecount="0"/></file>
</project></coverage>"#;

/// Clover as PHPUnit writes it: no paths, metrics last, declarations beside statements.
pub(crate) const CLOVER_PHPUNIT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<coverage generated="1700000000"><project timestamp="1700000000"><file name="/app/Cart.php">
  <class name="Cart" namespace="global"><metrics methods="2" statements="2"/></class>
  <line num="3" type="method" name="add" count="0"/><line num="5" type="stmt" count="0"/>
  <line num="9" type="method" name="drop" count="1"/><line num="11" type="stmt" count="1"/>
  <metrics methods="2" coveredmethods="1" conditionals="0" coveredconditionals="0" statements="2" coveredstatements="1"/>
</file></project></coverage>"#;

/// Clover as ReportGenerator writes it: declarations count as statements.
pub(crate) const CLOVER_DOTNET: &str = r#"<coverage generated="1700000000" clover="4.3.1"><project timestamp="1700000000"><package name="Shop">
  <file path="C:\work\Cart.cs" name="Cart.cs"><metrics statements="3" coveredstatements="2" conditionals="2" coveredconditionals="1"/>
  <line num="3" count="1" type="method"/><line num="4" type="cond" truecount="1" falsecount="1"/><line num="5" count="0" type="stmt"/></file>
</package></project></coverage>"#;

pub(crate) const ISTANBUL: &str = r#"{"/ci/src/cart.js": {"path": "/ci/src/cart.js",
  "statementMap": {"0": {"start": {"line": 2, "column": 0}, "end": {"line": 2, "column": 9}}, "1": {"start": {"line": 2, "column": 10}, "end": {}},
    "2": {"start": {"line": 5, "column": 0}, "end": {"line": 5, "column": 1}}, "3": {"start": {"line": null, "column": null}, "end": {}}},
  "fnMap": {"0": {"name": "add"}}, "f": {"0": 3, "1": 0},
  "branchMap": {"0": {"loc": {"start": {"line": 2}}, "type": "if", "locations": [{"start": {"line": 2}}, {"start": {}, "end": {}}]},
    "1": {"line": 4, "type": "default-arg", "locations": [{"start": {"line": 4}}]}},
  "s": {"0": 0, "1": 3, "2": 0, "3": 1}, "b": {"0": [3, 0], "1": [0]}, "_coverageSchema": "x", "hash": "y"}}"#;

pub(crate) const ISTANBUL_SUMMARY: &str = r#"{"total": {"lines": {"total": 10, "covered": 9, "skipped": 0, "pct": 90},
    "statements": {"total": 10, "covered": 9, "skipped": 0, "pct": 90}, "functions": {"total": 0, "covered": 0, "skipped": 0, "pct": "Unknown"},
    "branches": {"total": 3, "covered": 2, "skipped": 0, "pct": 66.66}},
  "/ci/src/cart.js": {"lines": {"total": 8, "covered": 7, "skipped": 0, "pct": 87.5}, "functions": {"total": 0, "covered": 0, "skipped": 0, "pct": "Unknown"},
    "statements": {"total": 9, "covered": 8, "skipped": 0, "pct": 88.88}, "branches": {"total": 3, "covered": 2, "skipped": 0, "pct": 66.66}},
  "/ci/src/odd.js": {"lines": {"total": 2, "covered": 5}, "statements": {"total": 1, "covered": 1}, "functions": {"total": 0, "covered": 0}, "branches": {"total": 0, "covered": 0}}}"#;

pub(crate) const COVERAGE_PY: &str = r#"{"meta": {"format": 3, "version": "7.0", "timestamp": "2024-05-01T10:00:00.5", "branch_coverage": true},
 "files": {"app\\cart.py": {"executed_lines": [1, 3, 4, 9], "missing_lines": [6], "excluded_lines": [9, 10],
     "summary": {"covered_lines": 2, "num_statements": 3, "percent_covered": 60.0, "num_branches": 2, "covered_branches": 1},
     "executed_branches": [[4, -1]], "missing_branches": [[4, 6]]},
   "app/empty.py": {"executed_lines": [], "missing_lines": [], "excluded_lines": [], "summary": {"covered_lines": 0, "num_statements": 0},
     "executed_branches": [], "missing_branches": []}},
 "totals": {"covered_lines": 2, "num_statements": 3, "percent_covered": 60.0, "num_branches": 2, "covered_branches": 1}}"#;

pub(crate) const GO: &str = "\
mode: count
example.org/shop/cart.go:3.14,5.2 2 4
example.org/shop/cart.go:5.2,7.3 1 0
example.org/shop/cart.go:9.1,9.20 0 0
mode: count
example.org/shop/cart.go:5.2,7.3 1 6
example.org/shop/till/till.go:1.1,1.9 3 0
";

/// One function of five lines with a branch not taken and a gap; then a file with counts alone.
pub(crate) const LLVM: &str = r#"{"data": [{"files": [{"filename": "/ci/src/lib.rs",
   "segments": [[1, 1, 2, true, true, false], [3, 9, 0, true, true, false], [4, 2, 2, true, false, false], [6, 2, 0, false, false, false]],
   "branches": [[3, 5, 3, 9, 2, 0, 0, 0, 4]],
   "summary": {"lines": {"count": 6, "covered": 6, "percent": 100}, "branches": {"count": 2, "covered": 1}, "functions": {"count": 1, "covered": 1}}},
  {"filename": "/ci/src/brief.rs", "summary": {"lines": {"count": 4, "covered": 1}, "branches": {"count": 0, "covered": 0}}}],
  "totals": {}}], "type": "llvm.coverage.json.export", "version": "2.0.1"}"#;

pub(crate) const SIMPLECOV_RESULTS: &str = r#"{"RSpec": {"coverage": {"/ci/app/cart.rb": {"lines": [1, null, 0, 2],
     "branches": {"[:if, 0, 3, 4, 5, 6]": {"[:then, 1, 3, 4, 3, 6]": 2, "[:else, 2, 4, 4, 4, 6]": 0}}}, "/ci/app/old.rb": [null, 1, 0]}, "timestamp": 1700000000},
  "Cucumber": {"coverage": {"/ci/app/cart.rb": {"lines": [0, null, 3, 0],
     "branches": {"[:if, 0, 3, 4, 5, 6]": {"[:then, 1, 3, 4, 3, 6]": 0, "[:else, 2, 4, 4, 4, 6]": 1}}}}, "timestamp": 1700000005}}"#;

pub(crate) const SIMPLECOV_JSON: &str = r#"{"meta": {"simplecov_version": "0.22.0"}, "coverage": {"/ci/app/cart.rb": {
     "lines": [null, 1, 0, "ignored", 18446744073709551615],
     "branches": [{"type": "then", "start_line": 3, "end_line": 3, "coverage": 1, "inline": false, "report_line": 2},
       {"type": "else", "start_line": 5, "end_line": 5, "coverage": 0, "inline": false, "report_line": 2},
       {"type": "else", "start_line": 5, "end_line": 5, "coverage": "ignored", "report_line": 5}]}}, "groups": {}}"#;

pub(crate) const SIMPLECOV_LIST: &str = r#"{"timestamp": 1700000000, "command_name": "RSpec", "files": [{"filename": "app/cart.rb", "covered_percent": 50.0, "coverage": [1, null, 0]}]}"#;

/// Surefire: reruns, flaky tests, a locale's thousands.
pub(crate) const JUNIT_SUREFIRE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0" name="com.shop.CartTest" time="1,234.5" tests="5" errors="1" skipped="1" failures="1" flakes="1">
  <properties><property name="java.version" value="21"/></properties>
  <testcase name="adds" classname="com.shop.CartTest" time="1,234.5"/>
  <testcase name="drops" classname="com.shop.CartTest" time="0.1">
    <failure message="expected 1 &lt; 2" type="AssertionError"><![CDATA[at com.shop.CartTest]]></failure>
    <rerunFailure message="again" type="AssertionError"><stackTrace>at x</stackTrace><system-out>noise <b/></system-out></rerunFailure></testcase>
  <testcase name="waits" classname="com.shop.CartTest" time="0.1"><flakyFailure message="timeout" type="T"><stackTrace>x</stackTrace></flakyFailure></testcase>
  <testcase name="loads" classname="com.shop.CartTest"><error type="java.io.IOException"/></testcase>
  <testcase name="later" classname="com.shop.CartTest"><skipped message="not now"/></testcase>
</testsuite>"#;

pub(crate) const JUNIT_PYTEST: &str = r#"<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="0" skipped="1" tests="4" time="0.1" timestamp="2024-05-01T10:00:00+02:00">
<testcase classname="tests.test_cart.TestCart" name="test_add[1-a]" time="0.001"/>
<testcase classname="tests.test_cart" name="test_teardown" time="0.001"/>
<testcase classname="tests.test_cart" name="test_teardown" time="0.002"><error message="failed on teardown">trace</error></testcase>
<testcase classname="tests.test_cart" name="test_known" time="0"><skipped type="pytest.xfail" message="bug 7"/></testcase>
</testsuite></testsuites>"#;

/// Jest's reporter: a suite that could not run; its totals do not count it.
pub(crate) const JUNIT_JEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="jest tests" tests="1" failures="0" errors="1" time="1">
  <testsuite name="cart" errors="0" failures="0" skipped="0" timestamp="2024-05-01T10:00:00" tests="1"><testcase classname="cart adds" name="cart adds" time="0.1"/></testsuite>
  <testsuite name="till" errors="1" failures="0" skipped="0" timestamp="1970-01-01T00:00:00" tests="0">
    <testcase classname="Test suite failed to run" name="src/till.test.js"><error>cannot find module</error></testcase></testsuite>
</testsuites>"#;

pub(crate) const JUNIT_MOCHA: &str = r#"<testsuites name="Mocha Tests" tests="2" failures="0"><testsuite name="Root Suite" tests="0" file="/ci/test/cart.js"></testsuite>
<testsuite name="Cart" tests="2" file="/ci/test/cart.js"><testcase name="Cart adds" classname="adds" time="0"/><testcase name="Cart later" classname="later"><skipped/></testcase></testsuite></testsuites>"#;

/// PHPUnit: nested suites, a class twice, files with lines.
pub(crate) const JUNIT_PHPUNIT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="all" tests="3" failures="1"><testsuite name="App\CartTest" file="/ci/tests/CartTest.php" tests="3">
  <testcase name="testAdd" class="App\CartTest" classname="App.CartTest" file="/ci/tests/CartTest.php" line="9" assertions="1" time="0.01"/>
  <testsuite name="App\CartTest::testDrop" tests="2"><testcase name="testDrop with data set #0" class="App\CartTest"/>
    <testcase name="testDrop with data set #1" class="App\CartTest"><failure type="X">no</failure></testcase></testsuite>
</testsuite></testsuite></testsuites>"#;

/// Go by go-junit-report, Gradle, gtest, nextest, and a suite whose fixture failed.
pub(crate) const JUNIT_MIXED: &str = r#"<testsuites>
<testsuite name="example.org/shop" tests="2" failures="0"><testcase classname="example.org/shop" name="TestCart/empty" time="0.000"></testcase>
  <testcase classname="example.org/shop" name="TestTill"><skipped message="short"></skipped></testcase></testsuite>
<testsuite name="com.shop.GateTest" tests="1" skipped="0"><properties/><testcase name="opens()" classname="com.shop.GateTest" time="0.004"/><system-out><![CDATA[<testcase name="fake"/>]]></system-out><system-err/></testsuite>
<testsuite name="CartSuite" tests="2" failures="0" disabled="1"><testcase name="Adds" status="run" result="completed" classname="CartSuite"/>
  <testcase name="DISABLED_Drops" status="notrun" result="suppressed" classname="CartSuite"/></testsuite>
<testsuite name="shop::cart" tests="1"><testcase name="tests::adds" classname="shop::cart"><flakyError type="x"/></testcase></testsuite>
<testsuite name="fixtures" tests="0" errors="1"><error message="no database"/></testsuite>
</testsuites>"#;

pub(crate) const JUNIT_BARE: &str = "<testsuites><testsuite><testcase/><testcase><failure/></testcase></testsuite></testsuites>";

/// Node: what is to do is skipped and failed at once.
pub(crate) const JUNIT_NODE: &str = r#"<testsuites><testsuite name="cart" tests="2" failures="0" skipped="1"><testcase name="adds" classname="test"/>
  <testcase name="drops" classname="test"><skipped type="todo" message="soon"/><failure message="not yet"/></testcase></testsuite></testsuites>"#;

pub(crate) const TAP_13: &str = "\
TAP version 13
# noise
1..6
ok 1 - adds
not ok 2 - drops
  ---
  message: 'expected 1'
  severity: fail
  ok 9 - inside a block
  ...
ok 3 # SKIP no database
not ok 4 - waits # TODO not written
ok 5 - has a \\# in its name
ok 6
# tests 6
";

pub(crate) const TAP_14: &str = "\
TAP version 14
# Subtest: cart
    ok 1 - adds
    # Subtest: deep
        ok 1 - deeper
        1..1
    ok 2 - deep
    1..2
ok 1 - cart
ok 2 - braced {
    1..1
    not ok 1 - fails
}
# Subtest: soon
    not ok 1 - unfinished
    1..1
not ok 3 - soon # TODO later
# Subtest: hook
    ok 1 - fine
    1..1
not ok 4 - hook
1..4
";

/// Every sample with its name.
pub(crate) const ALL: [(&str, &str); 29] = [
    ("lcov", LCOV),
    ("lcov, words", LCOV_WORDS),
    ("cobertura", COBERTURA),
    ("jacoco", JACOCO),
    ("openclover", CLOVER_OPEN),
    ("istanbul's clover", CLOVER_ISTANBUL),
    ("phpunit's clover", CLOVER_PHPUNIT),
    ("reportgenerator's clover", CLOVER_DOTNET),
    ("istanbul", ISTANBUL),
    ("istanbul summary", ISTANBUL_SUMMARY),
    ("coverage.py", COVERAGE_PY),
    ("go", GO),
    ("llvm", LLVM),
    ("simplecov results", SIMPLECOV_RESULTS),
    ("simplecov", SIMPLECOV_JSON),
    ("simplecov list", SIMPLECOV_LIST),
    ("surefire", JUNIT_SUREFIRE),
    ("pytest", JUNIT_PYTEST),
    ("jest", JUNIT_JEST),
    ("mocha", JUNIT_MOCHA),
    ("phpunit", JUNIT_PHPUNIT),
    ("mixed junit", JUNIT_MIXED),
    ("bare junit", JUNIT_BARE),
    ("node", JUNIT_NODE),
    ("tap 13", TAP_13),
    ("tap 14", TAP_14),
    ("tap with a plan alone", "1..0 # SKIP nothing here\n"),
    ("an empty suite", "<testsuites/>"),
    ("nothing", ""),
];
