//! What the tree and the reports of other tools show: every condition of a plan asked once, and answered with its proof.

mod answer;
mod ask;
mod code;
mod facts;
mod files;
mod globs;
mod go_versions;
mod limits;
mod measure;
mod memory;
mod needles;
mod question;
mod reports;
mod sarif;
mod scan;
mod shown;
mod spared;
mod text;
mod values;
mod versions;

pub use answer::{Answer, KEPT, Outcome, Sight, Truth, Untold, asks_absence, judge, judge_outcome};
pub use ask::{asks, asks_for_reports, questions};
pub use facts::{ByPlan, CHANGED, frame, read_facts, write_facts};
pub use limits::Limits;
pub use measure::{measure, measure_with};
pub use memory::{Memory, Remembered};
pub use question::Question;
pub use shown::{Evidence, Standing, StoodOn};
pub use spared::read_as;
pub use versions::versions as compare_versions;
