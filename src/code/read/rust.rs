//! Reads Rust: items, `impl` blocks, `use` trees, modules in files of their own.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use tree_sitter::Node;

use super::super::cfg;
use super::super::facts::{Definition, Export, Facts, Gate, Guard, Import, Imported, Kind, Opaque};
use super::super::language::Language;
use super::kinds::{Table, kinds};
use super::rust_includes;
use super::walk::{Walk, line, squeezed};
use super::{Limits, count};

kinds!(K {
    Items = "source_file" | "declaration_list" | "block",
    Foreign = "foreign_mod_item",
    Attribute = "attribute_item",
    Use = "use_declaration",
    ExternCrate = "extern_crate_declaration",
    Module = "mod_item",
    Class = "struct_item" | "union_item",
    Enum = "enum_item",
    Variant = "enum_variant",
    Trait = "trait_item",
    Type = "type_item" | "associated_type",
    Function = "function_item" | "function_signature_item",
    Constant = "const_item" | "static_item",
    Impl = "impl_item",
    MacroRules = "macro_definition",
    Invocation = "macro_invocation",
    Statement = "expression_statement",
    TypeName = "type_identifier" | "primitive_type",
    GenericType = "generic_type" | "reference_type",
    ScopedType = "scoped_type_identifier",
    Visibility = "visibility_modifier",
    ScopedName = "scoped_identifier",
    UseAs = "use_as_clause",
    UseList = "use_list",
    ScopedUseList = "scoped_use_list",
    UseStar = "use_wildcard",
    SelfWord = "self",
    Comment = "line_comment" | "block_comment" | "inner_attribute_item",
});

static KINDS: Table<K> = Table::new();

static WORDS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["use ", "fn ", "mod ", "struct ", "enum ", "trait ", "impl", "macro_rules", "use\n"]).ok());

/// Reads a Rust file.
pub(super) fn read(root: Node<'_>, text: &[u8], limits: &Limits, facts: &mut Facts) {
    let Some(words) = WORDS.as_ref() else { return };
    let kinds = KINDS.of(Language::Rust, K::of_text);
    let mut reader = Reader { walk: Walk::new(root, text, words, limits, facts), kinds };
    while let Some((node, scope)) = reader.walk.next() {
        reader.visit(node, scope);
    }
    rust_includes::read(root, text, limits, facts);
}

struct Reader<'t, 'f> {
    walk: Walk<'t, 'f>,
    kinds: &'static [K],
}

/// What the attributes before an item say of it.
#[derive(Clone, Default)]
struct Attributes {
    guard: Guard,
    path: Option<Box<str>>,
    macro_export: bool,
    /// Conditions that hang on features.
    features: Vec<Box<str>>,
}

/// How far a `pub` reaches, where not everywhere.
type Reach = Option<Box<str>>;

