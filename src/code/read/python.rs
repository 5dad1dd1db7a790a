//! Reads Python: statements, and what each defines, imports or takes away.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use tree_sitter::Node;

use super::super::facts::{Definition, Facts, Guard, Import, Imported, Kind};
use super::super::language::Language;
use super::Limits;
use super::kinds::{Table, kinds};
use super::walk::{Walk, is_dotted, line, squeezed};

kinds!(K {
    Body = "module" | "block" | "else_clause" | "finally_clause" | "decorator",
    Import = "import_statement",
    ImportFrom = "import_from_statement" | "future_import_statement",
    Class = "class_definition",
    Function = "function_definition",
    Decorated = "decorated_definition",
    Expression = "expression_statement",
    Assignment = "assignment",
    Augmented = "augmented_assignment",
    If = "if_statement",
    Elif = "elif_clause",
    Try = "try_statement",
    Except = "except_clause",
    For = "for_statement",
    While = "while_statement",
    With = "with_statement",
    WithItem = "with_item",
    Match = "match_statement",
    Case = "case_clause",
    CasePattern = "case_pattern",
    Delete = "delete_statement",
    Global = "global_statement",
    TypeAlias = "type_alias_statement",
    Call = "call",
    Walrus = "named_expression",
    Identifier = "identifier",
    Attribute = "attribute",
    Subscript = "subscript",
    Pattern = "pattern_list" | "tuple_pattern" | "list_pattern" | "list_splat_pattern" | "expression_list" | "tuple" | "list"
        | "parenthesized_expression" | "as_pattern_target" | "binary_operator",
    AsPattern = "as_pattern",
    Splat = "splat_pattern",
    DottedName = "dotted_name",
    AliasedImport = "aliased_import",
    RelativeImport = "relative_import",
    ImportPrefix = "import_prefix",
    Star = "wildcard_import",
    Keyword = "keyword_argument",
    Arguments = "argument_list",
    String = "string",
    ConcatenatedString = "concatenated_string",
    StringContent = "string_content",
    StringStart = "string_start" ,
    StringEnd = "string_end",
    Comment = "comment",
});

static KINDS: Table<K> = Table::new();

/// Words without which a function body or an expression tells nothing.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new(["import", "class", "def ", "def\\", "global", "patch", "setattr", "delattr", "exec", "__all__", ":="]).ok()
});

/// Decorators after which a class has the members its text shows.
const PLAIN_DECORATORS: [&str; 9] = [
    "dataclass",
    "dataclasses.dataclass",
    "final",
    "typing.final",
    "runtime_checkable",
    "typing.runtime_checkable",
    "total_ordering",
    "functools.total_ordering",
    "unique",
];

/// Reads a Python file.
pub(super) fn read(root: Node<'_>, text: &[u8], limits: &Limits, facts: &mut Facts) {
    let Some(words) = WORDS.as_ref() else { return };
    let kinds = KINDS.of(Language::Python, K::of_text);
    let mut reader = Reader { walk: Walk::new(root, text, words, limits, facts), kinds, classes: BTreeSet::new() };
    while let Some((node, scope)) = reader.walk.next() {
        reader.visit(node, scope);
    }
}

pub(super) struct Reader<'t, 'f> {
    pub(super) walk: Walk<'t, 'f>,
    kinds: &'static [K],
    /// Classes and functions defined at the top, to which attributes may be given later.
    pub(super) classes: BTreeSet<&'t str>,
}

