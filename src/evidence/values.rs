//! `value` and `version`: what a data file says at a path, and which version of a package a project takes.

use super::answer::{Answer, Outcome, Sight};
use super::globs::in_tree;
use super::go_versions::of_go;
use super::limits::Limits;
use crate::model::Plan;
use crate::tree::{self, Entry, Kind, Tree};
use serde_json::Value;

/// Files that name packages with their versions: those that pin come first.
pub const MANIFESTS: [&str; 12] = [
    "Cargo.lock",
    "package-lock.json",
    "poetry.lock",
    "uv.lock",
    "Pipfile.lock",
    "go.mod",
    "requirements.txt",
    "pyproject.toml",
    "package.json",
    "Cargo.toml",
    "Pipfile",
    "setup.cfg",
];

/// The value at a path inside a JSON, YAML or TOML file.
pub fn value(plan: &Plan, tree: &dyn Tree, entries: &[Entry], subjects: &[Box<str>], key: Option<&str>, limits: Limits) -> Answer {
    let Some(subject) = subjects.first() else { return Answer::unknown("no file is named") };
    let path = in_tree(plan, subject);
    let Some(entry) = crate::tree::find(entries, &path) else { return absent(format!("there is no file `{path}`")) };
    let data = match data(tree, entry, limits) {
        Ok(data) => data,
        Err(reason) => return Answer::unknown(reason),
    };
    let generator = data.get("generator").and_then(Value::as_str);
    if generator.is_some_and(|one| [tree::MARK, tree::CHECKED].contains(&one)) || data.get("factsVersion").is_some() {
        return Answer::unknown(format!("`{path}` was written by landfall, and proves nothing"));
    }
    let Some(key) = key else { return Answer::unknown("no `key` says which value") };
    match at(&data, key) {
        Some(found) => {
            let text = match found {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let what = format!("{key} = {}", text.chars().take(80).collect::<String>());
            Answer::new(Outcome::Text(text.into())).with(vec![Sight { path: path.into(), line: None, what: what.into() }])
        }
        None => absent(format!("`{path}` has no `{key}`")),
    }
}

/// What was looked for where it is said to stand, and does not.
fn absent(why: String) -> Answer {
    let mut answer = Answer::new(Outcome::Truth(false));
    answer.remarks.push(why.into());
    answer
}

/// Follows a path such as `engines.node` or `jobs[0].name`; a key that itself holds dots is tried whole first.
fn at<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    if key.is_empty() {
        return Some(value);
    }
    if let Value::Object(fields) = value
        && let Some(found) = fields.get(key)
    {
        return Some(found);
    }
    if let Some(rest) = key.strip_prefix('[') {
        let (number, rest) = rest.split_once(']')?;
        return at(value.get(number.parse::<usize>().ok()?)?, rest.trim_start_matches('.'));
    }
    let ends = key.char_indices().filter(|(_, c)| matches!(c, '.' | '[')).map(|(end, _)| end);
    for end in ends.collect::<Vec<_>>().into_iter().rev() {
        let found = match value {
            Value::Object(fields) => fields.get(&key[..end]),
            Value::Array(items) => key[..end].parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        };
        if let Some(found) = found.and_then(|found| at(found, key[end..].trim_start_matches('.'))) {
            return Some(found);
        }
    }
    value.get(key.parse::<usize>().ok()?)
}

fn data(tree: &dyn Tree, entry: &Entry, limits: Limits) -> Result<Value, String> {
    let path = &*entry.path;
    if entry.kind != Kind::File {
        return Err(format!("there is no file `{path}`"));
    }
    if entry.size > limits.file_bytes {
        return Err(format!("`{path}` is too large to be read"));
    }
    let bytes = tree.read(path).map_err(|why| format!("`{path}` cannot be read: {why}"))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| format!("`{path}` is not UTF-8"))?.trim_start_matches('\u{feff}');
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending {
        "toml" | "lock" => toml::from_str::<toml::Value>(text).map_err(|error| error.message().to_owned()).map(plain),
        // Bounded by the budget of its reader, so that references cannot multiply without end.
        "yaml" | "yml" => serde_saphyr::from_str(text).map_err(|error| error.to_string().lines().next().unwrap_or_default().to_owned()),
        _ => serde_json::from_str(text).map_err(|error| error.to_string()),
    }
    .map_err(|why| format!("`{path}` is malformed: {why}"))
}

/// A value of TOML as JSON has it; a date is a text.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(values) => values.into_iter().map(plain).collect(),
        toml::Value::Table(fields) => fields.into_iter().map(|(key, value)| (key, plain(value))).collect(),
    }
}