impl<'t> Reader<'t, '_> {
    fn kind(&self, node: Node<'t>) -> K {
        self.kinds.get(usize::from(node.kind_id())).copied().unwrap_or(K::Other)
    }

    fn visit(&mut self, node: Node<'t>, scope: u32) {
        if self.walk.scope(scope).local && !self.walk.hot(node) {
            return;
        }
        match self.kind(node) {
            K::Items => self.items(node, scope),
            K::Comment | K::Attribute => {}
            K::Use => {
                if let Some(argument) = node.child_by_field_name("argument") {
                    let public = self.public(node);
                    self.use_tree(argument, scope, public.as_ref());
                }
            }
            _ if self.item(node, scope, &Attributes::default()) => {}
            _ => {
                if self.walk.hot(node) {
                    self.walk.push_children(node, scope);
                }
            }
        }
    }

    /// The items of a file, a module, a trait or an `impl`, each with the attributes before it.
    fn items(&mut self, node: Node<'t>, scope: u32) {
        let mut attributes = Attributes::default();
        let mut later = Vec::new();
        for child in self.walk.children(node) {
            match self.kind(child) {
                K::Attribute => self.attribute(child, &mut attributes),
                K::Comment => {}
                kind => {
                    let mut attributes = std::mem::take(&mut attributes);
                    let (from, to) = (line(child), count(child.end_position().row).saturating_add(1));
                    let features = std::mem::take(&mut attributes.features).into_iter();
                    self.walk.facts.gates.extend(features.map(|condition| Gate { from, to, condition }));
                    let inner = if attributes.guard == Guard::Always {
                        scope
                    } else {
                        let guarded = self.walk.scope(scope).guarded(attributes.guard);
                        self.walk.enter(guarded)
                    };
                    // Items with contents of their own wait; the order of what is found follows the text all the same.
                    if matches!(kind, K::Module | K::MacroRules) && self.item(child, inner, &attributes) {
                        continue;
                    }
                    let invocation = match kind {
                        K::Statement => child.named_child(0).filter(|&inner| self.kind(inner) == K::Invocation),
                        K::Invocation => Some(child),
                        _ => None,
                    };
                    if let Some(invocation) = invocation.filter(|_| !self.walk.scope(scope).local) {
                        let name = self.walk.field_text(invocation, "macro").unwrap_or_default();
                        let within = self.walk.scope(scope).qualify(&format!("{name}!"));
                        self.walk.facts.opaque.push(Opaque { line: line(child), what: within });
                    }
                    later.push((child, inner));
                }
            }
        }
        self.walk.push_all(later);
    }

    fn attribute(&mut self, node: Node<'t>, attributes: &mut Attributes) {
        let text = self.walk.text_of(node);
        if text.len() > 1_000 {
            return;
        }
        let text = text.trim_start_matches("#[").trim_end_matches(']').trim();
        let compact: String = text.split_whitespace().collect();
        let condition = compact.strip_prefix("cfg(").and_then(|rest| rest.strip_suffix(')'));
        let guard = match (condition, compact.as_str()) {
            (None, "test" | "tokio::test" | "bench") => Guard::Test,
            (None, _) => Guard::Always,
            (Some(condition), _) => {
                let within = |tests: bool| cfg::of_rust(condition, &|one| (one == "test").then_some(tests)) != Some(false);
                match (within(false), within(true)) {
                    (true, _) => Guard::Conditional,
                    (false, true) => Guard::Test,
                    (false, false) => Guard::Never,
                }
            }
        };
        attributes.features.extend(condition.filter(|condition| condition.contains("feature=")).map(Box::from));
        attributes.guard = attributes.guard.max(guard);
        attributes.macro_export |= compact.starts_with("macro_export");
        if let Some(path) = compact.strip_prefix("path=\"").and_then(|rest| rest.strip_suffix('"')) {
            attributes.path = Some(path.into());
        }
    }

    /// Whether an item is `pub`, and what stands between the brackets behind that.
    fn public(&self, node: Node<'t>) -> Option<Reach> {
        let visibility = node.named_child(0).filter(|&first| self.kind(first) == K::Visibility)?;
        let text = self.walk.text_of(visibility);
        let inner = text.strip_prefix("pub").map_or(Some(text), |rest| rest.trim().strip_prefix('(')?.strip_suffix(')'));
        Some(inner.map(str::trim).filter(|inner| inner.len() <= 300).map(Into::into))
    }

    /// Reads an item; tells whether the node is one.
    fn item(&mut self, node: Node<'t>, scope: u32, attributes: &Attributes) -> bool {
        let kind = match self.kind(node) {
            K::Module => Kind::Module,
            K::Class => Kind::Class,
            K::Enum => Kind::Enum,
            K::Trait => Kind::Interface,
            K::Type => Kind::Type,
            K::Function if self.walk.scope(scope).class => Kind::Method,
            K::Function => Kind::Function,
            K::Constant => Kind::Constant,
            K::Variant => Kind::Field,
            K::MacroRules => Kind::Macro,
            K::Impl => {
                self.implementation(node, scope);
                return true;
            }
            K::ExternCrate => {
                self.extern_crate(node, scope);
                return true;
            }
            K::Foreign => {
                if let Some(body) = node.child_by_field_name("body") {
                    self.walk.push(body, scope);
                }
                return true;
            }
            _ => return false,
        };
        let Some(name) = self.walk.field_text(node, "name").filter(|name| name.len() <= 300) else { return true };
        let reach = if kind == Kind::Field || attributes.macro_export { Some(None) } else { self.public(node) };
        let body = node.child_by_field_name("body");
        let around = self.walk.scope(scope);
        let definition = Definition {
            name: around.qualify(name),
            kind,
            line: line(node),
            assigned: false,
            guard: around.guard,
            local: around.local,
            exported: reach.is_some(),
            reach: reach.flatten(),
            value: attributes.path.clone(),
            bases: Box::default(),
            open: kind == Kind::Module && body.is_none(),
        };
        self.walk.facts.definitions.push(definition);
        let Some(body) = body else { return true };
        let function = matches!(kind, Kind::Function | Kind::Method);
        if !function || self.walk.hot(body) {
            let class = matches!(kind, Kind::Interface | Kind::Enum);
            if let Some(inner) = self.walk.inside(scope, name, class, function) {
                match kind {
                    Kind::Enum => self.items(body, inner),
                    Kind::Module | Kind::Interface | Kind::Function | Kind::Method => self.walk.push(body, inner),
                    _ => {}
                }
            }
        }
        true
    }

    fn implementation(&mut self, node: Node<'t>, scope: u32) {
        let mut target = node.child_by_field_name("type");
        // `impl T for &mut a::B<C>`: the name is `B`; a bound keeps code made of `&` alone from taking long.
        for _ in 0..8 {
            target = match target.map(|target| (target, self.kind(target))) {
                Some((target, K::GenericType)) => target.child_by_field_name("type").or_else(|| target.child_by_field_name("value")),
                Some((target, K::ScopedType)) => target.child_by_field_name("name"),
                _ => break,
            };
        }
        let Some(target) = target.filter(|&target| self.kind(target) == K::TypeName) else { return };
        let name = self.walk.text_of(target);
        if let Some(body) = node.child_by_field_name("body")
            && let Some(inner) = self.walk.inside(scope, name, true, false)
        {
            self.walk.push(body, inner);
        }
    }

    fn extern_crate(&mut self, node: Node<'t>, scope: u32) {
        if let Some(name) = self.walk.field_text(node, "name") {
            let alias = self.walk.field_text(node, "alias");
            self.record(node, scope, name, Imported::Module, alias, None);
        }
    }

    /// Goes through a `use` tree without recursion; every leaf is one import.
    fn use_tree(&mut self, root: Node<'t>, scope: u32, public: Option<&Reach>) {
        let mut waiting = vec![(root, String::new())];
        while let Some((node, prefix)) = waiting.pop() {
            if prefix.len() > 500 {
                continue;
            }
            match self.kind(node) {
                K::UseAs => {
                    let alias = self.walk.field_text(node, "alias");
                    if let Some(path) = node.child_by_field_name("path") {
                        self.leaf(path, scope, &prefix, alias, public);
                    }
                }
                K::UseList => {
                    let children = self.walk.children(node);
                    waiting.extend(children.into_iter().rev().map(|child| (child, prefix.clone())));
                }
                K::ScopedUseList => {
                    let path = self.walk.field_text(node, "path").unwrap_or_default();
                    let prefix = joined(&prefix, path);
                    waiting.extend(node.child_by_field_name("list").map(|list| (list, prefix)));
                }
                K::UseStar => {
                    let path = self.walk.children(node).first().map(|&path| self.walk.text_of(path)).unwrap_or_default();
                    let module = joined(&prefix, path);
                    self.record(node, scope, &module, Imported::Star, None, public);
                }
                _ => self.leaf(node, scope, &prefix, None, public),
            }
        }
    }

    fn leaf(&mut self, node: Node<'t>, scope: u32, prefix: &str, alias: Option<&str>, public: Option<&Reach>) {
        let text = self.walk.text_of(node);
        if text.len() > 500 {
            return;
        }
        // `a::{self}` imports `a` itself.
        let path = if self.kind(node) == K::SelfWord && !prefix.is_empty() { prefix.to_owned() } else { joined(prefix, text) };
        match path.rsplit_once("::") {
            Some((module, name)) => self.record(node, scope, module, Imported::Name(name.into()), alias, public),
            None => self.record(node, scope, &path, Imported::Module, alias, public),
        }
    }

    fn record(&mut self, at: Node<'t>, scope: u32, module: &str, what: Imported, alias: Option<&str>, public: Option<&Reach>) {
        let around = self.walk.scope(scope);
        let import = Import {
            module: module.into(),
            level: 0,
            what,
            alias: alias.map(Into::into),
            line: line(at),
            lazy: around.local,
            dynamic: false,
            guard: around.guard,
            within: around.within(),
        };
        if let Some(reach) = public.filter(|_| !around.local && around.guard != Guard::Never) {
            let local: Option<Box<str>> = match &import.what {
                Imported::Name(name) => Some(name.clone()),
                Imported::Module | Imported::Star => None,
            };
            let star = (import.what == Imported::Star).then(|| "*".into());
            let name = import.alias.clone().or(star).or_else(|| local.clone()).unwrap_or_else(|| import.module.clone());
            let from = Some(import.module.clone());
            let export =
                Export { name, local, from, line: import.line, type_only: false, within: import.within.clone(), reach: reach.clone() };
            self.walk.facts.exports.push(export);
        }
        self.walk.facts.imports.push(import);
    }
}

fn joined(prefix: &str, path: &str) -> String {
    let path = squeezed(path.trim_start_matches("::"));
    match (prefix.is_empty(), path.is_empty()) {
        (true, _) => path.into(),
        (_, true) => prefix.to_owned(),
        _ => format!("{prefix}::{path}"),
    }
}
