//! Python itself is asked what it finds: in made-up trees, every module and name resolves exactly where `import` finds it.
//! `THOROUGH=10` makes ten times as many trees.
#![allow(clippy::disallowed_methods, reason = "Python is run, on files written for it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use landfall::code::resolve::PythonIndex;
use landfall::code::{Codebase, Language, Verdict, facts};
use landfall::tree::Entry;

/// A small generator of numbers (xorshift), so that every run makes the same trees.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

const NAMES: [&str; 9] = ["A", "B", "C", "f", "g", "x", "y", "_p", "_q"];
const MODULES: [&str; 5] = ["ma", "mb", "pa", "pb", "pc"];
const MEMBERS: [&str; 4] = ["run", "stop", "size", "nope"];
const ROOTS: [&str; 2] = ["", "src"];

/// A module that was made: its dotted name, what it surely has, which of these are classes, what a star takes from it.
#[derive(Clone, Default)]
struct Made {
    name: String,
    sure: Vec<String>,
    classes: Vec<String>,
    star: Option<Vec<String>>,
}

struct Maker {
    dice: Dice,
    files: BTreeMap<String, String>,
    made: Vec<Made>,
}

impl Maker {
    /// Makes the modules of a package (or of the top) and what lies within, earlier ones first: a module imports only from earlier ones,
    /// never from a package it stands in, so that no circle of imports arises.
    fn package(&mut self, name: &str, folders: &[String], namespace: bool, depth: usize, reach: &[usize]) -> Vec<usize> {
        let count = 1 + self.dice.roll(3);
        let mut names: Vec<&str> = MODULES.to_vec();
        let mut reach = reach.to_vec();
        for _ in 0..count {
            let part = names.remove(self.dice.roll(names.len()));
            let dotted = if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
            let folder = self.dice.pick(folders).clone();
            let path = if folder.is_empty() { part.to_owned() } else { format!("{folder}/{part}") };
            if part.starts_with('p') && depth < 3 {
                let bare = (namespace || name.is_empty()) && self.dice.chance(35) || self.dice.chance(10);
                let inner: Vec<String> = if bare {
                    folders.iter().map(|folder| if folder.is_empty() { part.to_owned() } else { format!("{folder}/{part}") }).collect()
                } else {
                    vec![path.clone()]
                };
                let within = self.package(&dotted, &inner, bare, depth + 1, &reach);
                if bare {
                    // Sometimes a module of the same name stands beside the folder, and is taken instead.
                    if self.dice.chance(8) {
                        self.files.insert(format!("{path}.py"), "shadow = 1\n".to_owned());
                        continue;
                    }
                    reach.extend(within);
                } else {
                    if self.dice.chance(10) {
                        self.files.insert(format!("{path}.py"), "shadowed = 1\n".to_owned());
                    }
                    let mut seen = reach.clone();
                    seen.extend(&within);
                    let package = self.module(&dotted, &format!("{path}/__init__.py"), true, &seen);
                    reach.extend(within);
                    reach.push(package);
                }
            } else {
                let module = self.module(&dotted, &format!("{path}.py"), false, &reach);
                reach.push(module);
            }
        }
        reach
    }

    fn module(&mut self, name: &str, path: &str, package: bool, reach: &[usize]) -> usize {
        let mut text = String::new();
        let mut made = Made { name: name.to_owned(), ..Made::default() };
        for line in 0..2 + self.dice.roll(7) {
            self.statement(&mut text, &mut made, package, reach, line);
        }
        if self.dice.chance(20) && !made.sure.is_empty() {
            let mut listed: Vec<String> = (0..1 + self.dice.roll(3)).map(|_| self.dice.pick(&made.sure).clone()).collect();
            listed.sort_unstable();
            let quoted: Vec<String> = listed.iter().map(|name| format!("'{name}'")).collect();
            if self.dice.chance(50) {
                let _ = writeln!(text, "__all__ = [{}]", quoted.join(", "));
            } else {
                let _ = writeln!(text, "__all__ = []\n__all__ += ({},)", quoted.join(", "));
            }
            made.star = Some(listed);
        }
        self.files.insert(path.to_owned(), text);
        self.made.push(made);
        self.made.len() - 1
    }

