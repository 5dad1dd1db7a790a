//! What a tree showed, as plain data.

use super::answer::Answer;
use super::question::Question;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the tree showed.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The commit of the tree, if it is of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Box<str>>,
    /// The commit that the files at hand stood on when they were recorded, where they were of no revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood_on: Option<StoodOn>,
    /// What the plan itself said of trees, aliases and reports when that was recorded; facts of others answer nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<Box<str>>,
    /// Whether it was measured at another time, and read from a file.
    #[serde(skip)]
    pub recorded: bool,
    /// How many files the tree holds.
    #[serde(default)]
    pub files: u64,
    /// The answers, by question.
    #[serde(with = "pairs")]
    pub answers: BTreeMap<Question, Answer>,
    /// By path that items stand `at`: whether it stands, whether it is empty, and where else the name stands.
    #[serde(default)]
    pub places: BTreeMap<Box<str>, Standing>,
}

impl Evidence {
    /// The commit of the tree, or that its files stood on.
    pub fn commit_known(&self) -> Option<&str> {
        self.commit.as_deref().or_else(|| self.stood_on.as_ref().map(|on| &*on.commit))
    }
}

/// What stands at a path.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Whether a file or a folder stands there.
    pub stands: bool,
    /// Whether it is a file of no bytes.
    #[serde(default)]
    pub empty: bool,
    /// Where else a file of the same name stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Box<str>>,
}

/// The commit that a tree of files stood on when it was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoodOn {
    /// The commit.
    pub commit: Box<str>,
    /// How many files were not as in the commit, new ones among them.
    pub changed: u64,
    /// The first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Box<str>>,
}

/// A map with keys that are no texts, as a list of pairs.
mod pairs {
    use super::{Answer, BTreeMap, Question};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(map: &BTreeMap<Question, Answer>, serializer: S) -> Result<S::Ok, S::Error> {
        map.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Question, Answer>, D::Error> {
        Ok(Vec::<(Question, Answer)>::deserialize(deserializer)?.into_iter().collect())
    }
}
