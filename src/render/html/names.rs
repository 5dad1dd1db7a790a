//! Names of places on the page, each given once.

use std::collections::{HashMap, HashSet};

/// Names in use.
#[derive(Debug, Default)]
pub struct Names {
    used: HashSet<String>,
    /// By name, how often it was asked for.
    asked: HashMap<String, u32>,
}

impl Names {
    /// Keeps a name from being given.
    pub fn reserve(&mut self, name: &str) {
        self.used.insert(name.to_owned());
    }

    /// The name of a report: never two hyphens in a row, so that `report--heading` belongs to one report only.
    pub fn of_report(&mut self, file: &str) -> String {
        let mut name = String::new();
        for c in file.chars() {
            if c.is_ascii_alphanumeric() || c == '_' {
                name.push(c.to_ascii_lowercase());
            } else if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        let name = name.trim_matches('-');
        self.unique(if name.is_empty() { "report" } else { name }.to_owned())
    }

    /// The name of a heading as GitHub makes it, so that links written for there lead to it here.
    pub fn of_heading(&mut self, text: &str) -> String {
        let mut name = String::with_capacity(text.len());
        for c in text.trim().chars() {
            match c {
                ' ' => name.push('-'),
                '-' | '_' => name.push(c),
                c if c.is_alphanumeric() => name.extend(c.to_lowercase()),
                _ => {}
            }
        }
        self.unique(name)
    }

    fn unique(&mut self, name: String) -> String {
        let asked = self.asked.entry(name.clone()).or_insert(0);
        let mut candidate = if *asked == 0 { name.clone() } else { format!("{name}-{asked}") };
        while !self.used.insert(candidate.clone()) {
            *asked += 1;
            candidate = format!("{name}-{asked}");
        }
        *asked += 1;
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        let given: Vec<String> =
            ["Phase 1", "Phase 1", "Phase 1-1", "Phase 1", "", "✅"].into_iter().map(|text| names.of_heading(text)).collect();
        assert_eq!(given, ["phase-1", "phase-1-1", "phase-1-1-1", "phase-1-2", "", "-1"]);
    }

    #[test]
    fn reports_hold_no_double_hyphens() {
        let mut names = Names::default();
        names.reserve("findings");
        assert_eq!(names.of_report("A -- \"b\"<c>"), "a-b-c");
        assert_eq!(names.of_report("../.."), "report");
        assert_eq!(names.of_report("findings"), "findings-1");
    }
}
