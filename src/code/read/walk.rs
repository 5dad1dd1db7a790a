//! A walk over a tree with a stack of its own, and what stands around the place it has come to.

use std::rc::Rc;

use aho_corasick::AhoCorasick;
use tree_sitter::{Node, TreeCursor};

use super::super::facts::{Facts, Guard, Stopped};
use super::{Limits, count};

/// The longest qualified name that is followed, in bytes: names are kept whole with every definition.
const LONGEST: usize = 500;

/// What stands around a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The qualified name of the innermost definition around it; empty at the top.
    pub(super) prefix: Rc<str>,
    /// How many names the prefix has.
    pub(super) depth: usize,
    /// The innermost definition is a class (or interface, trait, `impl`).
    pub(super) class: bool,
    /// It stands inside a function.
    pub(super) local: bool,
    /// The circumstances.
    pub(super) guard: Guard,
}

impl Scope {
    /// The qualified name of a name defined here.
    pub(super) fn qualify(&self, name: &str) -> Box<str> {
        if self.prefix.is_empty() { name.into() } else { format!("{}.{name}", self.prefix).into() }
    }

    /// The class around, for imports and exports.
    pub(super) fn within(&self) -> Option<Box<str>> {
        (!self.prefix.is_empty() && !self.local).then(|| Box::from(&*self.prefix))
    }

    /// The same place under another guard; an outer guard that hides more stays.
    pub(super) fn guarded(&self, guard: Guard) -> Self {
        Self { guard: self.guard.max(guard), ..self.clone() }
    }
}

/// The state of a walk: nodes still to visit, the scopes they stand in, the text, the facts so far.
pub(super) struct Walk<'t, 'f> {
    stack: Vec<(Node<'t>, u32)>,
    scopes: Vec<Scope>,
    cursor: TreeCursor<'t>,
    pub(super) text: &'t [u8],
    pub(super) facts: &'f mut Facts,
    hot: Vec<u32>,
    depth: usize,
    entries: usize,
}

impl<'t, 'f> Walk<'t, 'f> {
    /// A walk that begins at `root`. `words` are those for which an expression or a function body is looked into at all.
    pub(super) fn new(root: Node<'t>, text: &'t [u8], words: &AhoCorasick, limits: &Limits, facts: &'f mut Facts) -> Self {
        let hot = words.find_iter(text).map(|found| count(found.start())).collect();
        let scopes = vec![Scope::default()];
        Self { stack: vec![(root, 0)], scopes, cursor: root.walk(), text, facts, hot, depth: limits.depth, entries: limits.entries }
    }

    /// The next node, and the number of its scope.
    pub(super) fn next(&mut self) -> Option<(Node<'t>, u32)> {
        let facts = &self.facts;
        let most = facts.definitions.len().max(facts.imports.len()).max(facts.mocks.len()).max(facts.exports.len());
        if most >= self.entries {
            self.facts.stopped.get_or_insert(Stopped::TooMany);
            return None;
        }
        self.stack.pop()
    }

    /// The scope of that number.
    pub(super) fn scope(&self, number: u32) -> &Scope {
        // Numbers come from `enter` alone.
        &self.scopes[number as usize]
    }

    /// A scope that is kept for nodes pushed later.
    pub(super) fn enter(&mut self, scope: Scope) -> u32 {
        self.scopes.push(scope);
        count(self.scopes.len() - 1)
    }

    /// The scope within a definition; nothing when names nest too deep.
    pub(super) fn inside(&mut self, scope: u32, name: &str, class: bool, function: bool) -> Option<u32> {
        let outer = self.scope(scope);
        if outer.depth >= self.depth || outer.prefix.len() + name.len() > LONGEST {
            self.facts.stopped.get_or_insert(Stopped::TooDeep);
            return None;
        }
        let inner =
            Scope { prefix: outer.qualify(name).into(), depth: outer.depth + 1, class, local: outer.local || function, guard: outer.guard };
        Some(self.enter(inner))
    }

    /// Visits a node later, before everything already waiting.
    pub(super) fn push(&mut self, node: Node<'t>, scope: u32) {
        self.stack.push((node, scope));
    }

    /// Visits nodes in the order given, before everything already waiting.
    pub(super) fn push_all(&mut self, nodes: impl IntoIterator<Item = (Node<'t>, u32)>) {
        let start = self.stack.len();
        self.stack.extend(nodes);
        self.stack[start..].reverse();
    }

    /// Visits the named children in order, before everything already waiting.
    pub(super) fn push_children(&mut self, node: Node<'t>, scope: u32) {
        let start = self.stack.len();
        self.cursor.reset(node);
        if self.cursor.goto_first_child() {
            loop {
                let child = self.cursor.node();
                if child.is_named() {
                    self.stack.push((child, scope));
                }
                if !self.cursor.goto_next_sibling() {
                    break;
                }
            }
        }
        self.stack[start..].reverse();
    }

    /// The named children that are no comments (those are "extra"), in order.
    pub(super) fn children(&mut self, node: Node<'t>) -> Vec<Node<'t>> {
        let mut found = Vec::new();
        self.cursor.reset(node);
        if self.cursor.goto_first_child() {
            loop {
                let child = self.cursor.node();
                if child.is_named() && !child.is_extra() {
                    found.push(child);
                }
                if !self.cursor.goto_next_sibling() {
                    break;
                }
            }
        }
        found
    }

    /// The children with their field names, comments left out.
    pub(super) fn fields(&mut self, node: Node<'t>) -> Vec<(Option<&'t str>, Node<'t>)> {
        let mut found = Vec::new();
        self.cursor.reset(node);
        if self.cursor.goto_first_child() {
            loop {
                let child = self.cursor.node();
                if !child.is_extra() {
                    found.push((self.cursor.field_name(), child));
                }
                if !self.cursor.goto_next_sibling() {
                    break;
                }
            }
        }
        found
    }

    /// Whether one of the words looked for begins within the node.
    pub(super) fn hot(&self, node: Node<'t>) -> bool {
        let first = self.hot.partition_point(|&at| (at as usize) < node.start_byte());
        self.hot.get(first).is_some_and(|&at| (at as usize) < node.end_byte())
    }

    /// The text of a node; nothing where it is no UTF-8 (a node may end within a character only in broken text).
    pub(super) fn text_of(&self, node: Node<'t>) -> &'t str {
        let text: &'t [u8] = self.text;
        text.get(node.byte_range()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The text of the child in a field.
    pub(super) fn field_text(&self, node: Node<'t>, field: &str) -> Option<&'t str> {
        node.child_by_field_name(field).map(|child| self.text_of(child)).filter(|text| !text.is_empty())
    }
}

/// The line of a node, from 1.
pub(super) fn line(node: Node<'_>) -> u32 {
    count(node.start_position().row).saturating_add(1)
}

/// The text without spaces and line breaks, for dotted names written over several lines.
pub(super) fn squeezed(text: &str) -> Box<str> {
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) { text.split_whitespace().collect::<String>().into() } else { text.into() }
}

/// Whether a text is a dotted name: identifiers with dots between.
pub(super) fn is_dotted(text: &str) -> bool {
    text.split('.').all(|part| {
        !part.is_empty()
            && part.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '$')
            && !part.starts_with(|letter: char| letter.is_ascii_digit())
    })
}
