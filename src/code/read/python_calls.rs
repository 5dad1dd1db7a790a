//! Python's calls that matter: imports by name, mocks, and what makes names untellable.

use tree_sitter::Node;

use super::super::facts::{Import, Imported, Kind, Mock, MockKind};
use super::python::{K, Reader};
use super::walk::{is_dotted, line};

/// Keywords of `patch.multiple` that name no attribute.
const PATCH_KEYWORDS: [&str; 6] = ["target", "spec", "create", "spec_set", "autospec", "new_callable"];

/// The arguments of a call: those by place, and those by name.
struct Arguments<'t> {
    places: Vec<Node<'t>>,
    names: Vec<(&'t str, Node<'t>)>,
}

impl<'t> Arguments<'t> {
    fn get(&self, place: usize, name: &str) -> Option<Node<'t>> {
        self.places.get(place).copied().or_else(|| self.names.iter().find(|(given, _)| *given == name).map(|(_, value)| *value))
    }
}

impl<'t> Reader<'t, '_> {
    pub(super) fn call(&mut self, node: Node<'t>, scope: u32) {
        if let Some(function) = node.child_by_field_name("function") {
            self.callee(node, function, scope);
        }
        if self.walk.hot(node) {
            self.walk.push_children(node, scope);
        }
    }

    fn callee(&mut self, node: Node<'t>, function: Node<'t>, scope: u32) {
        let text = self.walk.text_of(function);
        if text.len() > 300 {
            return;
        }
        if let Some(object) = text.strip_suffix(".update").or_else(|| text.strip_suffix(".setdefault"))
            && matches!(object, "globals()" | "vars()" | "locals()")
        {
            self.opaque(node, object);
        }
        let Some(callee) = self.dotted(function) else { return };
        let (object, last) = callee.rsplit_once('.').unwrap_or(("", &callee));
        let object = object.rsplit('.').next().unwrap_or_default();
        match (object, last) {
            (_, "import_module" | "run_module" | "importorskip") | ("", "__import__") => self.dynamic_import(node, scope),
            ("", name) if self.imports_by_name(name) => self.dynamic_import(node, scope),
            ("patch", "object") => self.mock_object(node, 0, "target", "attribute"),
            ("patch", "dict") => self.mock_path(node, "in_dict"),
            ("patch", "multiple") => self.mock_multiple(node),
            (_, "patch") => self.mock_path(node, "target"),
            (object, "setattr" | "delattr") if object.ends_with("monkeypatch") || object == "mp" => {
                let arguments = self.arguments(node);
                match arguments.get(0, "target").and_then(|target| self.literal(target)) {
                    Some(path) => self.mock(node, &path, MockKind::Path),
                    None => self.mock_object(node, 0, "target", "name"),
                }
            }
            ("mocker", "spy") => self.mock_object(node, 0, "obj", "name"),
            ("", "setattr") if !self.walk.scope(scope).local => self.set_attribute(node, scope),
            ("", "exec") if !self.walk.scope(scope).local => self.opaque(node, "exec"),
            ("__all__", "append" | "extend") if !self.walk.scope(scope).local => {
                let arguments = self.arguments(node);
                self.all(node, scope, arguments.places.first().copied());
            }
            ("__all__", "remove" | "insert" | "pop") => {
                self.all(node, scope, Some(node));
            }
            _ => {}
        }
    }

    fn arguments(&mut self, call: Node<'t>) -> Arguments<'t> {
        let mut found = Arguments { places: Vec::new(), names: Vec::new() };
        let Some(list) = call.child_by_field_name("arguments").filter(|&list| self.kind(list) == K::Arguments) else { return found };
        for argument in self.walk.children(list) {
            match self.kind(argument) {
                K::Comment => {}
                K::Keyword => {
                    if let (Some(name), Some(value)) = (self.walk.field_text(argument, "name"), argument.child_by_field_name("value")) {
                        found.names.push((name, value));
                    }
                }
                _ => found.places.push(argument),
            }
        }
        found
    }

    /// Whether a name of the file is `import_module`, imported by another name.
    fn imports_by_name(&self, name: &str) -> bool {
        let is_it = |import: &Import| {
            matches!(&import.what, Imported::Name(what) if &**what == "import_module") && import.alias.as_deref() == Some(name)
        };
        self.walk.facts.imports.iter().any(is_it)
    }

    /// An import by a call; where the name is computed, of something in the package that its beginning names.
    fn dynamic_import(&mut self, node: Node<'t>, scope: u32) {
        let arguments = self.arguments(node);
        let Some(name) = arguments.get(0, "name").or_else(|| arguments.get(0, "modname")) else { return };
        let (written, what) = match self.literal(name) {
            Some(written) => (written, Imported::Module),
            None => match self.beginning(name).as_deref().and_then(|begun| begun.rsplit_once('.')) {
                Some((package, _)) => (package.to_owned(), Imported::Star),
                None => return,
            },
        };
        let module = written.trim_start_matches('.');
        let level = written.len() - module.len();
        let package = if level > 0 { arguments.get(1, "package").and_then(|package| self.literal(package)) } else { None };
        let (module, level) = match package.as_deref().and_then(|package| above(package, level - 1)) {
            Some(package) => (format!("{package}.{module}"), 0),
            None => (module.to_owned(), level),
        };
        if !is_dotted(&module) {
            return;
        }
        let scope = self.walk.scope(scope);
        let import = Import {
            module: module.into(),
            level: u16::try_from(level).unwrap_or(u16::MAX),
            what,
            alias: None,
            line: line(node),
            lazy: scope.local,
            dynamic: true,
            guard: scope.guard,
            within: scope.within(),
        };
        self.walk.facts.imports.push(import);
    }

    /// Keeps a target that is a dotted path; others (`client.patch("/users/1")`) are no mocks.
    fn mock(&mut self, at: Node<'t>, target: &str, kind: MockKind) {
        if is_dotted(target) && target.contains('.') {
            self.walk.facts.mocks.push(Mock { target: target.into(), kind, line: line(at) });
        }
    }

    fn mock_path(&mut self, node: Node<'t>, keyword: &str) {
        let arguments = self.arguments(node);
        if let Some(target) = arguments.get(0, keyword).and_then(|target| self.literal(target)) {
            self.mock(node, &target, MockKind::Path);
        }
    }

    fn mock_object(&mut self, node: Node<'t>, place: usize, keyword: &str, name: &str) {
        let arguments = self.arguments(node);
        let object = arguments.get(place, keyword).and_then(|object| match self.literal(object) {
            Some(path) => Some((path, MockKind::Path)),
            None => self.dotted(object).map(|object| (object.into(), MockKind::Object)),
        });
        let attribute = arguments.get(place + 1, name).and_then(|name| self.literal(name));
        if let (Some((object, kind)), Some(attribute)) = (object, attribute) {
            self.mock(node, &format!("{object}.{attribute}"), kind);
        }
    }

    fn mock_multiple(&mut self, node: Node<'t>) {
        let arguments = self.arguments(node);
        let Some(target) = arguments.get(0, "target") else { return };
        let (object, kind) = match self.literal(target) {
            Some(path) => (path, MockKind::Path),
            None => match self.dotted(target) {
                Some(object) => (object.into(), MockKind::Object),
                None => return,
            },
        };
        for (name, _) in arguments.names.iter().filter(|(name, _)| !PATCH_KEYWORDS.contains(name)) {
            self.mock(node, &format!("{object}.{name}"), kind);
        }
    }

    /// `setattr(C, "x", …)` gives an attribute; on the module itself it gives a name that only a run can tell.
    fn set_attribute(&mut self, node: Node<'t>, scope: u32) {
        let arguments = self.arguments(node);
        let (Some(object), Some(name)) = (arguments.places.first().copied(), arguments.places.get(1).copied()) else { return };
        let object = self.walk.text_of(object);
        if object.starts_with("sys.modules") {
            self.opaque(node, "sys.modules");
            return;
        }
        if !self.classes.contains(object) {
            return;
        }
        match self.literal(name) {
            Some(name) => {
                let name = format!("{object}.{name}");
                self.define(node, scope, &name, Kind::Assignment, |definition| definition.assigned = true);
            }
            None => {
                let what = format!("setattr({object}, …)");
                self.opaque(node, &what);
            }
        }
    }

    /// How a text begins of which the rest is computed: `f"a.{x}"`, `"a." + x`, `"a.%s" % x`, `"a.{}".format(x)`.
    fn beginning(&mut self, node: Node<'t>) -> Option<String> {
        let until = |text: String, stop: char| text.split(stop).next().map(str::to_owned);
        if self.kind(node) == K::String {
            let mut begun = String::new();
            // What is computed ends it.
            let _ = self.literal_part(node, &mut begun);
            return Some(begun);
        }
        match node.kind() {
            "binary_operator" => {
                let left = node.child_by_field_name("left").and_then(|left| self.literal(left).or_else(|| self.beginning(left)))?;
                match self.walk.field_text(node, "operator")? {
                    "+" => Some(left),
                    "%" => until(left, '%'),
                    _ => None,
                }
            }
            "call" => {
                let function = node.child_by_field_name("function")?;
                let is_format = self.walk.field_text(function, "attribute") == Some("format");
                let text = function.child_by_field_name("object").filter(|_| is_format)?;
                until(self.literal(text)?, '{')
            }
            _ => None,
        }
    }

    /// The text of a string literal; nothing where it has escapes or parts that are computed.
    pub(super) fn literal(&mut self, node: Node<'t>) -> Option<String> {
        let mut value = String::new();
        match self.kind(node) {
            K::String => self.literal_part(node, &mut value)?,
            K::ConcatenatedString => {
                for part in self.walk.children(node) {
                    self.literal_part(part, &mut value)?;
                }
            }
            _ => return None,
        }
        Some(value)
    }

    fn literal_part(&mut self, node: Node<'t>, value: &mut String) -> Option<()> {
        for part in self.walk.children(node) {
            match self.kind(part) {
                K::StringStart | K::StringEnd => {}
                K::StringContent if part.named_child_count() == 0 => value.push_str(self.walk.text_of(part)),
                _ => return None,
            }
        }
        Some(())
    }
}

/// A package so many levels above another.
fn above(package: &str, levels: usize) -> Option<&str> {
    (0..levels).try_fold(package, |package, _| Some(package.rsplit_once('.')?.0))
}
