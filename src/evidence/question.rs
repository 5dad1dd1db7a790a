//! A question to the tree: a condition without its comparison, so that conditions that look at the same thing are measured once.

use crate::code::Language;
use crate::model::{Item, ItemKind, Registry, RegistryEntry, Replacement, Test};
use crate::syntax::{EntryKind, Probe};

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
    /// A path inside a file, a rule of another tool, or that the subjects are paths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Box<str>>,
    /// The other side of a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versus: Option<Box<str>>,
    /// Whether it is asked of each file apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each: bool,
}

/// Endings of files that are no code, and that scripts import all the same.
const ASSETS: [&str; 16] =
    ["json", "json5", "css", "scss", "sass", "less", "styl", "svg", "png", "jpg", "gif", "webp", "wasm", "graphql", "gql", "glsl"];

/// Whether a file is one that scripts import though it is no code.
pub fn is_asset(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ASSETS.contains(&ending))
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

    /// The key of such a question about paths at which files stand or stood, rather than names as importers write them.
    pub const PATHS: &'static str = "paths";

    /// Whether its subjects are paths at which files stand or stood.
    pub fn is_of_paths(&self) -> bool {
        self.key.as_deref() == Some(Question::PATHS)
    }

    fn about(probe: &str, subjects: Vec<Box<str>>, names: &[Box<str>]) -> Question {
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

    /// Who still imports what retires: the modules at its paths.
    pub fn importers_of_item(item: &Item) -> Option<Question> {
        let is_bare = |path: &str| !path.rsplit('/').next().unwrap_or(path).contains('.');
        let may_be_imported = |path: &str| Language::of_path(path).is_some() || is_asset(path) || is_bare(path);
        let paths: Vec<Box<str>> = item.stands_at().map(|place| place.path.clone()).filter(|path| may_be_imported(path)).collect();
        let asked = item.kind == ItemKind::Retire && !paths.is_empty();
        asked.then(|| Question { key: Some(Question::PATHS.into()), ..Question::about(Question::IMPORTERS, paths, &[]) })
    }

    /// What an entry of a registry asks.
    pub fn of_entry(registry: &Registry, entry: &RegistryEntry) -> Question {
        let about = |probe: &str| Question {
            under: entry.under.clone(),
            except: entry.except.clone(),
            ..Question::about(probe, entry.subjects.clone(), &entry.names)
        };
        match entry.kind {
            EntryKind::Works | EntryKind::Broken | EntryKind::MockWorks | EntryKind::MockBroken => about(Probe::Resolves.word()),
            EntryKind::Retired => about(Question::IMPORTERS),
            EntryKind::Sought => {
                let mut question = about(Probe::Symbol.word());
                if question.under.is_empty() {
                    question.under.clone_from(&registry.under);
                }
                question
            }
            EntryKind::Isolate => about(Probe::Isolation.word()),
        }
    }

    /// Whether what an entry of a registry says to use resolves.
    pub fn of_replacement(entry: &RegistryEntry) -> Option<Question> {
        match &entry.replacement {
            // A replacement in words is no import.
            Some(Replacement::Text(module, names)) if !module.contains(char::is_whitespace) => {
                Some(Question::about(Probe::Resolves.word(), vec![module.clone()], names))
            }
            _ => None,
        }
    }

    /// The kind of evidence it asks for.
    pub fn kind(&self) -> Option<Probe> {
        Probe::from_word(&self.probe)
    }
}