    /// A way to write a module from within another: absolute or relative.
    fn written(&mut self, from: &str, package: bool, to: &str) -> String {
        let own: Vec<&str> = from.split('.').collect();
        let own = if package { &own[..] } else { &own[..own.len() - 1] };
        let parts: Vec<&str> = to.split('.').collect();
        let shared = own.iter().zip(&parts).take_while(|(a, b)| a == b).count();
        if shared == 0 || self.dice.chance(40) {
            return to.to_owned();
        }
        format!("{}{}", ".".repeat(own.len() - shared + 1), parts[shared..].join("."))
    }

    fn statement(&mut self, text: &mut String, made: &mut Made, package: bool, reach: &[usize], line: usize) {
        let name = (*self.dice.pick(&NAMES)).to_owned();
        let other = (*self.dice.pick(&NAMES)).to_owned();
        let target = if reach.is_empty() { None } else { Some(self.made[reach[self.dice.roll(reach.len())]].clone()) };
        let sure = |made: &mut Made, name: &str, class: bool| {
            made.sure.retain(|known| known != name);
            made.classes.retain(|known| known != name);
            made.sure.push(name.to_owned());
            if class {
                made.classes.push(name.to_owned());
            }
        };
        match (self.dice.roll(22), target) {
            (0 | 1, _) => {
                let base =
                    if made.classes.is_empty() || self.dice.chance(40) { String::new() } else { self.dice.pick(&made.classes).clone() };
                let _ = writeln!(text, "class {name}({base}):\n    {}: int", MEMBERS[1]);
                if self.dice.chance(60) {
                    let _ = writeln!(text, "    def run(self): pass");
                }
                if self.dice.chance(40) {
                    let _ = writeln!(text, "    size = {line}");
                }
                sure(made, &name, true);
            }
            (2, _) => {
                let _ = writeln!(text, "def {name}(): global late; late = 1");
                sure(made, &name, false);
            }
            (3, _) => {
                let _ = writeln!(text, "{name} = {line}");
                sure(made, &name, false);
            }
            (4, _) => {
                let _ = writeln!(text, "{name}, ({other}, *z) = 1, (2, 3)");
                sure(made, &name, false);
                sure(made, &other, false);
            }
            (5, _) => {
                let _ = writeln!(text, "{name}: int");
            }
            (6, _) if !made.sure.is_empty() => {
                let gone = self.dice.pick(&made.sure).clone();
                let _ = writeln!(text, "del {gone}");
                made.sure.retain(|known| *known != gone);
                made.classes.retain(|known| *known != gone);
            }
            (7, _) => {
                let word = if self.dice.chance(50) { "not " } else { "" };
                let _ = writeln!(text, "if {word}len('x'):\n    {name} = 1");
                made.classes.retain(|known| *known != name);
            }
            (8, _) => {
                let _ = writeln!(text, "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from nowhere import {name}");
            }
            (9, _) => {
                let _ = writeln!(text, "try:\n    from .missing import {name}\nexcept ImportError:\n    {other} = None");
                made.classes.retain(|known| *known != other);
            }
            (10, _) if !made.classes.is_empty() => {
                let class = self.dice.pick(&made.classes).clone();
                let _ = writeln!(text, "{name} = {class}");
                sure(made, &name, true);
            }
            (11, _) => {
                let _ = writeln!(text, "for {name} in [1]: pass\nif __name__ == '__main__':\n    {other} = 1");
                made.classes.retain(|known| *known != name);
            }
            (12..=14, Some(target)) => {
                let taken: Vec<String> = target.sure.iter().filter(|name| *name != "z").cloned().collect();
                if taken.is_empty() {
                    return;
                }
                let taken = self.dice.pick(&taken).clone();
                let class = target.classes.contains(&taken);
                let from = self.written(&made.name.clone(), package, &target.name);
                if self.dice.chance(40) {
                    let _ = writeln!(text, "from {from} import {taken} as {name}");
                    sure(made, &name, class);
                } else {
                    let _ = writeln!(text, "from {from} import {taken}");
                    sure(made, &taken, class);
                }
            }
            (15 | 16, Some(target)) => {
                let from = self.written(&made.name.clone(), package, &target.name);
                let _ = writeln!(text, "from {from} import *");
                // What the star surely brings; a class among them may hide one of this module.
                let brought: Vec<String> = match &target.star {
                    Some(listed) => listed.clone(),
                    None => target.sure.iter().filter(|name| !name.starts_with('_')).cloned().collect(),
                };
                made.classes.clear();
                for name in brought {
                    sure(made, &name, target.classes.contains(&name));
                }
            }
            (17, Some(target)) => match target.name.rsplit_once('.') {
                Some((parent, leaf)) if !made.name.starts_with(parent) || package && made.name == parent => {
                    let from = self.written(&made.name.clone(), package, parent);
                    // A name of the package hides its submodule, so what arrives is not sure to be the module.
                    let _ = writeln!(text, "from {from} import {leaf}");
                }
                _ => {}
            },
            (18, Some(target)) => {
                let _ = writeln!(text, "import {} as {name}", target.name);
                made.classes.retain(|known| *known != name);
                made.sure.retain(|known| *known != name);
            }
            (19, Some(target)) => {
                let _ = writeln!(text, "import {}", target.name);
            }
            (20, _) if self.dice.chance(15) => {
                let _ = writeln!(text, "globals()['{name}'] = 1");
                made.classes.retain(|known| *known != name);
            }
            (21, _) if self.dice.chance(15) => {
                let _ = writeln!(text, "def __getattr__(name):\n    if name == '{name}': return 1\n    raise AttributeError(name)");
            }
            _ if !made.classes.is_empty() => {
                // Given to a class of the same file: what other files give to a class is not looked for.
                let _ = writeln!(text, "class {name}: pass\n{name}.added = {line}");
                sure(made, &name, true);
            }
            _ => {}
        }
    }
}