impl<'t> Reader<'t, '_> {
    pub(super) fn kind(&self, node: Node<'t>) -> K {
        self.kinds.get(usize::from(node.kind_id())).copied().unwrap_or(K::Other)
    }

    fn visit(&mut self, node: Node<'t>, scope: u32) {
        let local = self.walk.scope(scope).local;
        if local && !self.walk.hot(node) {
            return;
        }
        match self.kind(node) {
            K::Body => self.walk.push_children(node, scope),
            K::Import => self.import(node, scope),
            K::ImportFrom => self.import_from(node, scope),
            K::Class => self.class(node, scope, &[]),
            K::Function => self.function(node, scope, &[]),
            K::Decorated => self.decorated(node, scope),
            K::Expression => self.walk.push_children(node, scope),
            K::Assignment => self.assignment(node, scope),
            K::Augmented => self.augmented(node, scope),
            K::If | K::Elif => self.branch(node, scope),
            K::Try => self.attempt(node, scope),
            K::For => {
                let inner = self.under(scope, Guard::Conditional);
                if let Some(left) = node.child_by_field_name("left").filter(|_| !local) {
                    self.bind(left, inner, Kind::Binding, None);
                }
                self.parts(node, scope, inner);
            }
            K::While | K::Match | K::Except => {
                let inner = self.under(scope, Guard::Conditional);
                self.walk.push_children(node, inner);
            }
            K::WithItem => {
                if let Some(pattern) = node.child_by_field_name("value").filter(|&value| !local && self.kind(value) == K::AsPattern)
                    && let Some(alias) = pattern.child_by_field_name("alias")
                {
                    self.bind(alias, scope, Kind::Binding, None);
                }
                self.expression(node, scope);
            }
            K::With => self.walk.push_children(node, scope),
            K::Case => self.case(node, scope),
            K::Delete if !local => self.delete(node, scope),
            K::Global => self.global(node),
            K::TypeAlias if !local => self.type_alias(node, scope),
            K::Call => self.call(node, scope),
            K::Walrus => {
                if let Some(name) = node.child_by_field_name("name").filter(|_| !local) {
                    let inner = self.under(scope, Guard::Conditional);
                    self.bind(name, inner, Kind::Binding, None);
                }
                self.walk.push_children(node, scope);
            }
            K::Comment | K::String => {}
            _ if self.is_clause(node) => self.walk.push_children(node, scope),
            _ => self.expression(node, scope),
        }
    }

    /// Looks into an expression where one of the words stands in it.
    fn expression(&mut self, node: Node<'t>, scope: u32) {
        if self.walk.hot(node) {
            self.walk.push_children(node, scope);
        }
    }

    /// Parts of statements that have no kind of their own here, and text that does not parse.
    fn is_clause(&self, node: Node<'t>) -> bool {
        node.is_error() || node.kind() == "with_clause"
    }

    pub(super) fn under(&mut self, scope: u32, guard: Guard) -> u32 {
        let guarded = self.walk.scope(scope).guarded(guard);
        self.walk.enter(guarded)
    }

    /// The parts of a loop: what it runs over in the outer scope, its bodies in the inner.
    fn parts(&mut self, node: Node<'t>, outer: u32, inner: u32) {
        let parts = self.walk.fields(node).into_iter().filter(|(name, child)| child.is_named() && *name != Some("left"));
        let parts: Vec<_> = parts.map(|(name, child)| (child, if name == Some("right") { outer } else { inner })).collect();
        self.walk.push_all(parts);
    }

    fn branch(&mut self, node: Node<'t>, scope: u32) {
        let condition = node.child_by_field_name("condition").map(|condition| self.walk.text_of(condition).trim_matches(['(', ')', ' ']));
        let (then, otherwise) = match condition.unwrap_or_default() {
            "TYPE_CHECKING" | "typing.TYPE_CHECKING" | "t.TYPE_CHECKING" | "MYPY" => (Guard::TypeChecking, Guard::Always),
            "not TYPE_CHECKING" | "not typing.TYPE_CHECKING" | "not t.TYPE_CHECKING" => (Guard::Always, Guard::TypeChecking),
            "False" | "0" | "not True" => (Guard::Never, Guard::Always),
            "True" | "1" | "not False" => (Guard::Always, Guard::Never),
            text if text.contains("__name__") && text.contains("__main__") => (Guard::Main, Guard::Conditional),
            _ => (Guard::Conditional, Guard::Conditional),
        };
        let (then, otherwise) = (self.under(scope, then), self.under(scope, otherwise));
        let parts = self.walk.fields(node).into_iter().filter(|(_, child)| child.is_named());
        let parts: Vec<_> = parts
            .map(|(name, child)| match name {
                Some("condition") => (child, scope),
                Some("alternative") => (child, otherwise),
                _ => (child, then),
            })
            .collect();
        self.walk.push_all(parts);
    }

    fn attempt(&mut self, node: Node<'t>, scope: u32) {
        let children = self.walk.children(node);
        let may_fail = children.iter().any(|&child| self.kind(child) == K::Except || child.kind() == "except_group_clause");
        let inner = if may_fail { self.under(scope, Guard::Conditional) } else { scope };
        let parts = children.into_iter().map(|child| (child, if child.kind() == "finally_clause" { scope } else { inner }));
        self.walk.push_all(parts.collect::<Vec<_>>());
    }

    fn decorated(&mut self, node: Node<'t>, scope: u32) {
        let children = self.walk.children(node);
        let mut decorators = Vec::new();
        for &child in &children {
            match self.kind(child) {
                K::Class => self.class(child, scope, &decorators),
                K::Function => self.function(child, scope, &decorators),
                _ => {
                    let text = self.walk.text_of(child).trim_start_matches('@');
                    decorators.push(text.split('(').next().unwrap_or_default().trim());
                }
            }
        }
        for child in children.into_iter().rev().filter(|child| child.kind() == "decorator") {
            if self.walk.hot(child) {
                self.walk.push(child, scope);
            }
        }
    }

    fn class(&mut self, node: Node<'t>, scope: u32, decorators: &[&str]) {
        let Some(name) = self.walk.field_text(node, "name") else { return };
        let mut bases: Vec<Box<str>> = Vec::new();
        let mut open = decorators.iter().any(|decorator| !PLAIN_DECORATORS.contains(decorator));
        if let Some(list) = node.child_by_field_name("superclasses") {
            for base in self.walk.children(list) {
                match self.kind(base) {
                    K::Identifier | K::Attribute => bases.push(self.dotted(base).unwrap_or_default()),
                    K::Subscript => {
                        let value = base.child_by_field_name("value");
                        bases.push(value.and_then(|value| self.dotted(value)).unwrap_or_default());
                    }
                    K::Keyword => {
                        let value = self.walk.field_text(base, "value").unwrap_or_default();
                        let metaclass = self.walk.field_text(base, "name") == Some("metaclass");
                        open |= metaclass && !matches!(value, "ABCMeta" | "abc.ABCMeta" | "type");
                    }
                    K::Comment => {}
                    _ => bases.push(Box::default()),
                }
            }
            if self.walk.hot(list) {
                self.walk.push(list, scope);
            }
        }
        self.define(node, scope, name, Kind::Class, |definition| {
            definition.bases = bases.into();
            definition.open = open;
        });
        self.body(node, scope, name, true);
    }

    fn function(&mut self, node: Node<'t>, scope: u32, decorators: &[&str]) {
        let Some(name) = self.walk.field_text(node, "name") else { return };
        let kind = if self.walk.scope(scope).class { Kind::Method } else { Kind::Function };
        self.define(node, scope, name, kind, |definition| definition.open = !decorators.is_empty());
        if let Some(parameters) = node.child_by_field_name("parameters").filter(|&parameters| self.walk.hot(parameters)) {
            self.walk.push_children(parameters, scope);
        }
        self.body(node, scope, name, false);
    }

    fn body(&mut self, node: Node<'t>, scope: u32, name: &'t str, class: bool) {
        if self.walk.scope(scope).prefix.is_empty() {
            self.classes.insert(name);
        }
        let Some(body) = node.child_by_field_name("body") else { return };
        if ((class && !self.walk.scope(scope).local) || self.walk.hot(body))
            && let Some(inner) = self.walk.inside(scope, name, class, !class)
        {
            self.walk.push(body, inner);
        }
    }

    pub(super) fn define(&mut self, at: Node<'t>, scope: u32, name: &str, kind: Kind, finish: impl FnOnce(&mut Definition)) {
        let scope = self.walk.scope(scope);
        let mut definition = Definition {
            name: scope.qualify(name),
            kind,
            line: line(at),
            assigned: false,
            guard: scope.guard,
            local: scope.local,
            exported: true,
            reach: None,
            value: None,
            bases: Box::default(),
            open: false,
        };
        finish(&mut definition);
        self.walk.facts.definitions.push(definition);
    }

    /// The dotted name a node is, where it is one.
    pub(super) fn dotted(&self, node: Node<'t>) -> Option<Box<str>> {
        let text = self.walk.text_of(node);
        // Longer is no name that people write; and a chain of calls would be read again and again.
        if text.len() > 300 {
            return None;
        }
        let text = squeezed(text);
        is_dotted(&text).then_some(text)
    }

    fn import(&mut self, node: Node<'t>, scope: u32) {
        for child in self.walk.children(node) {
            let (module, alias) = match self.kind(child) {
                K::AliasedImport => (child.child_by_field_name("name"), self.walk.field_text(child, "alias")),
                _ => (Some(child), None),
            };
            if let Some(module) = module {
                let module = squeezed(self.walk.text_of(module));
                self.record(child, scope, module, 0, Imported::Module, alias);
            }
        }
    }

    fn import_from(&mut self, node: Node<'t>, scope: u32) {
        let mut module: Box<str> = if node.kind() == "future_import_statement" { "__future__".into() } else { Box::default() };
        let mut level = 0;
        for (field, child) in self.walk.fields(node) {
            match (field, self.kind(child)) {
                (Some("module_name"), K::RelativeImport) => {
                    let text = squeezed(self.walk.text_of(child));
                    module = text.trim_start_matches('.').into();
                    level = u16::try_from(text.len() - module.len()).unwrap_or(u16::MAX);
                }
                (Some("module_name"), _) => module = squeezed(self.walk.text_of(child)),
                (Some("name"), K::AliasedImport) => {
                    let alias = self.walk.field_text(child, "alias");
                    if let Some(name) = self.walk.field_text(child, "name") {
                        self.record(child, scope, module.clone(), level, Imported::Name(name.into()), alias);
                    }
                }
                (Some("name"), _) => {
                    let name = squeezed(self.walk.text_of(child));
                    self.record(child, scope, module.clone(), level, Imported::Name(name), None);
                }
                (_, K::Star) => self.record(child, scope, module.clone(), level, Imported::Star, None),
                _ => {}
            }
        }
    }

    fn record(&mut self, at: Node<'t>, scope: u32, module: Box<str>, level: u16, what: Imported, alias: Option<&str>) {
        if module.is_empty() && level == 0 || module.len() > 1_000 {
            return;
        }
        let scope = self.walk.scope(scope);
        let import = Import {
            module,
            level,
            what,
            alias: alias.map(Into::into),
            line: line(at),
            lazy: scope.local,
            dynamic: false,
            guard: scope.guard,
            within: scope.within(),
        };
        self.walk.facts.imports.push(import);
    }
}
