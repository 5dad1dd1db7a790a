//! Reads Go: the package, imports, types with their methods, functions, constants and variables.

use tree_sitter::Node;

use super::super::cfg;
use super::super::facts::{Definition, Facts, Guard, Import, Imported, Kind};
use super::super::language::Language;
use super::kinds::{Table, kinds};
use super::walk::line;
use super::{Limits, Stopped, count};

kinds!(K {
    Comment = "comment",
    Package = "package_clause",
    Imports = "import_declaration" | "import_spec_list",
    Import = "import_spec",
    Function = "function_declaration",
    Method = "method_declaration",
    Group = "type_declaration" | "const_declaration" | "var_declaration" | "var_spec_list",
    Type = "type_spec" | "type_alias",
    Constant = "const_spec",
    Variable = "var_spec",
    Struct = "struct_type",
    Interface = "interface_type",
    Fields = "field_declaration_list",
    Field = "field_declaration",
    MethodElement = "method_elem",
    TypeElement = "type_elem",
    Parameter = "parameter_declaration",
    Pointer = "pointer_type" | "generic_type" | "parenthesized_type",
    TypeName = "type_identifier",
    Qualified = "qualified_type",
    Name = "identifier" | "field_identifier",
    Dot = "dot",
    Blank = "blank_identifier",
});

static KINDS: Table<K> = Table::new();

/// Reads a Go file. Nothing within a function is seen from outside, and no import stands there.
pub(super) fn read<'t>(root: Node<'t>, text: &'t [u8], limits: &Limits, facts: &mut Facts) {
    let kinds = KINDS.of(Language::Go, K::of_text);
    let mut reader = Reader { text, facts, kinds, guard: Guard::Always };
    let mut waiting: Vec<_> = reader.children(root).into_iter().rev().collect();
    // The grammar takes pieces of programs for whole ones; a file has no statements at its top.
    let strays = || waiting.iter().rev().filter(|node| reader.kind(**node) == K::Other && node.kind() != "empty_statement");
    let strays: Vec<_> = strays().filter(|node| !node.is_error()).map(|node| node.start_position()).collect();
    for at in strays {
        reader.facts.syntax.add(count(at.row).saturating_add(1), count(at.column).saturating_add(1));
    }
    let mut top = true;
    while let Some(node) = waiting.pop() {
        if reader.facts.definitions.len().max(reader.facts.imports.len()) >= limits.entries {
            reader.facts.stopped.get_or_insert(Stopped::TooMany);
            return;
        }
        let kind = reader.kind(node);
        match kind {
            K::Comment if top => reader.guard = reader.guard.max(built(reader.text_of(node))),
            K::Imports | K::Group => waiting.extend(reader.children(node).into_iter().rev()),
            _ => reader.item(node, kind),
        }
        top &= kind == K::Comment;
    }
}

/// When a file is built, as a comment at its top says. The tag `ignore` is set by nobody.
fn built(comment: &str) -> Guard {
    let told = |condition: &str| match cfg::of_go(condition, &|tag| (tag == "ignore").then_some(false)) {
        Some(false) => Guard::Never,
        _ => Guard::Conditional,
    };
    match (comment.strip_prefix("//go:build "), comment.strip_prefix("//").map(str::trim)) {
        (Some(condition), _) => told(condition),
        (None, Some("+build ignore")) => Guard::Never,
        _ => Guard::Always,
    }
}

struct Reader<'t, 'f> {
    text: &'t [u8],
    facts: &'f mut Facts,
    kinds: &'static [K],
    guard: Guard,
}

