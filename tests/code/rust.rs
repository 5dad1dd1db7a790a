//! Rust: what is read of each construct.

use landfall::code::Language;

use crate::shown::expect;

#[test]
fn items_with_qualified_names() {
    expect(
        Language::Rust,
        "pub struct A { x: u8 }\nimpl A { pub fn new() -> Self { A }\n  const N: u8 = 1; }\nimpl<T> fmt::Display for a::B<T> { fn fmt(&self) {} }\npub enum E { P, Q(u8) }\n\
         pub trait T { type O; fn t(&self); fn d(&self) {} }\nmod m { pub fn f() {} pub mod n { struct S; } }\npub const C: u8 = 1;\nstatic D: u8 = 2;\ntype Y = u8;\nunion U { a: u8 }\n\
         macro_rules! mac { () => {} }\n#[macro_export]\nmacro_rules! out { () => {} }\n",
        "1 class A exported\n2 method A.new exported\n3 constant A.N\n4 method B.fmt\n5 enum E exported\n5 field E.P exported\n5 field E.Q exported\n\
         6 interface T exported\n6 type T.O\n6 method T.t\n6 method T.d\n7 module m\n7 module m.n exported\n7 function m.f exported\n7 class m.n.S\n8 constant C exported\n9 constant D\n\
         10 type Y\n11 class U\n12 macro mac\n14 macro out exported",
    );
}

#[test]
fn use_trees_have_one_import_a_leaf() {
    expect(
        Language::Rust,
        "use a;\nuse a::b as c;\npub use crate::d::{self, e::{F, G as H}, i::*};\nuse super::{self as up, j};\npub(crate) use ::k::L;\nextern crate m as n;\nfn f() { use o::P; }\nmod q { use r::S; }\n",
        "7 function f\n8 module q\n1 import a\n2 import a : b as c\n3 import crate : d\n3 import crate::d::e : F\n3 import crate::d::e : G as H\n3 import crate::d::i : *\n\
         4 import super as up\n4 import super : j\n5 import k : L\n6 import m as n\n7 import o : P lazy\n8 import r : S in q\n\
         3 export d = d from crate\n3 export F = F from crate::d::e\n3 export H = G from crate::d::e\n3 export * from crate::d::i\n5 export L = L from k to crate",
    );
}

#[test]
fn attributes_tell_the_circumstances_and_the_file() {
    expect(
        Language::Rust,
        "#[cfg(test)]\nmod tests { fn t() {} }\n#[path = \"other.rs\"]\npub mod p;\nmod q;\n#[cfg(unix)]\nfn u() {}\n#[test]\nfn w() {}\n#[cfg(feature = \"x\")]\nuse y::Z;\nlazy_static! { static ref A: u8 = 1; }\n// mod no;\n",
        "2 module tests test\n2 function tests.t test\n4 module p exported open = other.rs\n5 module q open\n7 function u conditional\n9 function w test\n11 import y : Z conditional\n12 opaque lazy_static!",
    );
}

#[test]
fn how_far_pub_reaches_is_kept() {
    expect(
        Language::Rust,
        "fn a() {}\npub fn b() {}\npub(crate) struct C;\npub (super) mod d;\npub(in crate::e::f) const G: u8 = 1;\npub(super) use h::I;\n",
        "1 function a\n2 function b exported\n3 class C exported to crate\n4 module d exported open to super\n5 constant G exported to in crate::e::f\n\
         6 import h : I\n6 export I = I from h to super",
    );
}
