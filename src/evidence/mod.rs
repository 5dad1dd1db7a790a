//! What the tree and the reports of other tools show: every condition of a plan asked once, and answered with its proof.

mod answer;
mod ask;
mod code;
mod files;
mod globs;
mod measure;
mod question;
mod reports;
mod scan;
mod values;

pub use answer::{Answer, KEPT, Outcome, Sight, Truth, judge, versions as compare_versions};
pub use ask::{asks, of_entry, of_replacement, questions, users_of};
pub use measure::{Evidence, Limits, Standing, measure};
pub use question::Question;