/// The version of a package in the lock file or manifest nearest to the root.
pub fn version(tree: &dyn Tree, entries: &[Entry], subjects: &[Box<str>], limits: Limits) -> Answer {
    let Some(package) = subjects.first() else { return Answer::unknown("no package is named") };
    let mut manifests: Vec<(usize, usize, &Entry)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.kind == Kind::File && entry.size <= limits.file_bytes) {
        let name = entry.path.rsplit('/').next().unwrap_or_default();
        if let Some(rank) = MANIFESTS.iter().position(|manifest| *manifest == name) {
            manifests.push((entry.path.matches('/').count(), rank, entry));
        }
    }
    manifests.sort_by(|a, b| (a.0, a.1, &a.2.path).cmp(&(b.0, b.1, &b.2.path)));
    for (_, _, entry) in &manifests {
        let Ok(bytes) = tree.read(&entry.path) else { continue };
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if name_of(&entry.path) == "go.mod"
            && let Some(answer) = of_go(tree, entries, &entry.path, &text, package)
        {
            return answer;
        }
        if let Some((line, version)) = find_version(&entry.path, &text, package) {
            let sight = Sight { path: entry.path.clone(), line, what: format!("{package} {version}").into() };
            return Answer::new(Outcome::Text(version.into())).with(vec![sight]);
        }
    }
    match manifests.len() {
        0 => Answer::unknown("no manifest or lock file was found"),
        _ => Answer::unknown(format!("no manifest or lock file names `{package}`")),
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit(['/', ':']).next().unwrap_or(path)
}

/// The version of a package in one file, and the line where that can be told.
fn find_version(path: &str, text: &str, package: &str) -> Option<(Option<u32>, String)> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let line_of = |needle: &str| text.lines().position(|line| line.contains(needle)).map(|at| at as u32 + 1);
    let same = |other: &str| other.replace(['_', '.'], "-").eq_ignore_ascii_case(&package.replace(['_', '.'], "-"));
    match name {
        "Cargo.lock" | "poetry.lock" | "uv.lock" => {
            let data: toml::Value = toml::from_str(text).ok()?;
            let found =
                data.get("package")?.as_array()?.iter().find(|entry| entry.get("name").and_then(toml::Value::as_str).is_some_and(same))?;
            Some((line_of(&format!("\"{package}\"")), found.get("version")?.as_str()?.to_owned()))
        }
        "package-lock.json" => {
            let data: Value = serde_json::from_str(text).ok()?;
            let new = data.get("packages").and_then(|all| all.get(format!("node_modules/{package}")));
            let old = data.get("dependencies").and_then(|all| all.get(package));
            Some((line_of(&format!("\"node_modules/{package}\"")), new.or(old)?.get("version")?.as_str()?.to_owned()))
        }
        "Pipfile.lock" => {
            let data: Value = serde_json::from_str(text).ok()?;
            let all = ["default", "develop"].into_iter().filter_map(|part| data.get(part)?.as_object());
            let found = all.flat_map(|part| part.iter()).find(|(name, _)| same(name))?.1;
            Some((line_of(&format!("\"{package}\"")), found.get("version")?.as_str()?.trim_start_matches("==").to_owned()))
        }
        "package.json" => {
            let data: Value = serde_json::from_str(text).ok()?;
            let parts = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
            let found = parts.into_iter().find_map(|part| data.get(part)?.get(package)?.as_str())?;
            Some((line_of(&format!("\"{package}\"")), found.trim().to_owned()))
        }
        "Cargo.toml" | "Pipfile" => {
            let data: toml::Value = toml::from_str(text).ok()?;
            let parts = ["dependencies", "dev-dependencies", "build-dependencies", "packages", "dev-packages"];
            let found = parts.into_iter().find_map(|part| data.get(part)?.get(package))?;
            let version = found.as_str().or_else(|| found.get("version").and_then(toml::Value::as_str))?.trim();
            // Cargo takes a plain version for the oldest of those that fit with it.
            let caret = name == "Cargo.toml" && version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains(['*', ',']);
            Some((line_of(package), format!("{}{version}", if caret { "^" } else { "" })))
        }
        "pyproject.toml" => {
            let data: toml::Value = toml::from_str(text).ok()?;
            let lists = |table: Option<&toml::Value>| -> Vec<String> {
                let lists = table.and_then(toml::Value::as_table).into_iter().flat_map(|table| table.values());
                lists.filter_map(toml::Value::as_array).flatten().filter_map(toml::Value::as_str).map(str::to_owned).collect()
            };
            let project = data.get("project");
            let mut lines: Vec<String> = Vec::new();
            let of_project = project.and_then(|project| project.get("dependencies")?.as_array());
            lines.extend(of_project.into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned));
            lines.extend(lists(project.and_then(|project| project.get("optional-dependencies"))));
            lines.extend(lists(data.get("dependency-groups")));
            if let Some(version) = lines.iter().find_map(|line| requirement(line, &same)) {
                return Some((line_of(package), version));
            }
            let poetry = data.get("tool")?.get("poetry")?;
            let groups = poetry.get("group").and_then(toml::Value::as_table).into_iter().flat_map(|groups| groups.values());
            let tables = [poetry.get("dependencies"), poetry.get("dev-dependencies")].into_iter().flatten();
            let tables = tables.chain(groups.filter_map(|group| group.get("dependencies"))).filter_map(toml::Value::as_table);
            let found = tables.flat_map(|table| table.iter()).find(|(name, _)| same(name))?.1;
            Some((line_of(package), found.as_str().or_else(|| found.get("version")?.as_str())?.to_owned()))
        }
        _ => text.lines().zip(1u32..).find_map(|(line, number)| Some((Some(number), requirement(line, &same)?))),
    }
}