/// The question to Python: for every module, with nothing of the tree loaded, whether it loads, and whether each name and path is found.
const ORACLE: &str = r"
import importlib, json, pkgutil, sys
sys.dont_write_bytecode = True
for line in sys.stdin:
    ask = json.loads(line)
    before = set(sys.modules)
    path = list(sys.path)
    sys.path[:0] = ask['roots']
    importlib.invalidate_caches()
    out, broken = [], set()
    def purge():
        for name in set(sys.modules) - before: del sys.modules[name]
    for module, names in ask['modules']:
        purge()
        try:
            importlib.import_module(module); loads = True
        except ModuleNotFoundError as error:
            loads = False if error.name and (module == error.name or module.startswith(error.name + '.')) else 'broken'
        except Exception as error:
            loads = 'broken'
        answers = []
        if loads is True:
            for name in names:
                try:
                    exec(f'from {module} import {name}', {}); answers.append(True)
                except ImportError as error:
                    plain = str(error).startswith(f'cannot import name {name!r} from {module!r}')
                    answers.append(False if plain else 'broken')
                except Exception: answers.append('broken')
        out.append([loads, answers])
        if loads == 'broken': broken.add(module)
    paths = []
    for dotted in ask['paths']:
        purge()
        parts = dotted.split('.')
        if any('.'.join(parts[:count]) in broken for count in range(len(parts))):
            paths.append('broken'); continue
        try: pkgutil.resolve_name(dotted); paths.append(True)
        except (ImportError, AttributeError) as error: paths.append(False)
        except Exception: paths.append('broken')
    purge()
    sys.path[:] = path
    sys.path_importer_cache.clear()
    print(json.dumps([out, paths]), flush=True)
