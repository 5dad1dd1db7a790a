//! Reads Java: the package, imports, types within types, their methods and fields.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use tree_sitter::Node;

use super::super::facts::{Definition, Facts, Import, Imported, Kind};
use super::super::language::Language;
use super::Limits;
use super::kinds::{Table, kinds};
use super::walk::{Walk, line, squeezed};

kinds!(K {
    Body = "program" | "class_body" | "interface_body" | "enum_body" | "enum_body_declarations" | "annotation_type_body",
    Package = "package_declaration",
    Import = "import_declaration",
    Star = "asterisk",
    Class = "class_declaration" | "record_declaration",
    Interface = "interface_declaration" | "annotation_type_declaration",
    Enum = "enum_declaration",
    EnumConstant = "enum_constant",
    Method = "method_declaration" | "annotation_type_element_declaration",
    Function = "constructor_declaration" | "compact_constructor_declaration" | "static_initializer" | "block" | "lambda_expression",
    Fields = "field_declaration" | "constant_declaration",
    Declarator = "variable_declarator",
    Parameter = "formal_parameter" | "spread_parameter",
    Heritage = "superclass" | "super_interfaces" | "extends_interfaces" | "type_list",
    TypeName = "type_identifier" | "scoped_type_identifier" | "identifier" | "scoped_identifier",
    Generic = "generic_type",
    Modifiers = "modifiers",
    Comment = "line_comment" | "block_comment",
});

static KINDS: Table<K> = Table::new();

static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(["class ", "interface ", "enum ", "record "]).ok());

/// Reads a Java file.
pub(super) fn read(root: Node<'_>, text: &[u8], limits: &Limits, facts: &mut Facts) {
    let Some(words) = WORDS.as_ref() else { return };
    let kinds = KINDS.of(Language::Java, K::of_text);
    let mut reader = Reader { walk: Walk::new(root, text, words, limits, facts), kinds };
    while let Some((node, scope)) = reader.walk.next() {
        reader.visit(node, scope);
    }
}

struct Reader<'t, 'f> {
    walk: Walk<'t, 'f>,
    kinds: &'static [K],
}

impl<'t> Reader<'t, '_> {
    fn kind(&self, node: Node<'t>) -> K {
        self.kinds.get(usize::from(node.kind_id())).copied().unwrap_or(K::Other)
    }

    fn visit(&mut self, node: Node<'t>, scope: u32) {
        let local = self.walk.scope(scope).local;
        if local && !self.walk.hot(node) {
            return;
        }
        match self.kind(node) {
            K::Body => self.walk.push_children(node, scope),
            K::Comment | K::Modifiers => {}
            K::Package => {
                let name = self.walk.children(node).into_iter().find(|&child| self.kind(child) == K::TypeName);
                self.walk.facts.package = name.map(|name| squeezed(self.walk.text_of(name))).filter(|name| name.len() <= 500);
            }
            K::Import => self.import(node, scope),
            K::Class => self.type_declaration(node, scope, Kind::Class),
            K::Interface => self.type_declaration(node, scope, Kind::Interface),
            K::Enum => self.type_declaration(node, scope, Kind::Enum),
            K::EnumConstant => {
                self.define(node, scope, node, Kind::Field, true, Vec::new());
                self.expression(node, scope);
            }
            K::Method => {
                self.define(node, scope, node, Kind::Method, false, Vec::new());
                self.body(node, scope);
            }
            K::Function => self.body(node, scope),
            K::Fields if !local => {
                for declarator in self.walk.children(node) {
                    if self.kind(declarator) == K::Declarator {
                        self.define(declarator, scope, node, Kind::Field, false, Vec::new());
                    }
                }
                self.expression(node, scope);
            }
            _ if node.is_error() => self.walk.push_children(node, scope),
            _ => self.expression(node, scope),
        }
    }

    /// Looks into a node that may hold a class within a function.
    fn expression(&mut self, node: Node<'t>, scope: u32) {
        if self.walk.hot(node) {
            self.walk.push_children(node, scope);
        }
    }

    fn body(&mut self, node: Node<'t>, scope: u32) {
        if self.walk.hot(node) {
            let name = self.walk.field_text(node, "name").unwrap_or("new");
            if let Some(inner) = self.walk.inside(scope, name, false, true) {
                self.walk.push_children(node, inner);
            }
        }
    }

    fn define(&mut self, at: Node<'t>, scope: u32, holder: Node<'t>, kind: Kind, public: bool, bases: Vec<Box<str>>) {
        let Some(name) = self.walk.field_text(at, "name").filter(|name| name.len() <= 300) else { return };
        let modifiers = holder.named_child(0).filter(|&first| self.kind(first) == K::Modifiers);
        let modifiers = modifiers.map(|modifiers| self.walk.text_of(modifiers)).unwrap_or_default();
        let around = self.walk.scope(scope);
        let definition = Definition {
            name: around.qualify(name),
            kind,
            line: line(at.child_by_field_name("name").unwrap_or(at)),
            assigned: false,
            guard: around.guard,
            local: around.local,
            exported: public || modifiers.split_ascii_whitespace().any(|word| word == "public"),
            reach: None,
            value: None,
            bases: bases.into(),
            open: false,
        };
        self.walk.facts.definitions.push(definition);
    }

    fn type_declaration(&mut self, node: Node<'t>, scope: u32, kind: Kind) {
        let mut bases = Vec::new();
        let mut waiting: Vec<_> = self.walk.children(node).into_iter().filter(|&child| self.kind(child) == K::Heritage).collect();
        waiting.reverse();
        while let Some(part) = waiting.pop() {
            for child in self.walk.children(part) {
                match self.kind(child) {
                    K::Heritage => waiting.push(child),
                    K::TypeName => bases.push(self.short(child)),
                    K::Generic => bases.push(child.named_child(0).map(|name| self.short(name)).unwrap_or_default()),
                    _ => {}
                }
            }
        }
        self.define(node, scope, node, kind, false, bases);
        let Some(name) = self.walk.field_text(node, "name") else { return };
        let Some(inner) = self.walk.inside(scope, name, true, false) else { return };
        if let Some(parameters) = node.child_by_field_name("parameters") {
            for parameter in self.walk.children(parameters) {
                if self.kind(parameter) == K::Parameter {
                    self.define(parameter, inner, parameter, Kind::Field, true, Vec::new());
                }
            }
        }
        if let Some(body) = node.child_by_field_name("body") {
            self.walk.push(body, inner);
        }
    }

    fn short(&self, node: Node<'t>) -> Box<str> {
        let text = self.walk.text_of(node);
        if text.len() > 300 { Box::default() } else { squeezed(text) }
    }

    fn import(&mut self, node: Node<'t>, scope: u32) {
        let children = self.walk.children(node);
        let star = children.iter().any(|&child| self.kind(child) == K::Star);
        let Some(path) = children.into_iter().find(|&child| self.kind(child) == K::TypeName) else { return };
        let path = squeezed(self.walk.text_of(path));
        if path.len() > 1_000 {
            return;
        }
        let (module, what) = match path.rsplit_once('.') {
            _ if star => (&*path, Imported::Star),
            Some((module, name)) => (module, Imported::Name(name.into())),
            None => (&*path, Imported::Module),
        };
        let guard = self.walk.scope(scope).guard;
        let import = Import {
            module: module.into(),
            level: 0,
            what,
            alias: None,
            line: line(node),
            lazy: false,
            dynamic: false,
            guard,
            within: None,
        };
        self.walk.facts.imports.push(import);
    }
}
