//! What JavaScript offers to other files: `export`, and CommonJS's `module.exports`, `exports.x` and `require`.

use tree_sitter::Node;

use super::super::facts::{Export, Guard, Imported, Kind};
use super::javascript::{K, Reader};
use super::walk::line;

impl<'t> Reader<'t, '_> {
    pub(super) fn export(&mut self, node: Node<'t>, scope: u32) {
        let (mut default, mut star, mut typed, mut equals) = (false, false, false, false);
        let parts = self.walk.fields(node);
        for (_, part) in &parts {
            match part.kind() {
                "default" => default = true,
                "*" => star = true,
                "type" => typed = true,
                "=" => equals = true,
                _ => {}
            }
        }
        let from = node.child_by_field_name("source").and_then(|source| self.literal(source));
        let guard = if typed { Guard::TypeChecking } else { self.walk.scope(scope).guard };
        for (field, part) in parts {
            match (field, self.kind(part)) {
                (Some("declaration"), _) => {
                    if default {
                        let local = self.walk.field_text(part, "name");
                        self.offer(part, scope, "default", local, None, typed);
                    }
                    // What is exported as the default has a name in its own file alone.
                    for declared in self.declared(part) {
                        if !self.declare(declared, scope, !default) {
                            self.walk.push(declared, scope);
                        }
                    }
                }
                (Some("value"), _) => {
                    let value = self.unwrapped(part);
                    let local = self.name_of(value);
                    self.offer(part, scope, "default", local, None, typed);
                    if self.kind(value) == K::Class {
                        let name = self.walk.field_text(value, "name");
                        self.class(value, scope, name, false, false);
                    } else {
                        self.walk.push(part, scope);
                    }
                }
                (_, K::ExportClause) => self.export_clause(part, scope, from.as_deref(), guard),
                (_, K::NamespaceExport) => {
                    let name = self.walk.children(part).first().map(|&name| self.walk.text_of(name));
                    if let (Some(from), Some(name)) = (&from, name) {
                        self.record(part, scope, from, Imported::Module, Some(name), guard, false);
                        self.offer(part, scope, name, Some("*"), Some(from), typed);
                    }
                }
                (None, K::Identifier | K::Member | K::Call | K::Object) if equals => self.export_value(part, scope, part),
                _ => {}
            }
        }
        if star && let Some(from) = &from {
            self.record(node, scope, from, Imported::Star, None, guard, false);
            self.offer(node, scope, "*", None, Some(from), typed);
        }
    }

    /// The declarations of an exported one: itself, or what stands behind `declare`.
    fn declared(&mut self, part: Node<'t>) -> Vec<Node<'t>> {
        if self.kind(part) == K::Ambient { self.walk.children(part) } else { vec![part] }
    }

    fn export_clause(&mut self, clause: Node<'t>, scope: u32, from: Option<&str>, guard: Guard) {
        for specifier in self.walk.children(clause) {
            if self.kind(specifier) != K::ExportSpecifier {
                continue;
            }
            let Some(name) = self.walk.field_text(specifier, "name").map(|name| name.trim_matches(['"', '\''])) else { continue };
            let alias = self.walk.field_text(specifier, "alias").map(|alias| alias.trim_matches(['"', '\'']));
            let typed = guard == Guard::TypeChecking || specifier.child(0).is_some_and(|first| first.kind() == "type");
            let guard = if typed { Guard::TypeChecking } else { guard };
            if let Some(from) = from {
                self.record(specifier, scope, from, Imported::Name(name.into()), alias, guard, false);
            }
            self.offer(specifier, scope, alias.unwrap_or(name), Some(name), from, typed);
        }
    }

    fn offer(&mut self, at: Node<'t>, scope: u32, name: &str, local: Option<&str>, from: Option<&str>, type_only: bool) {
        let around = self.walk.scope(scope);
        if around.local || name.len() > 300 || from.is_some_and(|from| from.len() > 1_000) {
            return;
        }
        let within = around.within();
        let export = Export {
            name: name.into(),
            local: local.map(Into::into),
            from: from.map(Into::into),
            line: line(at),
            type_only,
            within,
            reach: None,
        };
        self.walk.facts.exports.push(export);
    }

    /// The name an expression is: an identifier, or a named class or function.
    fn name_of(&self, value: Node<'t>) -> Option<&'t str> {
        match self.kind(value) {
            K::Identifier => Some(self.walk.text_of(value)),
            K::Class | K::FunctionValue => self.walk.field_text(value, "name"),
            _ => None,
        }
    }

    /// `module.exports = …`, `exports.x = …`, `C.prototype.m = function …`, `C.m = function …`.
    pub(super) fn assignment(&mut self, node: Node<'t>, scope: u32) {
        let (Some(left), Some(right)) = (node.child_by_field_name("left"), node.child_by_field_name("right")) else { return };
        let target = if self.kind(left) == K::Member { self.dotted(left) } else { None };
        let local = self.walk.scope(scope).local;
        match target.as_deref() {
            Some("module.exports" | "exports") => {
                // `module.exports = exports = value` offers the value.
                let mut value = self.unwrapped(right);
                for _ in 0..4 {
                    match value.child_by_field_name("right").filter(|_| self.kind(value) == K::Assignment) {
                        Some(inner) => value = self.unwrapped(inner),
                        None => break,
                    }
                }
                self.export_value(node, scope, value);
            }
            Some(target) if !local => {
                let value = self.unwrapped(right);
                match target.strip_prefix("module.exports.").or_else(|| target.strip_prefix("exports.")) {
                    Some(name) if !name.contains('.') => self.export_member(node, scope, left, name, value),
                    _ => self.attribute(node, scope, target, value),
                }
            }
            _ => self.walk.push_children(node, scope),
        }
    }

    /// A function or class given to a class, to its prototype or to an object.
    fn attribute(&mut self, node: Node<'t>, scope: u32, target: &str, value: Node<'t>) {
        let name = target.replacen(".prototype.", ".", 1);
        let kind = match self.kind(value) {
            K::FunctionValue => Some(Kind::Method),
            K::Class => Some(Kind::Class),
            _ => None,
        };
        if let Some(kind) = kind.filter(|_| !name.starts_with("this.") && !name.starts_with("window.")) {
            self.define(node, scope, &name, kind, |definition| definition.assigned = true);
        }
        self.walk.push(value, scope);
    }

    fn export_member(&mut self, node: Node<'t>, scope: u32, left: Node<'t>, name: &str, value: Node<'t>) {
        let local = self.name_of(value);
        let member = self.imported_by_call(value);
        let text = left.child_by_field_name("property").map(|property| self.walk.text_of(property));
        match (member, text) {
            (Some(from), _) => {
                let guard = self.walk.scope(scope).guard;
                self.record(value, scope, &from, Imported::Module, None, guard, true);
                self.offer(node, scope, name, Some("*"), Some(&from), false);
            }
            (None, Some(text)) if self.kind(value) != K::Identifier => {
                self.offer(node, scope, name, local.or(Some(text)), None, false);
                self.value(node, scope, text, Some(value), true);
            }
            _ => self.offer(node, scope, name, local, None, false),
        }
    }

    /// The whole value that CommonJS exports.
    fn export_value(&mut self, node: Node<'t>, scope: u32, value: Node<'t>) {
        if let Some(from) = self.imported_by_call(value) {
            let guard = self.walk.scope(scope).guard;
            self.record(value, scope, &from, Imported::Module, None, guard, true);
            self.offer(node, scope, "*", None, Some(&from), false);
            self.offer(node, scope, "default", Some("*"), Some(&from), false);
            return;
        }
        let local = self.name_of(value);
        self.offer(node, scope, "default", local, None, false);
        if self.kind(value) != K::Object {
            if self.kind(value) == K::Class {
                self.class(value, scope, local, false, false);
            } else {
                self.walk.push(value, scope);
            }
            return;
        }
        for part in self.walk.children(value) {
            match self.kind(part) {
                K::Shorthand => {
                    let name = self.walk.text_of(part);
                    self.offer(part, scope, name, Some(name), None, false);
                }
                K::Method => {
                    if let Some(name) = self.walk.field_text(part, "name") {
                        self.offer(part, scope, name, Some(name), None, false);
                        self.define(part, scope, name, Kind::Function, |definition| definition.exported = true);
                        self.function_body(part, scope, name);
                    }
                }
                K::Pair => self.export_pair(part, scope),
                K::Spread => {
                    let inner = self.walk.children(part).first().copied();
                    match inner.and_then(|inner| self.imported_by_call(inner)) {
                        Some(from) => {
                            let guard = self.walk.scope(scope).guard;
                            self.record(part, scope, &from, Imported::Module, None, guard, true);
                            self.offer(part, scope, "*", None, Some(&from), false);
                        }
                        None => self.opaque(part),
                    }
                }
                _ => {}
            }
        }
    }

    fn export_pair(&mut self, pair: Node<'t>, scope: u32) {
        let (Some(key), Some(value)) = (pair.child_by_field_name("key"), pair.child_by_field_name("value")) else { return };
        let name = match self.kind(key) {
            K::Identifier => self.walk.text_of(key),
            K::String => self.walk.text_of(key).trim_matches(['"', '\'']),
            _ => return self.opaque(pair),
        };
        if let Some(from) = self.imported_by_call(value) {
            let guard = self.walk.scope(scope).guard;
            self.record(value, scope, &from, Imported::Module, None, guard, true);
            self.offer(pair, scope, name, Some("*"), Some(&from), false);
            return;
        }
        match self.kind(value) {
            K::Identifier => {
                let local = self.walk.text_of(value);
                self.offer(pair, scope, name, Some(local), None, false);
            }
            _ => {
                self.offer(pair, scope, name, Some(name), None, false);
                self.value(pair, scope, name, Some(value), true);
            }
        }
    }

    fn opaque(&mut self, at: Node<'t>) {
        let what = super::super::facts::Opaque { line: line(at), what: "module.exports".into() };
        self.walk.facts.opaque.push(what);
    }

    /// `const m = require("x")`, `const { a, b: c } = require("x")`, `const y = require("x").y`; tells whether it was one.
    pub(super) fn required(&mut self, node: Node<'t>, scope: u32, name: Node<'t>, value: Node<'t>) -> bool {
        let value = self.unwrapped(value);
        let guard = self.walk.scope(scope).guard;
        let member = (self.kind(value) == K::Member).then(|| value.child_by_field_name("object")).flatten();
        let property = member.and_then(|_| self.walk.field_text(value, "property"));
        let Some(module) = self.imported_by_call(member.unwrap_or(value)) else { return false };
        let what = |property: Option<&str>| property.map_or(Imported::Module, |property| Imported::Name(property.into()));
        if self.kind(name) == K::Identifier {
            let alias = self.walk.text_of(name);
            self.record(node, scope, &module, what(property), Some(alias), guard, true);
            return true;
        }
        let mut any = false;
        for part in self.walk.children(name) {
            let (taken, alias) = match self.kind(part) {
                K::ShorthandPattern => (Some(self.walk.text_of(part)), None),
                K::PairPattern => (self.walk.field_text(part, "key"), self.walk.field_text(part, "value")),
                K::Default => (self.walk.field_text(part, "left"), None),
                _ => (None, None),
            };
            if let Some(taken) = taken {
                any = true;
                self.record(part, scope, &module, Imported::Name(taken.into()), alias, guard, true);
            }
        }
        if !any {
            self.record(node, scope, &module, what(property), None, guard, true);
        }
        true
    }
}
