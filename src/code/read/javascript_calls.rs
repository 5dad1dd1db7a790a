//! Imports of JavaScript and TypeScript that stand where no statement does: in types (`import("x").Y`), in the values of parameters, in decorators,
//! and in the comments that compilers read (`/// <reference types="x" />`, `@jsxImportSource x`).

use super::super::facts::{Facts, Guard, Import, Imported, Stopped};
use super::{Limits, count};
use std::collections::BTreeSet;
use tree_sitter::Node;

/// The longest name of a module, in bytes.
const LONGEST: usize = 1_000;

/// Ways to call for a module, besides those within statements.
const WORDS: [(&[u8], &[&[u8]]); 2] = [(b"import", &[b"", b".meta.resolve"]), (b"require", &[b"", b".resolve"])];

/// What stands behind the path of a file in `new URL("./x", import.meta.url)`, besides spaces.
const OF_FILE: &[u8] = b",import.meta.url";

/// The most places that are looked at in one file.
const MOST: usize = 2_000;

/// Adds the modules that are not among those that a file imports yet.
pub(super) fn read(root: Node<'_>, text: &[u8], limits: &Limits, facts: &mut Facts) {
    let mut known: BTreeSet<Box<str>> = facts.imports.iter().map(|import| import.module.clone()).collect();
    let mut looked = 0;
    for (word, ways) in WORDS {
        for at in memchr::memmem::find_iter(text, word) {
            let Some((module, _)) = ways.iter().find_map(|way| module_at(text, at + word.len(), way)) else { continue };
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_$.".contains(byte)) {
                continue;
            }
            if known.contains(module) {
                continue;
            }
            looked += 1;
            if looked > MOST {
                facts.stopped.get_or_insert(Stopped::TooMany);
                return;
            }
            let Some(node) = root.descendant_for_byte_range(at, at + word.len()).filter(|node| is_word(*node)) else { continue };
            known.insert(module.into());
            add(facts, limits, import(node, module));
        }
    }
    addresses(root, text, &mut known, limits, facts);
    comments(text, &known, limits, facts);
}

/// Files that are named by where they lie from the file itself: `new URL("./w.ts", import.meta.url)`, of a worker or of anything else. Such an
/// address is exact, so that one without an ending is that of a folder.
fn addresses(root: Node<'_>, text: &[u8], known: &mut BTreeSet<Box<str>>, limits: &Limits, facts: &mut Facts) {
    for at in memchr::memmem::find_iter(text, b"URL").take(MOST) {
        let Some((path, end)) = module_at(text, at + 3, b"") else { continue };
        let mut behind = text.get(end..).unwrap_or_default().iter().filter(|byte| !byte.is_ascii_whitespace());
        let of_file = OF_FILE.iter().all(|byte| behind.next() == Some(byte)) && behind.next().is_some_and(|byte| b"),".contains(byte));
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let file = path.rsplit('/').next().is_some_and(|name| name.trim_start_matches('.').contains('.'));
        if !of_file || !file || path.contains(':') || path.starts_with('/') {
            continue;
        }
        let module = if path.starts_with('.') { path.to_owned() } else { format!("./{path}") };
        let Some(node) = root.descendant_for_byte_range(at, at + 3).filter(|node| is_word(*node)) else { continue };
        if known.insert(module.as_str().into()) {
            add(facts, limits, import(node, &module));
        }
    }
}

/// Whether a node is the word itself: neither a text nor a comment.
fn is_word(node: Node<'_>) -> bool {
    node.kind() == "import" || node.kind() == "identifier" || node.kind() == "type_identifier" || node.is_error()
}

/// The module that a call names whose word ends at a place, where it is a text without computed parts, and where that ends.
fn module_at<'t>(text: &'t [u8], at: usize, way: &[u8]) -> Option<(&'t str, usize)> {
    let text = text.get(..text.len().min(at.saturating_add(2 * LONGEST)))?;
    let spaces = |at: usize| at + text.iter().skip(at).take_while(|byte| byte.is_ascii_whitespace()).count();
    text.get(at..)?.strip_prefix(way)?;
    let mut at = spaces(at + way.len());
    text.get(at).filter(|byte| **byte == b'(')?;
    at = spaces(at + 1);
    while text.get(at..)?.starts_with(b"/*") {
        at = spaces(at + memchr::memmem::find(text.get(at..)?, b"*/")? + 2);
    }
    let quote = *text.get(at).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let rest = text.get(at + 1..)?;
    let module = rest.get(..memchr::memchr(quote, rest.get(..rest.len().min(LONGEST))?)?)?;
    let plain = !module.is_empty() && !module.contains(&b'\\') && memchr::memmem::find(module, b"${").is_none();
    let module = std::str::from_utf8(module).ok().filter(|_| plain)?;
    Some((module, at + module.len() + 2))
}

