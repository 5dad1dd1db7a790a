//! What a project of Python asks to be installed, by the names that modules of it may have.

use toml::Value;

/// Whether a file says what is to be installed.
pub fn is_manifest(name: &str) -> bool {
    matches!(name, "pyproject.toml" | "Pipfile" | "setup.cfg" | "setup.py") || name.starts_with("requirements") && name.ends_with(".txt")
}

/// The names, in small letters and with `_`, of what a manifest asks for, and those with and without a `py` or `python` around.
pub fn required(manifest: &str, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    match manifest {
        "pyproject.toml" | "Pipfile" => {
            if let Ok(data) = toml::from_str::<Value>(text) {
                gather(&data, false, &mut lines);
            }
        }
        "setup.py" => lines.extend(text.split(['"', '\'']).skip(1).step_by(2).map(str::to_owned)),
        _ => lines.extend(text.lines().map(str::to_owned)),
    }
    lines.iter().flat_map(|line| spellings(line)).collect()
}

/// What a manifest calls its project.
pub fn called(manifest: &str, text: &str) -> Option<String> {
    match manifest {
        "pyproject.toml" => {
            let data = toml::from_str::<Value>(text).ok()?;
            let poetry = || data.get("tool")?.get("poetry")?.get("name");
            Some(data.get("project").and_then(|project| project.get("name")).or_else(poetry)?.as_str()?.to_owned())
        }
        "setup.cfg" | "setup.py" => {
            let value = |line: &str| {
                Some(line.trim().trim_start_matches("setup(").strip_prefix("name")?.trim_start().strip_prefix('=')?.to_owned())
            };
            let value = text.lines().find_map(value)?;
            let name = value.trim().trim_start_matches(['"', '\'']);
            let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(name.len());
            name.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
        }
        _ => None,
    }
}

/// A name of a project in small letters and with `_`.
pub fn plain(name: &str) -> String {
    name.to_lowercase().replace(['-', '.'], "_")
}

/// The texts and keys of the tables that list dependencies.
fn gather(data: &Value, listed: bool, lines: &mut Vec<String>) {
    match data {
        Value::Table(table) => {
            for (key, value) in table {
                if listed {
                    lines.push(key.clone());
                }
                let lists = key.contains("dependencies") || key.ends_with("packages") && value.is_table() || key == "requires";
                gather(value, listed || lists, lines);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, listed, lines)),
        Value::String(text) if listed => lines.push(text.clone()),
        _ => {}
    }
}

fn spellings(line: &str) -> Vec<String> {
    let line = line.trim_start();
    let end = line.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(line.len());
    let name = plain(&line[..end]);
    let bare = |name: &str| {
        let name = name.strip_prefix("python_").or_else(|| name.strip_prefix("py")).unwrap_or(name);
        name.strip_suffix("_python").unwrap_or(name).trim_matches('_').to_owned()
    };
    let mut names = vec![bare(&name), name];
    names.retain(|name| !name.is_empty());
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_required_is_known_by_its_names() {
        let all = |manifest: &str, text: &str| required(manifest, text);
        assert_eq!(
            all("requirements.txt", "Redis[hiredis]>=4\n# x\nPyYAML\npython-dateutil==2\n"),
            ["redis", "yaml", "pyyaml", "dateutil", "python_dateutil"]
        );
        let text = "[project]\nname = \"billing\"\ndependencies = [\"celery>5\"]\n[tool.poetry.group.dev.dependencies]\nmypy = \"1\"\n";
        let found = all("pyproject.toml", text);
        assert!(found.contains(&"celery".to_owned()) && found.contains(&"mypy".to_owned()) && !found.contains(&"billing".to_owned()));
        assert_eq!(called("pyproject.toml", text).as_deref(), Some("billing"));
        assert_eq!(called("setup.py", "setup(name='a-b', version='1')").as_deref(), Some("a-b"));
        assert!(all("setup.py", "setup(install_requires=['redis>=4'])").contains(&"redis".to_owned()));
    }
}
