//! The formats that are read, by name.

/// A report format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `lcov.info` tracefiles: geninfo(1); also coverage.py, Istanbul, grcov, cargo-llvm-cov.
    Lcov,
    /// `coverage.xml` after the `coverage-04.dtd` of Cobertura; also coverage.py, coverlet, gcovr.
    Cobertura,
    /// JaCoCo's `report.dtd`.
    Jacoco,
    /// Istanbul's `coverage-summary.json`.
    IstanbulSummary,
    /// Istanbul's `coverage-final.json`.
    IstanbulFinal,
    /// `coverage json` of coverage.py.
    CoveragePy,
    /// `go test -coverprofile`.
    GoProfile,
    /// Clover XML: OpenClover, PHPUnit, Istanbul.
    Clover,
    /// `llvm-cov export`, `cargo llvm-cov --json`.
    LlvmCov,
    /// SimpleCov's `.resultset.json` and `coverage.json`.
    SimpleCov,
    /// JUnit XML in any dialect.
    Junit,
    /// Test Anything Protocol, versions 12 to 14.
    Tap,
}

impl Format {
    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Format::Lcov => "LCOV",
            Format::Cobertura => "Cobertura",
            Format::Jacoco => "JaCoCo",
            Format::IstanbulSummary => "Istanbul summary",
            Format::IstanbulFinal => "Istanbul",
            Format::CoveragePy => "coverage.py JSON",
            Format::GoProfile => "Go coverprofile",
            Format::Clover => "Clover",
            Format::LlvmCov => "llvm-cov JSON",
            Format::SimpleCov => "SimpleCov",
            Format::Junit => "JUnit",
            Format::Tap => "TAP",
        }
    }

    /// True for results of tests, false for coverage.
    pub fn is_tests(self) -> bool {
        matches!(self, Format::Junit | Format::Tap)
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
