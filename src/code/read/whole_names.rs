//! Names written out from their package on: `old_lib::x()` and `com.acme.Old.call()`, which Rust and Java take without an import, and
//! `package.module.f()` of Python, which takes an import of the package alone.

use super::super::language::Language;
use super::{Limits, count, parse, readable};
use tree_sitter::Node;

/// The longest name that is kept, in bytes.
const LONGEST: usize = 500;

/// The parts of names, and what stands between them.
enum Leaf {
    Name,
    Joint,
    Other,
}

/// Every name of two parts or more that stands in the code, beside imports, with its line; none in other languages.
pub fn whole_names(language: Language, bytes: &[u8]) -> Vec<(Box<str>, u32)> {
    let joint = match language {
        Language::Rust => "::",
        Language::Java | Language::Python => ".",
        _ => return Vec::new(),
    };
    let limits = Limits::default();
    if bytes.len() > limits.bytes {
        return Vec::new();
    }
    let (text, _) = readable(bytes);
    let Some(tree) = parse(language, &text, &limits) else { return Vec::new() };
    let mut reader = Reader { joint, most: limits.entries, text: &text, found: Vec::new(), name: String::new(), line: 0, open: Open::Free };
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        let passed = matches!(
            node.kind(),
            "use_declaration"
                | "extern_crate_declaration"
                | "visibility_modifier"
                | "import_declaration"
                | "package_declaration"
                | "import_statement"
                | "import_from_statement"
        );
        if passed || node.is_extra() {
            reader.end();
        } else if cursor.goto_first_child() {
            continue;
        } else {
            reader.leaf(node);
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                reader.end();
                return reader.found;
            }
        }
    }
}

/// Where the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A name may begin.
    Free,
    /// A part of a name was read, and a joint may follow.
    Named,
    /// A joint was read, and a part may follow.
    Joined,
    /// Something else was read that a joint may follow: what is taken from it begins no name.
    Taken,
}

struct Reader<'t> {
    joint: &'static str,
    most: usize,
    text: &'t [u8],
    found: Vec<(Box<str>, u32)>,
    name: String,
    line: u32,
    open: Open,
}

impl Reader<'_> {
    fn leaf(&mut self, node: Node<'_>) {
        let text = self.text.get(node.byte_range()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        // Within a macro the crate is called so.
        let text = if text == "$crate" { "crate" } else { text };
        let leaf = match node.kind() {
            _ if text == "crate" => Leaf::Name,
            "self" | "super" => Leaf::Name,
            kind if kind.ends_with("identifier") => Leaf::Name,
            _ if text == self.joint => Leaf::Joint,
            _ => Leaf::Other,
        };
        match (leaf, self.open) {
            (Leaf::Name, Open::Joined) if self.name.is_empty() => self.open = Open::Taken,
            (Leaf::Name, Open::Joined) => {
                self.name.push_str(self.joint);
                self.name.push_str(text);
                self.open = Open::Named;
            }
            (Leaf::Name, _) => {
                self.end();
                self.name.push_str(text);
                self.line = count(node.start_position().row).saturating_add(1);
                self.open = Open::Named;
            }
            (Leaf::Joint, Open::Named) => self.open = Open::Joined,
            // `::kb::x` begins at the crates.
            (Leaf::Joint, Open::Free) if self.joint == "::" => self.open = Open::Free,
            (Leaf::Joint, _) => {
                self.end();
                self.open = Open::Joined;
            }
            (Leaf::Other, _) => {
                self.end();
                self.open = if matches!(text, ">" | ")" | "]" | "}") || node.is_named() { Open::Taken } else { Open::Free };
            }
        }
    }

    /// Keeps the name that ends here.
    fn end(&mut self) {
        let name = std::mem::take(&mut self.name);
        self.open = Open::Free;
        if name.contains(self.joint) && name.len() <= LONGEST && self.found.len() < self.most {
            self.found.push((name.into(), self.line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(language: Language, text: &str) -> Vec<String> {
        whole_names(language, text.as_bytes()).into_iter().map(|(name, line)| format!("{line} {name}")).collect()
    }

    #[test]
    fn names_of_rust_stand_in_code_and_in_macros() {
        assert_eq!(names(Language::Rust, "macro_rules! m {\n  () => { $crate::old::x() }\n}\n"), ["2 crate::old::x"]);
        let text = "use a::b;\n// c::d()\nfn f() -> ::kb::T {\n  let s = \"e::f\";\n  println!(\"{}\", crate::old::g(1));\n  \
                    Vec::<u8>::with(x.y).h();\n  <T as k::L>::m()\n}\npub(in crate::z) fn n() {}\n";
        assert_eq!(names(Language::Rust, text), ["3 kb::T", "5 crate::old::g", "7 k::L"]);
    }

    #[test]
    fn names_of_java_are_dotted() {
        let text = "package p.q;\nimport a.b.C;\nclass D {\n  // e.f.G\n  com.acme.Old old = com.acme.Old\n    .call(\"h.i\");\n  \
                    int j() { return k().l.m; }\n}\n";
        assert_eq!(names(Language::Java, text), ["5 com.acme.Old", "5 com.acme.Old.call"]);
    }

    #[test]
    fn names_of_python_are_dotted() {
        let text = "import a.b\nfrom c.d import e\nx = a.b.C(y).z  # f.g\ndef h(self):\n    self.i.j('k.l', m[0].n)\n";
        assert_eq!(names(Language::Python, text), ["3 a.b.C", "5 self.i.j"]);
    }
}
