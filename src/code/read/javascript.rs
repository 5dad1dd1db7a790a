//! Reads JavaScript and TypeScript: declarations, imports, calls that import or mock.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use tree_sitter::Node;

use super::super::facts::{Definition, Facts, Guard, Import, Imported, Kind, Mock, MockKind};
use super::Limits;
use super::javascript_calls;
use super::kinds::{Table, kinds};
use super::walk::{Scope, Walk, is_dotted, line, squeezed};

kinds!(K {
    Import = "import_statement",
    Export = "export_statement",
    Class = "class_declaration" | "abstract_class_declaration" | "class",
    Interface = "interface_declaration",
    TypeAlias = "type_alias_declaration",
    Enum = "enum_declaration",
    Function = "function_declaration" | "generator_function_declaration" | "function_signature",
    Module = "internal_module" | "module",
    Variables = "lexical_declaration" | "variable_declaration",
    Declarator = "variable_declarator",
    Method = "method_definition" | "method_signature" | "abstract_method_signature",
    Field = "public_field_definition" | "field_definition" | "property_signature",
    FunctionValue = "arrow_function" | "function_expression" | "generator_function",
    Branch = "if_statement" | "for_statement" | "for_in_statement" | "while_statement" | "do_statement" | "switch_statement"
        | "try_statement" | "ternary_expression",
    Ambient = "ambient_declaration",
    Body = "program" | "statement_block" | "class_body" | "interface_body" | "object_type" | "expression_statement"
        | "else_clause" | "catch_clause" | "finally_clause" | "switch_body" | "switch_case" | "switch_default" | "labeled_statement"
        | "sequence_expression",
    Assignment = "assignment_expression",
    Call = "call_expression",
    ImportWord = "import",
    Identifier = "identifier" | "type_identifier" | "property_identifier" | "private_property_identifier",
    Member = "member_expression" | "nested_identifier",
    ImportClause = "import_clause",
    RequireClause = "import_require_clause",
    Namespace = "namespace_import",
    NamedImports = "named_imports",
    ImportSpecifier = "import_specifier",
    ExportClause = "export_clause",
    ExportSpecifier = "export_specifier",
    NamespaceExport = "namespace_export",
    Heritage = "class_heritage" | "extends_clause" | "extends_type_clause",
    Implements = "implements_clause",
    Generic = "generic_type",
    TypeArguments = "type_arguments",
    Object = "object",
    ObjectPattern = "object_pattern" | "array_pattern",
    Shorthand = "shorthand_property_identifier",
    ShorthandPattern = "shorthand_property_identifier_pattern",
    Pair = "pair",
    PairPattern = "pair_pattern",
    Default = "assignment_pattern" | "object_assignment_pattern",
    Rest = "rest_pattern",
    Spread = "spread_element",
    EnumAssignment = "enum_assignment",
    Wrapped = "parenthesized_expression" | "as_expression" | "satisfies_expression" | "non_null_expression" | "await_expression",
    String = "string",
    Fragment = "string_fragment",
    Template = "template_string",
    Comment = "comment" | "html_comment" | "hash_bang_line",
});

static KINDS: Table<K> = Table::new();

static WORDS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["import", "require", "export", "class", "function", "mock", "Mock"]).ok());

/// Reads a file in one of the three grammars.
pub(super) fn read(root: Node<'_>, text: &[u8], limits: &Limits, facts: &mut Facts) {
    let Some(words) = WORDS.as_ref() else { return };
    let kinds = KINDS.of(facts.language, K::of_text);
    let mut reader = Reader { walk: Walk::new(root, text, words, limits, facts), kinds };
    while let Some((node, scope)) = reader.walk.next() {
        reader.visit(node, scope);
    }
    javascript_calls::read(root, text, limits, facts);
}

pub(super) struct Reader<'t, 'f> {
    pub(super) walk: Walk<'t, 'f>,
    kinds: &'static [K],
}

