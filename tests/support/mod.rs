//! What the tests share: a world in memory, the pipeline run over it, cases in Markdown, plans made up at random.

#![allow(dead_code, reason = "each test binary uses its own part of this")]

pub mod case;
pub mod checked;
pub mod dates;
pub mod dump;
pub mod generate;
pub mod memory;
pub mod run;
pub mod staff;
pub mod timed;
