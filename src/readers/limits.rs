//! How much of a report is read before it is refused. A report is written by a build, and may be hostile.

/// Bytes of one report.
pub const BYTES: usize = 512 * 1024 * 1024;

/// Levels of nesting in XML, JSON and TAP. `serde_json` itself stops at 128.
pub const DEPTH: usize = 128;

/// The highest line number of a source file that is believed.
pub const LINE: u64 = 10_000_000;

/// Lines that ranges (Go blocks, LLVM segments) may expand to in one report.
pub const EXPANDED_LINES: u64 = 20_000_000;

/// Attributes of one XML element.
pub const ATTRIBUTES: usize = 256;

/// Bytes of a failure message that are kept.
pub const MESSAGE: usize = 500;

/// Notes about one report that are kept; the rest is counted.
pub const NOTES: usize = 50;
