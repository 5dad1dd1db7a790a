//! Which files are tests, by the names that the runners of each language go by.

/// Whether a path is that of a test, or of what stands with tests alone. A folder that is only called so (`testing/`, `specs/`) makes none.
pub fn is_test(path: &str) -> bool {
    let path = path.split_once(':').map_or(path, |(_, path)| path);
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let has = |wanted: &[&str]| folders.split('/').any(|folder| wanted.contains(&folder));
    let begins = |words: &[&str]| words.iter().any(|word| stem.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| stem.ends_with(word));
    match &*ending.to_ascii_lowercase() {
        // pytest, unittest.
        "py" | "pyi" | "pyw" | "py3" | "pyx" | "ipynb" => {
            has(&["test", "tests"]) || begins(&["test_"]) || ends(&["_test"]) || stem == "conftest"
        }
        // Jest, Vitest, Mocha, Deno, Jasmine, Cypress, Playwright.
        "js" | "jsx" | "mjs" | "cjs" | "ts" | "tsx" | "mts" | "cts" | "vue" | "svelte" | "coffee" | "es6" => {
            let marks = [".test", ".spec", ".cy", ".e2e", "_test", ".e2e-spec", "-spec"];
            has(&["test", "tests", "__tests__", "__mocks__"]) || ends(&marks) || has(&["spec"]) && ends(&["Spec", "spec"])
        }
        // What is not called so is compiled into the package, wherever it lies.
        "go" => ends(&["_test"]) || has(&["testdata"]),
        // Cargo builds what lies in `tests` beside `src` as tests; within, a module is called so by custom.
        "rs" => has(&["tests"]) || stem == "tests" && folders.split('/').any(|folder| folder == "src"),
        // Surefire, failsafe, Gradle: nothing of `src/main` is a test.
        "java" | "kt" | "kts" | "groovy" | "scala" => {
            if of_source_set(folders, |set| set == "main") {
                return false;
            }
            let ending = ["Test", "Tests", "TestCase", "IT", "ITCase", "Spec", "Suite"];
            of_source_set(folders, |set| set == "test" || set == "it" || set.ends_with("Test") || set == "testFixtures")
                || folders.split('/').next().is_some_and(|top| matches!(top, "test" | "tests"))
                || ends(&ending)
                || begins(&["Test", "IT"]) && stem.trim_start_matches("Test").trim_start_matches("IT").starts_with(char::is_uppercase)
        }
        // RSpec, Minitest.
        "rb" | "cr" => has(&["test", "tests", "spec"]) || ends(&["_spec", "_test"]),
        "php" => has(&["test", "tests", "Tests"]) || ends(&["Test"]),
        "swift" => has(&["Tests"]) || ends(&["Tests"]),
        "cs" | "fs" | "vb" => {
            let project = |folder: &str| ["Tests", "Test"].iter().any(|word| folder == *word || folder.ends_with(&format!(".{word}")));
            has(&["test", "tests"]) || folders.split('/').any(project) || ends(&["Tests", "Test"])
        }
        "dart" => has(&["test", "integration_test"]) || ends(&["_test"]),
        "ex" | "exs" => has(&["test"]) || ends(&["_test"]),
        "" => has(&["test", "tests", "__tests__"]) || begins(&["test_"]),
        _ => has(&["test", "tests"]) || begins(&["test_"]) || ends(&["_test", "_unittest"]),
    }
}

/// Whether some folder directly within one called `src` fits.
fn of_source_set(folders: &str, fits: impl Fn(&str) -> bool) -> bool {
    let sets = folders.split('/').zip(folders.split('/').skip(1));
    sets.filter(|(outer, _)| *outer == "src").any(|(_, set)| fits(set))
}

#[cfg(test)]
mod tests {
    use super::is_test;

    #[test]
    fn tests_are_known_by_the_names_of_their_runners() {
        for path in [
            "tests/a.py",
            "a/test_b.py",
            "a_test.py",
            "conftest.py",
            "a_test.go",
            "src/a.test.ts",
            "__tests__/a.js",
            "a_test.ts",
            "app.e2e-spec.ts",
            "spec/cartSpec.js",
            "login.cy.ts",
            "src/test/java/A.java",
            "ShopTest.java",
            "src/integrationTest/kotlin/A.kt",
            "TestShop.java",
            "ShopSpec.scala",
            "crate/tests/a.rs",
            "src/x/tests.rs",
            "spec/support/a.rb",
            "a_spec.rb",
            "tests/CartTest.php",
            "Tests/AppTests/A.swift",
            "Shop.Tests/A.cs",
            "test/a_test.dart",
            "web:tests/a.py",
            "tests/run",
        ] {
            assert!(is_test(path), "{path}");
        }
        for path in [
            "src/contest.py",
            "latest/a.py",
            "testament.go",
            "src/attest.ts",
            "Contest.java",
            "testing/x.py",
            "spec/real.py",
            "specs/real.ts",
            "e2e/a.go",
            "tests/real.go",
            "src/main/java/com/acme/test/A.java",
            "src/main/java/LoadTest.java",
            "com/acme/test/A.java",
            "src/load_test.rs",
            "Testament.java",
            "spec/openapi.ts",
            "Item.java",
            "test_tools/a.rs",
        ] {
            assert!(!is_test(path), "{path}");
        }
    }
}
