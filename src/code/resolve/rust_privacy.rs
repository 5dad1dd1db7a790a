//! Rust: what is private to whom, and what a module has from others.

use super::super::facts::{Export, Facts, Guard, Import, Imported};

/// A module: its file, its name within the file, the folder in which its modules have their files, its crate, its path there.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) prefix: String,
    pub(super) folder: String,
    pub(super) root: usize,
    pub(super) path: Vec<String>,
    pub(super) outer: Vec<(String, String, String)>,
}

/// Who asks for a name, which tells what is private to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asker {
    /// Another crate.
    Outside,
    /// Some module of the crate, apart from those on the way.
    Elsewhere(usize),
    /// This module of the crate, for what it imports itself.
    Module(usize, Vec<String>),
}

/// Who asks for the parts of a path: an import on the way for those it names itself, and for the rest, what `tail` counts of the end of the
/// path, the one who asked for the import. Where both meet, at what is passed on, it must be seen by both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct View {
    pub(super) import: Asker,
    pub(super) asker: Asker,
    pub(super) tail: usize,
}

/// An import as a module offers it.
pub(super) struct Offer<'f> {
    pub(super) name: &'f str,
    pub(super) local: Option<&'f str>,
    pub(super) from: &'f str,
    pub(super) line: u32,
}

impl Asker {
    /// Whether it sees what is visible so far: to all, to what stands in the brackets of `pub(…)`, or within its module alone.
    pub(super) fn sees(&self, place: &Place, public: bool, reach: Option<&str>) -> bool {
        let own = place.path.as_slice();
        let around = own.get(..own.len().saturating_sub(1)).unwrap_or_default();
        let given: Vec<String>;
        let scope = match (public, reach) {
            (true, None) => return true,
            (false, _) | (true, Some("self")) => own,
            (true, Some("crate")) => &[],
            (true, Some("super")) => around,
            (true, Some(path)) => {
                let path = path.trim_start_matches("in ").split("::").map(str::trim);
                given = path.filter(|part| !part.is_empty() && *part != "crate").map(str::to_owned).collect();
                if given.first().is_some_and(|first| first == "super") { around } else { &given }
            }
        };
        match self {
            Self::Outside => false,
            Self::Elsewhere(root) => *root == place.root && scope.is_empty(),
            Self::Module(root, path) => *root == place.root && path.starts_with(scope),
        }
    }
}

impl View {
    /// How one asks who is on no import's way.
    pub(super) fn of(asker: Asker) -> Self {
        Self { import: asker.clone(), asker, tail: usize::MAX }
    }

    /// Whether what stands at a place is seen, with so many parts of the path left.
    pub(super) fn sees(&self, left: usize, place: &Place, public: bool, reach: Option<&str>) -> bool {
        (left < self.tail || self.import.sees(place, public, reach)) && (left > self.tail || self.asker.sees(place, public, reach))
    }

    /// Who asks, with so many parts of the path left.
    pub(super) fn at(&self, left: usize) -> &Asker {
        if left > self.tail || left == self.tail && self.import == Asker::Outside { &self.import } else { &self.asker }
    }
}

impl Place {
    /// A name with the modules of the file around it.
    pub(super) fn qualify(&self, name: &str) -> String {
        if self.prefix.is_empty() { name.to_owned() } else { format!("{}.{name}", self.prefix) }
    }

    /// Whether what stands within a module of the file stands in this one.
    pub(super) fn holds(&self, within: Option<&str>) -> bool {
        within.unwrap_or_default() == self.prefix
    }

    pub(super) fn knows(&self, facts: &Facts, first: &str) -> bool {
        let qualified = self.qualify(first);
        facts.definitions.iter().any(|definition| !definition.local && *definition.name == *qualified)
    }

    /// Whether a name that the module defines is passed on by a `use` of just that name, as macros are (`pub(crate) use shout;`).
    pub(super) fn passes_on(&self, facts: &Facts, name: &str, asker: &Asker) -> bool {
        facts.exports.iter().any(|export| {
            let itself = match (export.from.as_deref(), export.local.as_deref()) {
                (Some(from), None) => from == name,
                (Some("self"), Some(local)) => local == name,
                _ => false,
            };
            *export.name == *name && itself && self.holds(export.within.as_deref()) && asker.sees(self, true, export.reach.as_deref())
        })
    }

    /// What the module has from others, as far as the asker sees it. What is imported for itself alone, its own modules see too; at the top
    /// that is the whole crate.
    pub(super) fn offers<'f>(&self, facts: &'f Facts, asker: &Asker) -> Vec<Offer<'f>> {
        if !asker.sees(self, false, None) {
            let seen = |export: &&Export| self.holds(export.within.as_deref()) && asker.sees(self, true, export.reach.as_deref());
            let offer = |export: &'f Export| Offer {
                name: &export.name,
                local: export.local.as_deref(),
                from: export.from.as_deref().unwrap_or_default(),
                line: export.line,
            };
            return facts.exports.iter().filter(seen).map(offer).collect();
        }
        // From where nobody knows, a star that is not passed on proves nothing.
        let stars = matches!(asker, Asker::Module(..));
        let passed = |line: u32| facts.exports.iter().any(|export| export.line == line && &*export.name == "*");
        let offer = |import: &'f Import| {
            let (name, local) = match &import.what {
                Imported::Name(name) => (import.alias.as_deref().unwrap_or(name), Some(&**name)),
                Imported::Module => (import.alias.as_deref().unwrap_or(&import.module), None),
                Imported::Star => ("*", None),
            };
            (name != "*" || stars || passed(import.line)).then_some(Offer { name, local, from: &import.module, line: import.line })
        };
        facts
            .imports
            .iter()
            .filter(|import| !import.lazy && import.guard != Guard::Never && self.holds(import.within.as_deref()))
            .filter_map(offer)
            .collect()
    }
}
