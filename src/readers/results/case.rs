//! One test, what came of it, and the names it answers to.

/// What came of a test, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It ran, and passed the first time.
    Passed,
    /// It failed, then passed when run again.
    Flaky,
    /// It is known not to work yet: TAP's TODO, pytest's xfail.
    Todo,
    /// It did not run.
    Skipped,
    /// It ran, and what it asserts does not hold.
    Failed,
    /// It could not run to its end.
    Errored,
}

impl Outcome {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Flaky => "flaky",
            Outcome::Todo => "to do",
            Outcome::Skipped => "skipped",
            Outcome::Failed => "failed",
            Outcome::Errored => "errored",
        }
    }

    /// True for what disproves: a failure or an error.
    pub fn is_bad(self) -> bool {
        matches!(self, Outcome::Failed | Outcome::Errored)
    }
}

/// One test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestCase {
    /// The names of the suites around it, outermost first. Suites without a name are left out.
    pub suites: Vec<String>,
    /// The class, or what the writer puts there (a module, a package, a describe block). May be empty.
    pub class: String,
    /// The test's own name. May be empty: a report that names nothing has one test.
    pub name: String,
    /// The file it stands in, where told, with `/`.
    pub file: Option<String>,
    /// What came of it; of several results the worst.
    pub outcome: Outcome,
    /// Why, of the worst result: bounded, one of several lines.
    pub message: Option<String>,
    /// How long the worst result took, in milliseconds.
    pub millis: Option<u64>,
    /// How many results were united.
    pub results: u64,
}

impl TestCase {
    /// What makes it the same test: innermost suite, class, name and file.
    pub(crate) fn key(&self) -> (&str, &str, &str, Option<&str>) {
        (self.suite(), &self.class, &self.name, self.file.as_deref())
    }

    /// The innermost suite, or nothing.
    pub fn suite(&self) -> &str {
        self.suites.last().map_or("", String::as_str)
    }

    /// The name under which the test is shown and recorded: the first of [`TestCase::ids`].
    pub fn id(&self) -> String {
        self.ids().into_iter().next().unwrap_or_default()
    }

