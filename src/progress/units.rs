//! The files that the query of an item finds, each by itself.

use super::verdict::Observed;

/// The files that the query of an item finds: each is a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Units<'e> {
    /// Those for which the condition holds.
    pub done: Vec<&'e str>,
    /// Those for which part of it does.
    pub partial: Vec<&'e str>,
    /// Those for which it does not.
    pub missing: Vec<&'e str>,
    /// Those of which nobody can tell, each with the reason.
    pub unknown: Vec<(&'e str, Box<str>)>,
}

impl Units<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.done.len() + self.partial.len() + self.missing.len() + self.unknown.len()
    }

    pub(super) fn observed(&self) -> Observed {
        let some = !self.done.is_empty() || !self.partial.is_empty();
        let none = !self.missing.is_empty() || !self.partial.is_empty();
        match (some, none, self.unknown.first()) {
            (true, true, _) => Observed::Partial,
            (false, true, Some((path, reason))) => Observed::NotDone(format!("`{path}`: {reason}").into()),
            (_, false, Some((path, reason))) => Observed::Unknown(format!("`{path}`: {reason}").into()),
            (true, false, None) => Observed::Done,
            (false, true, None) => Observed::Missing,
            (false, false, None) => Observed::Unknown("no file lies where its units should".into()),
        }
    }

    /// How many are done, and which are not, so many of each kind by name.
    pub fn told(&self, most: usize) -> Vec<String> {
        let named = |what: &str, all: Vec<String>| {
            let more = if all.len() > most { format!(" and {} more", all.len() - most) } else { String::new() };
            (!all.is_empty()).then(|| format!("{what}: {}{more}", all.iter().take(most).cloned().collect::<Vec<_>>().join(", ")))
        };
        let paths = |all: &[&str]| all.iter().map(|path| format!("`{path}`")).collect();
        let unknown = self.unknown.iter().map(|(path, why)| format!("`{path}` ({why})")).collect();
        let head = Some(format!("{} of {} files are done", self.done.len(), self.count()));
        let all = [head, named("partial", paths(&self.partial)), named("missing", paths(&self.missing)), named("unknown", unknown)];
        all.into_iter().flatten().collect()
    }
}
