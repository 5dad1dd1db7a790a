//! What differs from another revision: what got further, what fell back, and where the plan asks for less.

use crate::view::PlaceView;
use serde::Serialize;

/// What differs from another revision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delta {
    /// What was compared with: a revision or a folder of reports, as the person named it.
    pub against: String,
    /// What got further.
    pub progressed: Vec<Change>,
    /// What fell back, each offender by name.
    pub regressed: Vec<Change>,
    /// Where the plan asks for less than it did.
    pub weakened: Vec<Change>,
    /// The commit it was compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Whether both trees were asked; without, only the plans are compared.
    pub trees: bool,
    /// How many questions the tree here answers, and that there could not.
    pub unmeasured: usize,
    /// Items that have another name now: the old full name and the new.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renamed: Vec<(String, String)>,
    /// Items that are new, by full name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
}

/// One thing that differs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The item it is about, by its full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What differs, in one sentence with names between backticks.
    pub what: String,
    /// Places that show it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceView>,
}

impl Delta {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.progressed.is_empty() && self.regressed.is_empty() && self.weakened.is_empty()
    }

    /// The worst first: regressed, weakened, progressed, each with its word.
    pub fn lists(&self) -> [(&'static str, &[Change]); 3] {
        [("regressed", &self.regressed), ("weakened", &self.weakened), ("progressed", &self.progressed)]
    }

    /// `1 regressed, 0 weakened, 2 progressed`.
    pub fn words(&self) -> String {
        self.lists().map(|(word, list)| format!("{} {word}", list.len())).join(", ")
    }
}