    /// Every name that the test answers to, the clearest first, each once. A pattern names a test when it matches any of them.
    ///
    /// - `tests/test_x.py::TestA::test_b`, as pytest writes it: the file and, where the class begins with the file's module, the rest
    ///   of the class. Without a file, a dotted class of a suite called `pytest` is split at its first capitalised part.
    /// - `class::name`: `com.acme.LoginTest::rejects`, `App\LoginTest::rejects`, `github.com/a/b::TestX/sub`.
    /// - `class.name`, as Java and Go write it.
    /// - `suite::name` and `suite::class::name`, with the innermost suite, and `outer::inner::name` with all of them.
    /// - `file::name`, where it is not Python's.
    /// - the bare `name`, where the report tells neither suite nor class nor file.
    ///
    /// Names may hold `/`, `*` and `[`: compare a pattern as plain text before reading it as a glob, and let `*` cross `/`.
    pub fn ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let mut add = |parts: &[&str]| {
            let id = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("::");
            if !id.is_empty() && !ids.contains(&id) {
                ids.push(id);
            }
        };
        let (class, name, suite) = (self.class.as_str(), self.name.as_str(), self.suite());
        let pytest = self.pytest();
        if let Some((file, inner)) = &pytest {
            add(&[file, inner, name]);
        }
        if class.is_empty() && suite.is_empty() && self.file.is_none() {
            return vec![name.to_owned()];
        }
        // Some writers repeat the class, or the class and the name, in either.
        if !class.is_empty() && class != name {
            add(&[class, name]);
            add(&[&format!("{class}.{name}")]);
        }
        if !suite.is_empty() {
            add(&[suite, name]);
            if class != suite && class != name {
                add(&[suite, class, name]);
            }
        }
        if self.suites.len() > 1 {
            let mut parts: Vec<&str> = self.suites.iter().map(String::as_str).collect();
            parts.push(name);
            add(&parts);
        }
        if let Some(file) = self.file.as_ref().filter(|_| pytest.is_none()) {
            add(&[file, name]);
        }
        if ids.is_empty() {
            ids.push(name.to_owned());
        }
        ids
    }

    /// Whether any of the names is the text, or satisfies the glob, or the text names a suite around it: a subtest of TAP, say.
    pub fn answers_to(&self, text: &str, mut glob: impl FnMut(&str) -> bool) -> bool {
        let chain = || (1..self.suites.len()).any(|most| self.suites[..=most].join("::") == text);
        self.ids().iter().any(|id| id == text || glob(id)) || self.suites.iter().any(|suite| suite == text) || chain()
    }

    /// The Python file and what of the class is inside it.
    fn pytest(&self) -> Option<(String, String)> {
        if let Some(file) = self.file.as_ref().filter(|file| file.ends_with(".py")) {
            let module = file.trim_end_matches(".py").replace('/', ".");
            let inner = self.class.strip_prefix(&module)?;
            let inner = if inner.is_empty() { "" } else { inner.strip_prefix('.')? };
            return Some((file.clone(), inner.replace('.', "::")));
        }
        if self.suite() != "pytest" || self.class.is_empty() {
            return None;
        }
        let parts: Vec<&str> = self.class.split('.').collect();
        let is_class = |part: &&str| part.chars().next().is_some_and(char::is_uppercase);
        let modules = parts.iter().position(is_class).unwrap_or(parts.len());
        let (modules, classes) = parts.split_at(modules);
        if modules.is_empty() {
            return None;
        }
        Some((format!("{}.py", modules.join("/")), classes.join("::")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(suites: &[&str], class: &str, name: &str, file: Option<&str>) -> TestCase {
        TestCase {
            suites: suites.iter().map(|suite| (*suite).to_owned()).collect(),
            class: class.to_owned(),
            name: name.to_owned(),
            file: file.map(str::to_owned),
            outcome: Outcome::Passed,
            message: None,
            millis: None,
            results: 1,
        }
    }

    #[test]
    fn pytest_ids_are_those_that_pytest_takes() {
        assert_eq!(case(&["pytest"], "tests.test_x.TestA", "test_b", Some("tests/test_x.py")).id(), "tests/test_x.py::TestA::test_b");
        assert_eq!(case(&["pytest"], "tests.test_x.TestA", "test_b[p-1]", None).id(), "tests/test_x.py::TestA::test_b[p-1]");
        assert_eq!(case(&["pytest"], "tests.test_x", "test_b", None).id(), "tests/test_x.py::test_b");
        assert_eq!(case(&["pytest"], "", "tests/test_broken.py", None).id(), "pytest::tests/test_broken.py");
    }

    #[test]
    fn a_test_answers_to_class_suite_and_chain() {
        let ids = case(&["All", "smoke"], "com.acme.Login", "rejects", None).ids();
        for id in
            ["com.acme.Login::rejects", "com.acme.Login.rejects", "smoke::rejects", "smoke::com.acme.Login::rejects", "All::smoke::rejects"]
        {
            assert!(ids.iter().any(|known| known == id), "{id} is not in {ids:?}");
        }
        assert!(!ids.iter().any(|id| id == "rejects"));
    }

    #[test]
    fn without_suite_class_and_file_the_name_stands_alone() {
        assert_eq!(case(&[], "", "parses", None).ids(), ["parses"]);
        assert_eq!(case(&[], "", "", None).ids(), [""]);
    }

    #[test]
    fn a_suite_names_all_its_tests() {
        let case = case(&["parent", "inner"], "", "one", None);
        assert!(["parent", "inner", "parent::inner"].iter().all(|name| case.answers_to(name, |_| false)));
        assert!(!case.answers_to("par", |_| false) && !case.answers_to("one", |_| false));
    }

    #[test]
    fn brackets_in_a_name_are_not_a_glob() {
        let case = case(&["pytest"], "tests.test_x", "test_b[1-2]", None);
        assert!(case.answers_to("tests/test_x.py::test_b[1-2]", |_| false));
    }
}
