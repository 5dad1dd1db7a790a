//! Files that are made to be hard, or are no code at all: every one ends, and soon.

use landfall::code::facts::Stopped;
use landfall::code::{Facts, Language, Limits, facts, facts_within};

fn all(bytes: &[u8]) -> Vec<Facts> {
    Language::ALL.iter().map(|&language| facts(language, bytes)).collect()
}

#[test]
fn deep_parentheses() {
    for open in ["(", "[", "{", "f(", "if x:\n", "((", "a.b(", "<a>", "x?", "!", "-", "not ", "lambda:", "`${"] {
        all(open.repeat(20_000).as_bytes());
    }
    let closed = format!("x = {}1{}\nclass After: pass\n", "(".repeat(100_000), ")".repeat(100_000));
    let read = facts(Language::Python, closed.as_bytes());
    assert!(read.stopped.is_some() || read.defining("After").count() == 1, "{:?} {:?}", read.stopped, read.syntax);
}

#[test]
fn deep_definitions_are_left_out_and_said() {
    let mut text = String::new();
    for depth in 0..200 {
        text.push_str(&format!("{}class C{depth}:\n", " ".repeat(depth)));
    }
    text.push_str(&format!("{}x = 1\n", " ".repeat(200)));
    let read = facts(Language::Python, text.as_bytes());
    assert_eq!(read.stopped, Some(Stopped::TooDeep));
    assert!(read.definitions.len() >= 64);
    let nested = "class A { ".repeat(3_000) + &"}".repeat(3_000);
    assert_eq!(facts(Language::Java, nested.as_bytes()).stopped, Some(Stopped::TooDeep));
}

#[test]
fn one_long_line() {
    let line = "x = [".to_owned() + &"1, ".repeat(1_000_000) + "]\n";
    for read in all(line.repeat(4).as_bytes()) {
        assert!(matches!(read.stopped, Some(Stopped::TooLarge { most: 4_194_304, .. })), "{:?}", read.stopped);
        assert_eq!(read.parses(), None);
    }
    let read = facts(Language::Python, line.as_bytes());
    assert_eq!((read.definitions.len(), read.syntax.count), (1, 0));
    let wide = Limits { bytes: 20 << 20, ..Limits::default() };
    let read = facts_within(Language::Python, "a=1;".repeat(10 << 18).as_bytes(), &wide);
    assert_eq!(read.stopped, Some(Stopped::TooMany));
}

#[test]
fn zero_bytes_and_broken_text() {
    all(b"");
    all(&[0; 10_000]);
    all(&[0xff; 10_000]);
    all(b"\xef\xbb\xbfimport a\n");
    all(&(0..=255).cycle().take(50_000).collect::<Vec<u8>>());
    let read = facts(Language::Python, b"x = 1\ny = '\xe9'\nclass A: pass\n");
    assert_eq!((read.syntax.count, read.syntax.first[0].line, read.syntax.first[0].column), (1, 2, 6));
    assert_eq!(read.defining("A").count(), 1);
    let read = facts(Language::Python, b"# -*- coding: latin-1 -*-\ny = '\xe9'\n");
    assert_eq!(read.parses(), Some(true));
    let read = facts(Language::Python, b"class A\0: pass\nclass B: pass\n");
    assert_eq!(read.parses(), Some(false));
    assert_eq!(facts(Language::Python, b"\xef\xbb\xbfimport a\n").parses(), Some(true));
}

const SAMPLES: [(Language, &str); 5] = [
    (
        Language::Python,
        "from .a import (b as c,\n  d)\n@patch('x.y')\nclass A(B, metaclass=C):\n  x: int = 1\n  async def f(self, *a, **k): return f\"{x!r:>{w}}\"\nmatch x:\n  case {'a': [1, *r]}: del q, z\n__all__ = ['a'] + b\ntry:\n  import é\nexcept* E as e: pass\n",
    ),
    (
        Language::Tsx,
        "import d, { type a as b } from './m'; export default class A<T> extends B<T> { #x = 1; m() { return <a b={`${c}`}>é</a> } }\nexport { x as default } from 'y'; const { q: [r = 1] } = require('z'); enum E { A = 1 }\n",
    ),
    (
        Language::Rust,
        "pub use a::{b::{self, c as d}, e::*}; #[cfg(test)] mod t { impl<'a> X for &'a mut y::Z<T> { fn f() { use é::g; } } } macro_rules! m { ($x:expr) => { r#\"\"# } }\n",
    ),
    (
        Language::Go,
        "package p\nimport (\n x \"a/b\"\n)\ntype T struct { A; *b.C; d, e int }\nfunc (t *T) M[K any]() { s := `é` }\nvar ( a, b = 1, 2 )\n",
    ),
    (
        Language::Java,
        "package a.b; import static c.D.*; @X(y = \"é\") public class E<T> extends F<T> implements G { int h = 1; enum I { J { void k() {} } } record L(int m) {} }\n",
    ),
];

#[test]
fn cut_off_at_any_byte() {
    for (language, text) in SAMPLES {
        assert!(facts(language, text.as_bytes()).definitions.len() > 1);
        for end in 0..text.len() {
            facts(language, &text.as_bytes()[..end]);
            facts(language, &text.as_bytes()[end..]);
        }
    }
}

#[test]
fn one_byte_changed_anywhere() {
    for (language, text) in SAMPLES {
        for at in 0..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            for byte in [0, b'(', b'"', b'\n', 0xff] {
                bytes[at] = byte;
                facts(language, &bytes);
                landfall::code::facts_of_names(&bytes, &[at as u32 / 2, at as u32]);
            }
        }
    }
}

#[test]
fn facts_survive_a_cache() {
    for (language, text) in SAMPLES {
        let read = facts(language, text.as_bytes());
        let kept = serde_json::to_vec(&read).expect("facts can be written");
        assert_eq!(serde_json::from_slice::<Facts>(&kept).expect("facts can be read"), read);
    }
}