impl<'t> Reader<'t, '_> {
    pub(super) fn kind(&self, node: Node<'t>) -> K {
        self.kinds.get(usize::from(node.kind_id())).copied().unwrap_or(K::Other)
    }

    fn visit(&mut self, node: Node<'t>, scope: u32) {
        if self.walk.scope(scope).local && !self.walk.hot(node) {
            return;
        }
        match self.kind(node) {
            K::Import => self.import(node, scope),
            K::Export => self.export(node, scope),
            K::Branch => {
                let guarded = self.walk.scope(scope).guarded(Guard::Conditional);
                let inner = self.walk.enter(guarded);
                self.walk.push_children(node, inner);
            }
            K::Body | K::Ambient => self.walk.push_children(node, scope),
            K::Assignment => self.assignment(node, scope),
            K::Call => self.call(node, scope),
            K::Comment => {}
            _ if self.declare(node, scope, false) => {}
            K::FunctionValue => self.function_value(node, scope),
            _ if node.is_error() => self.walk.push_children(node, scope),
            _ => {
                if self.walk.hot(node) {
                    self.walk.push_children(node, scope);
                }
            }
        }
    }

    /// Reads a declaration; tells whether the node is one.
    pub(super) fn declare(&mut self, node: Node<'t>, scope: u32, exported: bool) -> bool {
        match self.kind(node) {
            K::Class => {
                let name = self.walk.field_text(node, "name");
                self.class(node, scope, name, exported, false);
            }
            K::Interface => self.simple(node, scope, Kind::Interface, exported),
            K::TypeAlias => self.simple(node, scope, Kind::Type, exported),
            K::Enum => self.enumeration(node, scope, exported),
            K::Function => {
                let Some(name) = self.walk.field_text(node, "name") else { return true };
                self.define(node, scope, name, Kind::Function, |definition| definition.exported |= exported);
                self.function_body(node, scope, name);
            }
            K::Module => self.namespace(node, scope, exported),
            K::Variables => {
                for declarator in self.walk.children(node) {
                    if self.kind(declarator) == K::Declarator {
                        self.declarator(declarator, scope, exported);
                    }
                }
            }
            K::Method | K::Field => self.member(node, scope),
            _ => return false,
        }
        true
    }

    pub(super) fn define(&mut self, at: Node<'t>, scope: u32, name: &str, kind: Kind, finish: impl FnOnce(&mut Definition)) {
        if name.is_empty() || name.len() > 300 {
            return;
        }
        let scope = self.walk.scope(scope);
        let mut definition = Definition {
            name: scope.qualify(name),
            kind,
            line: line(at),
            assigned: false,
            guard: scope.guard,
            local: scope.local,
            exported: false,
            reach: None,
            value: None,
            bases: Box::default(),
            open: false,
        };
        finish(&mut definition);
        self.walk.facts.definitions.push(definition);
    }

    /// A class declaration or expression; an expression without a name is visited for its contents.
    pub(super) fn class(&mut self, node: Node<'t>, scope: u32, name: Option<&'t str>, exported: bool, assigned: bool) {
        let mut bases = Vec::new();
        let mut waiting: Vec<_> = self.walk.children(node).into_iter().filter(|&child| self.kind(child) == K::Heritage).collect();
        while let Some(part) = waiting.pop() {
            for child in self.walk.children(part) {
                match self.kind(child) {
                    K::Heritage => waiting.push(child),
                    K::Implements | K::TypeArguments => {}
                    K::Identifier | K::Member => bases.push(self.dotted(child).unwrap_or_default()),
                    _ => bases.push(Box::default()),
                }
            }
        }
        if let Some(name) = name {
            self.define(node, scope, name, Kind::Class, |definition| {
                definition.exported |= exported;
                definition.assigned = assigned;
                definition.bases = bases.into();
            });
        }
        let Some(body) = node.child_by_field_name("body") else { return };
        if let Some(inner) = self.walk.inside(scope, name.unwrap_or("default"), true, false) {
            self.walk.push(body, inner);
        }
    }

    fn simple(&mut self, node: Node<'t>, scope: u32, kind: Kind, exported: bool) {
        let Some(name) = self.walk.field_text(node, "name") else { return };
        self.define(node, scope, name, kind, |definition| definition.exported |= exported);
        if kind == Kind::Interface
            && let Some(body) = node.child_by_field_name("body")
            && let Some(inner) = self.walk.inside(scope, name, true, false)
        {
            self.walk.push(body, inner);
        }
    }

    fn enumeration(&mut self, node: Node<'t>, scope: u32, exported: bool) {
        let Some(name) = self.walk.field_text(node, "name") else { return };
        self.define(node, scope, name, Kind::Enum, |definition| definition.exported |= exported);
        let Some(body) = node.child_by_field_name("body") else { return };
        let Some(inner) = self.walk.inside(scope, name, true, false) else { return };
        for value in self.walk.children(body) {
            let name = match self.kind(value) {
                K::EnumAssignment => self.walk.field_text(value, "name"),
                K::Identifier => Some(self.walk.text_of(value)),
                _ => None,
            };
            if let Some(name) = name {
                self.define(value, inner, name, Kind::Field, |_| {});
            }
        }
    }

    fn namespace(&mut self, node: Node<'t>, scope: u32, exported: bool) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let name = match self.literal(name) {
            Some(text) => text.into(),
            None => squeezed(self.walk.text_of(name)),
        };
        if is_dotted(&name) {
            self.define(node, scope, &name, Kind::Module, |definition| definition.exported |= exported);
        }
        if let Some(body) = node.child_by_field_name("body")
            && let Some(inner) = self.walk.inside(scope, &name, false, false)
        {
            self.walk.push_children(body, inner);
        }
    }

    fn member(&mut self, node: Node<'t>, scope: u32) {
        let name = self.walk.field_text(node, "name").or_else(|| self.walk.field_text(node, "property"));
        let name = name.map(|name| name.trim_matches(['"', '\''])).filter(|name| is_dotted(name.trim_start_matches('#')));
        let value = node.child_by_field_name("value");
        let function = value.is_some_and(|value| self.kind(value) == K::FunctionValue);
        let kind = if self.kind(node) == K::Method || function { Kind::Method } else { Kind::Field };
        if let Some(name) = name {
            self.define(node, scope, name, kind, |definition| definition.assigned = function);
        }
        match value {
            Some(value) => self.walk.push(value, scope),
            None => self.function_body(node, scope, name.unwrap_or("default")),
        }
    }

    pub(super) fn function_body(&mut self, node: Node<'t>, scope: u32, name: &str) {
        if !self.walk.hot(node) {
            return;
        }
        let parameters = node.child_by_field_name("parameters");
        if let Some(inner) = self.walk.inside(scope, name, false, true) {
            let parts: Vec<_> = parameters.into_iter().chain(node.child_by_field_name("body")).map(|part| (part, inner)).collect();
            self.walk.push_all(parts);
        }
    }

    fn function_value(&mut self, node: Node<'t>, scope: u32) {
        if self.walk.hot(node) {
            let inner = Scope { local: true, class: false, ..self.walk.scope(scope).clone() };
            let inner = self.walk.enter(inner);
            self.walk.push_children(node, inner);
        }
    }

    fn import(&mut self, node: Node<'t>, scope: u32) {
        let mut guard = self.walk.scope(scope).guard;
        let mut source = node.child_by_field_name("source").and_then(|source| self.literal(source));
        let mut found: Vec<(Node<'t>, Imported, Option<&'t str>, Guard)> = Vec::new();
        for (_, child) in self.walk.fields(node) {
            match self.kind(child) {
                K::ImportClause => {
                    for part in self.walk.children(child) {
                        self.import_part(part, guard, &mut found);
                    }
                }
                K::RequireClause => {
                    source = child.child_by_field_name("source").and_then(|source| self.literal(source));
                    let name = self.walk.children(child).first().map(|&name| self.walk.text_of(name));
                    found.push((child, Imported::Module, name, guard));
                }
                _ if matches!(child.kind(), "type" | "typeof") => guard = guard.max(Guard::TypeChecking),
                _ => {}
            }
        }
        let Some(source) = source else { return };
        if found.is_empty() {
            found.push((node, Imported::Module, None, guard));
        }
        for (at, what, alias, guard) in found {
            self.record(at, scope, &source, what, alias, guard, false);
        }
    }

    fn import_part(&mut self, part: Node<'t>, guard: Guard, found: &mut Vec<(Node<'t>, Imported, Option<&'t str>, Guard)>) {
        match self.kind(part) {
            K::Identifier => found.push((part, Imported::Name("default".into()), Some(self.walk.text_of(part)), guard)),
            K::Namespace => {
                let name = self.walk.children(part).first().map(|&name| self.walk.text_of(name));
                found.push((part, Imported::Module, name, guard));
            }
            K::NamedImports => {
                for specifier in self.walk.children(part) {
                    if self.kind(specifier) != K::ImportSpecifier {
                        continue;
                    }
                    let typed = specifier.child(0).is_some_and(|first| matches!(first.kind(), "type" | "typeof"));
                    let guard = if typed { guard.max(Guard::TypeChecking) } else { guard };
                    if let Some(name) = self.walk.field_text(specifier, "name") {
                        let name = name.trim_matches(['"', '\'']);
                        found.push((specifier, Imported::Name(name.into()), self.walk.field_text(specifier, "alias"), guard));
                    }
                }
            }
            _ => {}
        }
    }

    #[expect(clippy::too_many_arguments, reason = "they are the parts of one import")]
    pub(super) fn record(
        &mut self,
        at: Node<'t>,
        scope: u32,
        module: &str,
        what: Imported,
        alias: Option<&str>,
        guard: Guard,
        dynamic: bool,
    ) {
        if module.is_empty() || module.len() > 1_000 {
            return;
        }
        let lazy = self.walk.scope(scope).local;
        let alias = alias.map(Into::into);
        let import = Import { module: module.into(), level: 0, what, alias, line: line(at), lazy, dynamic, guard, within: None };
        self.walk.facts.imports.push(import);
    }

    /// A variable: an import where its value is `require("…")`, otherwise a definition through assignment.
    fn declarator(&mut self, node: Node<'t>, scope: u32, exported: bool) {
        let (Some(name), value) = (node.child_by_field_name("name"), node.child_by_field_name("value")) else { return };
        if let Some(value) = value
            && self.required(node, scope, name, value)
        {
            return;
        }
        let local = self.walk.scope(scope).local;
        let value = value.map(|value| self.unwrapped(value));
        if self.kind(name) == K::Identifier {
            let text = self.walk.text_of(name);
            self.value(node, scope, text, value, exported);
            return;
        }
        if !local {
            self.pattern(name, scope, exported);
        }
        if let Some(value) = value {
            self.walk.push(value, scope);
        }
    }

    /// Defines a name by the value it is given: a class, a function, an object with methods, anything.
    pub(super) fn value(&mut self, at: Node<'t>, scope: u32, name: &'t str, value: Option<Node<'t>>, exported: bool) {
        let local = self.walk.scope(scope).local;
        match value.map(|value| (value, self.kind(value))) {
            Some((value, K::Class)) => self.class(value, scope, Some(name), exported, true),
            Some((value, K::FunctionValue)) => {
                if !local {
                    self.define(at, scope, name, Kind::Function, |definition| {
                        definition.exported |= exported;
                        definition.assigned = true;
                    });
                }
                self.function_body(value, scope, name);
            }
            other => {
                let alias = other.filter(|(_, kind)| matches!(kind, K::Identifier | K::Member)).and_then(|(value, _)| self.dotted(value));
                if !local {
                    let kind = if value.is_some() { Kind::Assignment } else { Kind::Declared };
                    self.define(at, scope, name, kind, |definition| {
                        definition.exported |= exported;
                        definition.assigned = value.is_some();
                        definition.value = alias;
                    });
                }
                match other {
                    Some((value, K::Object)) if !local => self.object(value, scope, name),
                    Some((value, _)) => self.walk.push(value, scope),
                    None => {}
                }
            }
        }
    }

    /// The methods of an object that has a name.
    fn object(&mut self, node: Node<'t>, scope: u32, name: &str) {
        let Some(inner) = self.walk.inside(scope, name, true, false) else { return };
        for part in self.walk.children(node) {
            match self.kind(part) {
                K::Method => self.member(part, inner),
                K::Pair => {
                    let value = part.child_by_field_name("value");
                    let key = self.walk.field_text(part, "key").filter(|key| is_dotted(key));
                    match (key, value) {
                        (Some(key), Some(value)) if self.kind(value) == K::FunctionValue => {
                            self.define(part, inner, key, Kind::Method, |definition| definition.assigned = true);
                            self.function_body(value, inner, key);
                        }
                        (_, Some(value)) => self.walk.push(value, scope),
                        _ => {}
                    }
                }
                _ => self.walk.push(part, scope),
            }
        }
    }

    /// The names of a destructuring pattern.
    fn pattern(&mut self, node: Node<'t>, scope: u32, exported: bool) {
        let mut waiting = vec![node];
        while let Some(part) = waiting.pop() {
            match self.kind(part) {
                K::Identifier | K::ShorthandPattern => {
                    let name = self.walk.text_of(part);
                    self.define(part, scope, name, Kind::Assignment, |definition| {
                        definition.exported |= exported;
                        definition.assigned = true;
                    });
                }
                K::PairPattern => waiting.extend(part.child_by_field_name("value")),
                K::Default => waiting.extend(part.child_by_field_name("left")),
                K::ObjectPattern | K::Rest => {
                    let children = self.walk.children(part);
                    waiting.extend(children.into_iter().rev());
                }
                _ => {}
            }
        }
    }

    /// The value within parentheses, `as`, `await` and their like.
    pub(super) fn unwrapped(&mut self, node: Node<'t>) -> Node<'t> {
        let mut value = node;
        // A bound, so that code made of parentheses alone is not gone through again and again.
        for _ in 0..8 {
            match self.walk.children(value).first() {
                Some(&inner) if self.kind(value) == K::Wrapped => value = inner,
                _ => break,
            }
        }
        value
    }

    fn call(&mut self, node: Node<'t>, scope: u32) {
        if let Some(module) = self.imported_by_call(node) {
            let guard = self.walk.scope(scope).guard;
            self.record(node, scope, &module, Imported::Module, None, guard, true);
        } else if let Some(function) = node.child_by_field_name("function")
            && let Some(callee) = self.dotted(function)
            && matches!(
                &*callee,
                "jest.mock" | "jest.doMock" | "jest.unmock" | "jest.dontMock" | "jest.setMock" | "vi.mock" | "vi.doMock" | "vi.unmock"
            )
            && let Some(target) = self.first_argument(node)
        {
            self.walk.facts.mocks.push(Mock { target: target.into(), kind: MockKind::Module, line: line(node) });
        }
        if self.walk.hot(node) {
            self.walk.push_children(node, scope);
        }
    }

    /// The module that a call imports: `require("x")`, `import("x")`, jest's and vitest's own ways to the true module.
    pub(super) fn imported_by_call(&mut self, node: Node<'t>) -> Option<String> {
        let function = node.child_by_field_name("function").filter(|_| self.kind(node) == K::Call)?;
        let imports = match self.kind(function) {
            K::ImportWord => true,
            K::Identifier => self.walk.text_of(function) == "require",
            K::Member => matches!(
                self.dotted(function).as_deref(),
                Some("jest.requireActual" | "jest.requireMock" | "vi.importActual" | "vi.importMock" | "module.require")
            ),
            _ => false,
        };
        if imports { self.first_argument(node) } else { None }
    }

    fn first_argument(&mut self, call: Node<'t>) -> Option<String> {
        let list = call.child_by_field_name("arguments")?;
        let first = self.walk.children(list).first().copied()?;
        // `jest.mock(import("./m"))` is vitest's typed spelling.
        match self.kind(first) {
            K::Call if first.child_by_field_name("function").is_some_and(|function| self.kind(function) == K::ImportWord) => {
                let list = first.child_by_field_name("arguments")?;
                let inner = self.walk.children(list).first().copied()?;
                self.literal(inner)
            }
            _ => self.literal(first),
        }
    }

    /// The text of a string without escapes or computed parts.
    pub(super) fn literal(&mut self, node: Node<'t>) -> Option<String> {
        let children = match self.kind(node) {
            K::String | K::Template => self.walk.children(node),
            _ => return None,
        };
        let plain = children.iter().all(|&part| self.kind(part) == K::Fragment);
        plain.then(|| self.walk.text_of(node).trim_matches(['"', '\'', '`']).to_owned())
    }

    pub(super) fn dotted(&self, node: Node<'t>) -> Option<Box<str>> {
        let text = self.walk.text_of(node);
        if text.len() > 300 {
            return None;
        }
        let text = squeezed(text);
        is_dotted(&text).then_some(text)
    }
}