impl<'t> Reader<'t, '_> {
    fn kind(&self, node: Node<'t>) -> K {
        self.kinds.get(usize::from(node.kind_id())).copied().unwrap_or(K::Other)
    }

    fn text_of(&self, node: Node<'t>) -> &'t str {
        self.text.get(node.byte_range()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    fn field_text(&self, node: Node<'t>, field: &str) -> Option<&'t str> {
        node.child_by_field_name(field).map(|child| self.text_of(child))
    }

    fn children(&self, node: Node<'t>) -> Vec<Node<'t>> {
        let mut cursor = node.walk();
        node.named_children(&mut cursor).collect()
    }

    fn item(&mut self, node: Node<'t>, kind: K) {
        match kind {
            K::Package => self.facts.package = self.children(node).first().map(|&name| self.text_of(name).into()),
            K::Import => self.import(node),
            K::Function => {
                if let Some(name) = self.field_text(node, "name") {
                    self.define(node, name.to_owned(), name, Kind::Function, Vec::new());
                }
            }
            K::Method => self.method(node),
            K::Type => self.type_spec(node),
            K::Constant | K::Variable => {
                let kind = if kind == K::Constant { Kind::Constant } else { Kind::Assignment };
                let mut cursor = node.walk();
                for name in node.children_by_field_name("name", &mut cursor).filter(|name| name.is_named()) {
                    let name_text = self.text_of(name);
                    self.define(name, name_text.to_owned(), name_text, kind, Vec::new());
                }
            }
            _ => {}
        }
    }

    fn define(&mut self, at: Node<'t>, qualified: String, name: &str, kind: Kind, bases: Vec<Box<str>>) {
        if qualified.len() > 500 || name == "_" {
            return;
        }
        let definition = Definition {
            name: qualified.into(),
            kind,
            line: line(at),
            assigned: kind == Kind::Assignment,
            guard: self.guard,
            local: false,
            exported: name.chars().next().is_some_and(char::is_uppercase),
            reach: None,
            value: None,
            bases: bases.into(),
            open: false,
        };
        self.facts.definitions.push(definition);
    }

    fn import(&mut self, node: Node<'t>) {
        let Some(path) = self.field_text(node, "path") else { return };
        let path = path.trim_matches(['"', '`']);
        if path.is_empty() || path.len() > 1_000 {
            return;
        }
        let name = node.child_by_field_name("name");
        let star = name.is_some_and(|name| self.kind(name) == K::Dot);
        let import = Import {
            module: path.into(),
            level: 0,
            what: if star { Imported::Star } else { Imported::Module },
            alias: name.filter(|_| !star).map(|name| self.text_of(name).into()),
            line: line(node),
            lazy: false,
            dynamic: false,
            // What no build takes, `go run` may.
            guard: self.guard.min(Guard::Conditional),
            within: None,
        };
        self.facts.imports.push(import);
    }

    /// The name of a type under `*`, `[T]` and parentheses.
    fn type_name(&self, node: Node<'t>) -> Option<&'t str> {
        let mut current = node;
        for _ in 0..8 {
            match self.kind(current) {
                K::TypeName | K::Qualified => return Some(self.text_of(current)),
                K::Pointer => current = current.child_by_field_name("type").or_else(|| current.named_child(0))?,
                _ => return None,
            }
        }
        None
    }

    fn method(&mut self, node: Node<'t>) {
        let receiver = node.child_by_field_name("receiver");
        let parameter = receiver.and_then(|list| self.children(list).into_iter().find(|&child| self.kind(child) == K::Parameter));
        let owner = parameter.and_then(|parameter| parameter.child_by_field_name("type")).and_then(|owner| self.type_name(owner));
        if let (Some(owner), Some(name)) = (owner, self.field_text(node, "name")) {
            self.define(node, format!("{owner}.{name}"), name, Kind::Method, Vec::new());
        }
    }

    fn type_spec(&mut self, node: Node<'t>) {
        let (Some(name), Some(value)) = (self.field_text(node, "name"), node.child_by_field_name("type")) else { return };
        let kind = match self.kind(value) {
            K::Struct => Kind::Class,
            K::Interface => Kind::Interface,
            _ => Kind::Type,
        };
        let mut members = Vec::new();
        let mut bases: Vec<Box<str>> = Vec::new();
        if kind != Kind::Type {
            let lists = self.children(value);
            let parts = lists.into_iter().flat_map(|part| if self.kind(part) == K::Fields { self.children(part) } else { vec![part] });
            for part in parts.collect::<Vec<_>>() {
                match self.kind(part) {
                    K::Field => {
                        let mut cursor = part.walk();
                        let names: Vec<_> = part.children_by_field_name("name", &mut cursor).collect();
                        if names.is_empty() {
                            let embedded = part.child_by_field_name("type").and_then(|embedded| self.type_name(embedded));
                            bases.extend(embedded.map(Box::from));
                        }
                        members.extend(names.into_iter().map(|name| (name, Kind::Field)));
                    }
                    K::MethodElement => members.extend(part.child_by_field_name("name").map(|name| (name, Kind::Method))),
                    K::TypeElement => {
                        let embedded = part.named_child(0).and_then(|embedded| self.type_name(embedded));
                        bases.extend(embedded.map(Box::from));
                    }
                    _ => {}
                }
            }
        }
        self.define(node, name.to_owned(), name, kind, bases);
        for (member, kind) in members {
            let text = self.text_of(member);
            self.define(member, format!("{name}.{text}"), text, kind, Vec::new());
        }
    }
}
