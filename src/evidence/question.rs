//! A question to the tree: a condition without its comparison, so that conditions that look at the same thing are measured once.

use crate::model::Test;
use crate::syntax::Probe;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The word of the condition.
    pub probe: Box<str>,
    /// What it looks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Box<str>>,
    /// Names in the subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Box<str>>,
    /// Globs under which it looks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub under: Vec<Box<str>>,
    /// Globs it leaves out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Box<str>>,
    /// A path inside a file, or a rule of another tool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Box<str>>,
    /// The other side of a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versus: Option<Box<str>>,
    /// Whether it is asked of each file apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each: bool,
}

impl Question {
    /// What a condition asks.
    pub fn of(test: &Test) -> Question {
        Question {
            probe: test.probe.word().into(),
            subjects: test.subjects.clone(),
            names: test.names.clone(),
            under: test.under.clone(),
            except: test.except.clone(),
            key: test.key.clone(),
            versus: test.versus.clone(),
            each: test.each,
        }
    }

    /// The word of the question who imports a module, or something at a path, from outside of it.
    pub const IMPORTERS: &'static str = "importers";

    /// A question about subjects, and names of them, of which nothing else is said.
    pub fn about(probe: &str, subjects: Vec<Box<str>>, names: &[Box<str>]) -> Question {
        Question {
            probe: probe.into(),
            subjects,
            names: names.to_vec(),
            under: Vec::new(),
            except: Vec::new(),
            key: None,
            versus: None,
            each: false,
        }
    }

    /// The kind of evidence it asks for.
    pub fn kind(&self) -> Option<Probe> {
        Probe::from_word(&self.probe)
    }
}