";

#[derive(Default)]
struct Tally {
    asked: usize,
    found: usize,
    missing: usize,
    conditional: usize,
    unknown: usize,
    broken: usize,
}

impl Tally {
    fn compare(&mut self, what: &str, verdict: &Verdict, python: &serde_json::Value, files: &BTreeMap<String, String>) {
        self.asked += 1;
        let Some(there) = python.as_bool() else {
            self.broken += 1;
            return;
        };
        match verdict {
            Verdict::Unknown { .. } => self.unknown += 1,
            // What depends on circumstances may be there or not.
            Verdict::Found(found) if found.conditional => self.conditional += 1,
            Verdict::Found(_) if there => self.found += 1,
            Verdict::NotFound { .. } if !there => self.missing += 1,
            _ => panic!("{what}: we say {verdict:?}\nPython says {there}\n{files:#?}"),
        }
    }
}

/// Whether Python 3 can be asked on this machine. The gate installs it where it can.
fn is_there() -> bool {
    Command::new("python3").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

#[test]
fn python_itself_agrees() {
    if !is_there() {
        println!("skipped: Python (`python3`) is not installed, so there is nobody to ask");
        return;
    }
    let rounds = std::env::var("THOROUGH").ok().and_then(|times| times.parse::<u64>().ok()).unwrap_or(1);
    let trees = 40 * rounds;
    let folder = tempfile::tempdir().expect("a folder for the trees");
    let mut python = Command::new("python3")
        .args(["-I", "-S", "-c", ORACLE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("this test asks Python itself, and it cannot be started: {error}"));
    let mut asked = python.stdin.take().expect("a pipe to Python");
    let mut answers = std::io::BufRead::lines(std::io::BufReader::new(python.stdout.take().expect("a pipe from Python")));
    let mut tally = Tally::default();
    for seed in 1..=trees {
        let mut maker = Maker { dice: Dice(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed)), files: BTreeMap::new(), made: Vec::new() };
        for _ in 0..20 {
            maker.dice.roll(2);
        }
        maker.package("", &ROOTS.map(str::to_owned), true, 0, &[]);
        let files = maker.files;
        let base = folder.path().join(format!("t{seed}"));
        for (path, text) in &files {
            let path = base.join(path);
            std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let entry = |(path, text): (&String, &String)| Entry::file(path.as_str(), text.len() as u64);
        let entries: Vec<Entry> = files.iter().map(entry).collect();
        let read = |at: usize| files.get(&*entries[at].path).map(|text| Arc::new(facts(Language::Python, text.as_bytes())));
        let tree = Codebase::new(&entries, read);
        let index = PythonIndex::new(&tree, &ROOTS).with_own(MODULES.map(str::to_owned));

        let mut modules: Vec<String> =
            files.keys().flat_map(|path| index.names_of(path)).filter(|name| !name.starts_with("src.")).collect();
        modules.extend(modules.clone().iter().filter_map(|name| name.rsplit_once('.').map(|(package, _)| package.to_owned())));
        modules.extend(["pa.zz".to_owned(), "pa.pb.ma.zz".to_owned(), "pc".to_owned(), "ma.ma".to_owned()]);
        modules.sort_unstable();
        modules.dedup();
        let names: Vec<&str> =
            NAMES.iter().chain(&MODULES).chain(&["z", "nope", "__name__", "__path__", "__file__", "shadow", "shadowed"]).copied().collect();
        let mut paths = Vec::new();
        for module in &modules {
            for name in ["A", "B", "C", "x"] {
                paths.extend(
                    ["run", "stop", "size", "added", "A", "ma", "__init__", "nope"].map(|member| format!("{module}.{name}.{member}")),
                );
            }
        }
        let pairs: Vec<_> = modules.iter().map(|module| (module, &names)).collect();
        let roots = ROOTS.map(|root| base.join(root));
        let question = serde_json::json!({ "roots": roots, "modules": pairs, "paths": paths });
        writeln!(asked, "{question}").expect("Python listens");
        let answer = answers.next().expect("Python answers").expect("Python answers in text");
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("Python answers in JSON");
        for (module, answer) in modules.iter().zip(answer[0].as_array().expect("answers on modules")) {
            tally.compare(&format!("tree {seed}: import {module}"), &index.resolve_module(module).verdict, &answer[0], &files);
            for (name, there) in names.iter().zip(answer[1].as_array().expect("answers on names")) {
                let ours = index.resolve_name(module, name);
                tally.compare(&format!("tree {seed}: from {module} import {name}"), &ours.verdict, there, &files);
                assert!(matches!(ours.verdict, Verdict::Unknown { .. }) || !ours.looked_at.is_empty(), "{module} {name}");
            }
        }
        for (path, there) in paths.iter().zip(answer[1].as_array().expect("answers on paths")) {
            tally.compare(&format!("tree {seed}: path {path}"), &index.resolve(path).verdict, there, &files);
        }
    }
    drop(asked);
    python.wait().expect("Python ends");
    let Tally { asked, found, missing, conditional, unknown, broken } = tally;
    println!(
        "{asked} questions: {found} found, {missing} missing, {conditional} conditional, {unknown} unknown, {broken} broken in Python"
    );
    assert!(found * 10 > asked && missing * 10 > asked, "both answers are common");
    assert!(unknown * 5 < asked, "most can be told: {unknown} of {asked} cannot");
    assert!(broken * 20 < asked, "few trees are broken: {broken} of {asked}");
}

/// The places at which a word stands whole.
fn places(text: &[u8], word: &str) -> Vec<u32> {
    let in_word = |at: usize| text.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80);
    let whole = |at: &usize| (*at == 0 || !in_word(at - 1)) && !in_word(at + word.len());
    memchr::memmem::find_iter(text, word.as_bytes()).filter(whole).map(|at| at as u32).collect()
}

#[test]
fn names_of_pythons_own_library_are_found_alike() {
    if !is_there() {
        println!("skipped: Python (`python3`) is not installed, so there is no library to read");
        return;
    }
    let asked = Command::new("python3").args(["-I", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])"]).output();
    let asked = asked.unwrap_or_else(|error| panic!("this test reads Python's library, and it cannot be started: {error}"));
    let library = String::from_utf8(asked.stdout).expect("a path");
    let walk = ignore::WalkBuilder::new(library.trim()).standard_filters(false).sort_by_file_path(Ord::cmp).build();
    let files = walk.filter_map(Result::ok).map(ignore::DirEntry::into_path).filter(|path| path.extension().is_some_and(|end| end == "py"));
    let thorough = std::env::var("THOROUGH").is_ok();
    let (mut compared, mut plain) = (0, 0);
    for path in files.step_by(if thorough { 1 } else { 40 }).take(if thorough { usize::MAX } else { 60 }) {
        let bytes = std::fs::read(&path).expect("a file of the library");
        let whole = facts(Language::Python, &bytes);
        if whole.syntax.count > 0 || whole.stopped.is_some() {
            continue;
        }
        let mut names: Vec<&str> = whole.definitions.iter().filter_map(|one| one.name.rsplit('.').next()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names.iter().step_by(names.len() / 8 + 1) {
            let of = |facts: &landfall::code::Facts| -> Vec<String> {
                facts.defining(name).filter(|one| one.kind.counts()).map(|one| format!("{one:?}")).collect()
            };
            compared += 1;
            if let Some((part, _)) = landfall::code::facts_of_names(&bytes, &places(&bytes, name)) {
                plain += 1;
                assert_eq!(of(&part), of(&whole), "{name} in {}", path.display());
            }
        }
    }
    println!("{compared} names, {plain} of them by their statements alone");
    assert!(compared > 50 && plain * 10 > compared * 8, "{plain} of {compared}");
}
