//! What measuring never exceeds.

use super::answer::KEPT;

/// What is never exceeded, so that a plan cannot exhaust the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest file whose contents are read.
    pub file_bytes: u64,
    /// Proofs kept of one answer; the rest is counted.
    pub kept: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { file_bytes: 16 << 20, kept: KEPT }
    }
}
