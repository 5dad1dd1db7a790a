//! Python's other ways to bind names: assignments, loops, patterns, `del`, `global`, `__all__`.

use tree_sitter::Node;

use super::super::facts::{All, Deletion, Guard, Kind, Opaque};
use super::python::{K, Reader};
use super::walk::line;

impl<'t> Reader<'t, '_> {
    /// `a = b = value`, `a: int = value`, `a: int`.
    pub(super) fn assignment(&mut self, node: Node<'t>, scope: u32) {
        let mut targets = Vec::new();
        let mut current = node;
        let value = loop {
            targets.extend(current.child_by_field_name("left"));
            match current.child_by_field_name("right") {
                Some(right) if self.kind(right) == K::Assignment => current = right,
                other => break other,
            }
        };
        let local = self.walk.scope(scope).local;
        for target in targets {
            if self.walk.text_of(target) == "__all__" && self.at_top(scope) {
                self.all(node, scope, value);
            }
            if self.kind(target) == K::Subscript {
                self.subscript_target(target);
            } else if !local {
                let kind = if value.is_some() { Kind::Assignment } else { Kind::Declared };
                self.bind(target, scope, kind, value);
            }
        }
        if let Some(value) = value
            && self.walk.hot(value)
        {
            self.walk.push(value, scope);
        }
    }

    pub(super) fn augmented(&mut self, node: Node<'t>, scope: u32) {
        let value = node.child_by_field_name("right");
        if self.walk.field_text(node, "left") == Some("__all__") && self.at_top(scope) {
            self.all(node, scope, value);
        }
        if let Some(value) = value
            && self.walk.hot(value)
        {
            self.walk.push(value, scope);
        }
    }

    fn at_top(&self, scope: u32) -> bool {
        let scope = self.walk.scope(scope);
        scope.prefix.is_empty() && !scope.local
    }

    /// `globals()["x"] = …` and `sys.modules[__name__] = …` give names that no text shows.
    fn subscript_target(&mut self, target: Node<'t>) {
        let object = self.walk.field_text(target, "value").unwrap_or_default();
        if matches!(object, "globals()" | "vars()" | "locals()" | "sys.modules") {
            self.opaque(target, object);
        }
    }

    pub(super) fn opaque(&mut self, at: Node<'t>, what: &str) {
        self.walk.facts.opaque.push(Opaque { line: line(at), what: what.into() });
    }

    /// Binds every name of a target.
    pub(super) fn bind(&mut self, target: Node<'t>, scope: u32, kind: Kind, value: Option<Node<'t>>) {
        let single = matches!(self.kind(target), K::Identifier | K::Attribute);
        let value =
            value.filter(|&value| single && matches!(self.kind(value), K::Identifier | K::Attribute)).and_then(|value| self.dotted(value));
        let mut waiting = vec![target];
        while let Some(target) = waiting.pop() {
            match self.kind(target) {
                K::Identifier => {
                    let name = self.walk.text_of(target);
                    self.define(target, scope, name, kind, |definition| {
                        definition.assigned = kind == Kind::Assignment;
                        definition.value.clone_from(&value);
                    });
                }
                K::Attribute if self.at_top(scope) && kind == Kind::Assignment => {
                    // An attribute given to a class of the same file.
                    if let Some(name) = self.dotted(target)
                        && name.split('.').next().is_some_and(|first| self.classes.contains(first))
                    {
                        self.define(target, scope, &name, kind, |definition| {
                            definition.assigned = true;
                            definition.value.clone_from(&value);
                        });
                    }
                }
                K::Pattern | K::AsPattern => {
                    let children = self.walk.children(target);
                    waiting.extend(children.into_iter().rev());
                }
                _ => {}
            }
        }
    }

    /// A case of `match`: the names its pattern captures, then its body.
    pub(super) fn case(&mut self, node: Node<'t>, scope: u32) {
        let inner = self.under(scope, Guard::Conditional);
        let local = self.walk.scope(scope).local;
        for child in self.walk.children(node) {
            if self.kind(child) != K::CasePattern || local {
                continue;
            }
            let mut waiting = vec![child];
            while let Some(pattern) = waiting.pop() {
                let mut parts = self.walk.children(pattern);
                if pattern.kind() == "class_pattern" && !parts.is_empty() {
                    parts.remove(0);
                }
                let captures = self.kind(pattern) == K::DottedName && parts.len() == 1
                    || self.kind(pattern) == K::Identifier && pattern.parent().is_some_and(|parent| self.captures(parent));
                let name = self.walk.text_of(pattern);
                if captures && name != "_" {
                    self.define(pattern, inner, name, Kind::Binding, |_| {});
                } else {
                    waiting.extend(parts.into_iter().rev());
                }
            }
        }
        self.walk.push_children(node, inner);
    }

    fn captures(&self, parent: Node<'t>) -> bool {
        matches!(self.kind(parent), K::AsPattern | K::Splat)
    }

    pub(super) fn delete(&mut self, node: Node<'t>, scope: u32) {
        let mut waiting = self.walk.children(node);
        while let Some(target) = waiting.pop() {
            match self.kind(target) {
                K::Identifier | K::Attribute => {
                    let Some(name) = self.dotted(target) else { continue };
                    let around = self.walk.scope(scope);
                    let deletion = Deletion { name: around.qualify(&name), line: line(target), guard: around.guard };
                    self.walk.facts.deletions.push(deletion);
                }
                K::Pattern => {
                    let children = self.walk.children(target);
                    waiting.extend(children);
                }
                _ => {}
            }
        }
    }

    /// `global x` in a function: `x` may come to be at the top when the function runs.
    pub(super) fn global(&mut self, node: Node<'t>) {
        let top = self.under(0, Guard::Conditional);
        for name in self.walk.children(node) {
            let text = self.walk.text_of(name);
            self.define(name, top, text, Kind::Binding, |_| {});
        }
    }

    pub(super) fn type_alias(&mut self, node: Node<'t>, scope: u32) {
        if let Some(left) = self.walk.field_text(node, "left") {
            let name = left.split('[').next().unwrap_or_default().trim();
            self.define(node, scope, name, Kind::Type, |_| {});
        }
    }

    /// Takes the names that a value adds to `__all__`; a value that is computed leaves it open.
    pub(super) fn all(&mut self, at: Node<'t>, scope: u32, value: Option<Node<'t>>) {
        let mut names = Vec::new();
        let mut open = self.walk.scope(scope).guard != Guard::Always;
        let mut waiting: Vec<_> = value.into_iter().collect();
        while let Some(part) = waiting.pop() {
            match self.kind(part) {
                K::Pattern | K::Arguments => {
                    let children = self.walk.children(part);
                    waiting.extend(children.into_iter().rev());
                }
                K::String | K::ConcatenatedString => match self.literal(part) {
                    Some(name) => names.push(name.into()),
                    None => open = true,
                },
                K::Comment => {}
                _ => open = true,
            }
        }
        let first = line(at);
        let all = self.walk.facts.all.get_or_insert_with(|| All { names: Vec::new(), open: false, line: first });
        all.names.extend(names);
        all.open |= open;
    }
}