/// What a line of requirements (PEP 508) asks of a package.
fn requirement(line: &str, same: &dyn Fn(&str) -> bool) -> Option<String> {
    let line = line.split(" #").next()?.split(';').next()?.trim().trim_matches(['"', '\'', ',', ' ']);
    let end = line.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(line.len());
    same(&line[..end]).then_some(())?;
    let rest = line[end..].trim_start();
    let rest = rest.strip_prefix('[').and_then(|extras| Some(extras.split_once(']')?.1)).unwrap_or(rest);
    let wanted = rest.trim().trim_start_matches('(').trim_end_matches(')').trim();
    Some(if wanted.is_empty() { "*".to_owned() } else { wanted.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::memory::Memory;

    #[test]
    fn paths_lead_through_objects_and_lists() {
        let data = serde_json::json!({ "a": { "b.c": [ { "d": 7 } ] } });
        assert_eq!(at(&data, "a.b.c[0].d"), Some(&Value::from(7)));
        assert_eq!(at(&data, "a.b.c.0.d"), Some(&Value::from(7)));
        assert_eq!(at(&data, "a.x"), None);
    }

    #[test]
    fn versions_are_found_where_projects_write_them() {
        let found =
            |path: &str, text: &str, package: &str| find_version(path, text, package).map(|(line, version)| (line.unwrap_or(0), version));
        assert_eq!(found("requirements.txt", "# x\nDjango[argon2]==4.2.1 ; python_version>'3'\n", "django"), Some((2, "==4.2.1".into())));
        assert_eq!(found("package.json", "{\"devDependencies\":{\"jest\":\"^29.1.0\"}}", "jest"), Some((1, "^29.1.0".into())));
        assert_eq!(found("Cargo.lock", "[[package]]\nname = \"serde\"\nversion = \"1.0.1\"\n", "serde"), Some((2, "1.0.1".into())));
        assert_eq!(found("requirements.txt", "django-filter==1.0\n", "django"), None);
        assert_eq!(found("requirements.txt", "lt<2.5\n", "lt"), Some((1, "<2.5".into())));
        let project = "[project]\ndependencies = [\"Django>=4.2,<5\", \"lxml\"]\n[dependency-groups]\ntest = [\"pytest~=8.1\"]\n";
        assert_eq!(found("pyproject.toml", project, "django").map(|found| found.1), Some(">=4.2,<5".into()));
        assert_eq!(found("pyproject.toml", project, "pytest").map(|found| found.1), Some("~=8.1".into()));
        assert_eq!(found("pyproject.toml", project, "lxml").map(|found| found.1), Some("*".into()));
        let poetry = "[tool.poetry.dependencies]\npython = \"^3.11\"\nflask = { version = \"^3.0\", extras = [] }\n";
        assert_eq!(found("pyproject.toml", poetry, "flask"), Some((3, "^3.0".into())));
        assert_eq!(found("Cargo.toml", "[dependencies]\nserde = \"1.0\"\n", "serde"), Some((2, "^1.0".into())));
    }

    #[test]
    fn dates_of_toml_are_texts_and_what_is_not_there_is_an_answer() {
        let tree = Memory::new([("a.toml", "[a]\nday = 2026-01-05\n")]);
        let entries = tree.entries().unwrap();
        let value =
            |path: &str, key: &str| value(&crate::model::Plan::empty(), &tree, &entries, &[path.into()], Some(key), Limits::default());
        assert_eq!(value("a.toml", "a.day").outcome, Outcome::Text("2026-01-05".into()));
        assert_eq!(value("a.toml", "a.night").outcome, Outcome::Truth(false));
        assert_eq!(value("b.toml", "a.day").outcome, Outcome::Truth(false));
        assert_eq!(&*value("b.toml", "a.day").remarks[0], "there is no file `b.toml`");
    }

    #[test]
    fn yaml_is_read_within_a_budget() {
        let value = |text: &str, key: &str| {
            let tree = Memory::new([("a.yml", text)]);
            let entries = tree.entries().unwrap();
            value(&crate::model::Plan::empty(), &tree, &entries, &["a.yml".into()], Some(key), Limits::default()).outcome
        };
        assert_eq!(
            value("services:\n  web:\n    image: shop:2.1\n    ports: [80, 443]\n", "services.web.image"),
            Outcome::Text("shop:2.1".into())
        );
        assert_eq!(value("services:\n  web:\n    ports: [80, 443]\n", "services.web.ports[1]"), Outcome::Text("443".into()));
        assert!(matches!(value("a: [1, 2\nb: }", "a"), Outcome::Unknown(_)));
        let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (before, after) in "abcdefghijk".chars().zip("bcdefghijkl".chars()) {
            bomb.push_str(&format!("{after}: &{after} [{}]\n", vec![format!("*{before}"); 9].join(", ")));
        }
        assert!(matches!(value(&bomb, "l"), Outcome::Unknown(_)), "nine to the twelfth power");
    }
}
