//! Go and Java: what is read of each construct.

use landfall::code::Language;

use crate::shown::expect;

#[test]
fn go_packages_imports_and_declarations() {
    expect(
        Language::Go,
        "package app\n\nimport \"fmt\"\nimport (\n\tx \"a/b\"\n\t. \"c/d\"\n\t_ \"e\"\n)\n\nconst A, b = 1, 2\nvar (\n\tC int\n\td = 1\n)\n\
         type T struct { Base; *pkg.Other; N, m int }\ntype I interface { Go(); fmt.Stringer }\ntype F func()\ntype L = T\n\
         func (t *T) Run() {}\nfunc (g G[K]) walk() {}\nfunc New() *T { return nil }\nfunc init() {}\n",
        "package app\n10 constant A exported\n10 constant b\n12 assignment C assigned exported\n13 assignment d assigned\n\
         15 class T exported < Base, pkg.Other\n15 field T.N exported\n15 field T.m\n16 interface I exported < fmt.Stringer\n16 method I.Go exported\n17 type F exported\n18 type L exported\n\
         19 method T.Run exported\n20 method G.walk\n21 function New exported\n22 function init\n\
         3 import fmt\n5 import a/b as x\n6 import c/d : *\n7 import e as _",
    );
    expect(
        Language::Go,
        "//go:build linux\n\npackage p\n\nfunc F() {}\n// import \"no\"\nvar s = `import \"no\"`\n",
        "package p\n5 function F exported conditional\n7 assignment s assigned conditional",
    );
}

#[test]
fn java_packages_imports_and_types() {
    expect(
        Language::Java,
        "package com.acme.app;\nimport java.util.List;\nimport static a.B.c;\nimport static a.D.*;\nimport x.y.*;\n\
         public class Foo extends Bar<T> implements I, p.J {\n  public static final int N = 1, M = 2;\n  Foo() { class Local {} }\n  @Override\n  public void run() { new Object() { void q() {} }; }\n\
         \x20 interface Inner { int K = 1; void go(); }\n  enum E { A, B { void x() {} }; void e() {} }\n  record R(int a) {}\n  @interface Ann { int v(); }\n}\n// class No {}\n",
        "package com.acme.app\n6 class Foo exported < Bar, I, p.J\n7 field Foo.N exported\n7 field Foo.M exported\n8 class Foo.Foo.Local local\n10 method Foo.run exported\n\
         11 interface Foo.Inner\n11 field Foo.Inner.K\n11 method Foo.Inner.go\n12 enum Foo.E\n12 field Foo.E.A exported\n12 field Foo.E.B exported\n12 method Foo.E.e\n\
         13 class Foo.R\n13 field Foo.R.a exported\n14 interface Foo.Ann\n14 method Foo.Ann.v\n\
         2 import java.util : List\n3 import a.B : c\n4 import a.D : *\n5 import x.y : *",
    );
}