/// The import that a word stands for.
fn import(node: Node<'_>, module: &str) -> Import {
    let (mut typed, mut lazy) = (false, false);
    for outer in std::iter::successors(node.parent(), Node::parent) {
        let kind = outer.kind();
        typed |=
            matches!(kind, "type_annotation" | "type_alias_declaration" | "type_arguments" | "type_parameters" | "interface_declaration");
        lazy |= matches!(kind, "arrow_function" | "function_expression" | "function_declaration" | "method_definition");
    }
    let guard = if typed { Guard::TypeChecking } else { Guard::Always };
    let line = count(node.start_position().row).saturating_add(1);
    Import { module: module.into(), level: 0, what: Imported::Module, alias: None, line, lazy, dynamic: true, guard, within: None }
}

/// What comments at the beginning of a file import.
fn comments(text: &[u8], known: &BTreeSet<Box<str>>, limits: &Limits, facts: &mut Facts) {
    let mut block = false;
    for (line, text) in (1u32..).zip(text.split(|byte| *byte == b'\n')) {
        let text = text.trim_ascii();
        let opens = text.starts_with(b"/*");
        if !(block || opens || text.is_empty() || text.starts_with(b"//") || text.starts_with(b"#!")) {
            return;
        }
        block = (block || opens) && memchr::memmem::find(text, b"*/").is_none();
        let Ok(text) = std::str::from_utf8(text) else { continue };
        let told = |module: &str, guard: Guard| Import {
            module: module.into(),
            level: 0,
            what: Imported::Module,
            alias: None,
            line,
            lazy: false,
            dynamic: true,
            guard,
            within: None,
        };
        if let Some(reference) = text.strip_prefix("///").map(str::trim_start).and_then(|rest| rest.strip_prefix("<reference")) {
            for (name, beside) in [("types", ""), ("path", "./")] {
                let Some(module) = value(reference, name) else { continue };
                let beside = if module.starts_with('.') { "" } else { beside };
                let module = format!("{beside}{module}");
                if !known.contains(&*module) {
                    add(facts, limits, told(&module, Guard::TypeChecking));
                }
            }
        } else if let Some((_, rest)) = text.split_once("@jsxImportSource ")
            && let Some(module) = rest.split_whitespace().next().filter(|module| module.len() <= LONGEST && !known.contains(*module))
        {
            add(facts, limits, told(module, Guard::Always));
        }
    }
}

/// The value of an attribute.
fn value<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.split_once(&format!(" {name}="))?.1;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split_once(quote).map(|(value, _)| value).filter(|value| !value.is_empty() && value.len() <= LONGEST)
}

fn add(facts: &mut Facts, limits: &Limits, import: Import) {
    if facts.imports.len() >= limits.entries {
        facts.stopped.get_or_insert(Stopped::TooMany);
        return;
    }
    facts.imports.push(import);
}

#[cfg(test)]
mod tests {
    use crate::code::{Guard, Language, facts};

    fn imports(text: &str) -> Vec<(String, Guard)> {
        facts(Language::TypeScript, text.as_bytes()).imports.into_iter().map(|import| (import.module.to_string(), import.guard)).collect()
    }

    #[test]
    fn types_import_wherever_they_stand() {
        let text = "type A = import(\"a\").X;\nlet b: typeof import('b');\ninterface I { c: import(`c`).Y }\n\
                    function f(d = import('d'), e: import('e').T): import('f').Z {}\nclass K { @dec(require('g')) x: import('h').W }\n\
                    import i = require('i');\nconst s = \"import('no')\"; // import('no')\nx.import('no'); import(`no${1}`);\n\
                    const j = require('j'), k = await import('k'), l = require.resolve('l');";
        let mut found = imports(text);
        found.sort();
        assert_eq!(
            found.iter().map(|(module, _)| &**module).collect::<Vec<_>>(),
            ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]
        );
        let typed: Vec<&str> = found.iter().filter(|(_, guard)| *guard == Guard::TypeChecking).map(|(module, _)| &**module).collect();
        assert_eq!(typed, ["a", "b", "c", "f", "h"]);
    }

    #[test]
    fn addresses_from_the_file_itself_import() {
        let text = "new Worker(new URL('./w.ts', import.meta.url), {});\nnew URL(/* webpack */ \"x/y.png?url\",\n  import.meta.url\n);\n\
                    new URL('..', import.meta.url); new URL('./data/', import.meta.url); new URL('./a.ts', base); new URL('https://a.b/c.js', import.meta.url);\n\
                    // new URL('./no.ts', import.meta.url)\nnew URL('/top.js', import.meta.url);";
        assert_eq!(imports(text).iter().map(|(module, _)| &**module).collect::<Vec<_>>(), ["./w.ts", "./x/y.png"]);
    }

    #[test]
    fn comments_that_compilers_read_import() {
        let text = "#!/usr/bin/env x\n/* @jsxImportSource preact */\n/// <reference types=\"node\" />\n/// <reference path='a.d.ts'/>\nlet a;\n/// <reference types=\"no\" />";
        assert_eq!(imports(text).iter().map(|(module, _)| &**module).collect::<Vec<_>>(), ["preact", "node", "./a.d.ts"]);
    }
}
