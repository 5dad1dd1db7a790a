//! JavaScript and TypeScript: what is read of each construct.

use landfall::code::Language;

use crate::shown::expect;

#[test]
fn imports_of_every_form() {
    let both = "import d, { a, b as c } from './m';\nimport * as ns from \"pkg\";\nimport './side';\nconst lazy = () => import('./later');\nfunction f() { const x = require('inner'); }\n";
    let expected = "4 function lazy assigned\n5 function f\n1 import ./m : default as d\n1 import ./m : a\n1 import ./m : b as c\n2 import pkg as ns\n3 import ./side\n4 import ./later lazy dynamic\n5 import inner as x lazy dynamic";
    for language in [Language::JavaScript, Language::TypeScript, Language::Tsx] {
        expect(language, both, expected);
    }
    expect(
        Language::TypeScript,
        "import type { T } from './t';\nimport { type U, v } from './u';\nimport fs = require('fs');\nexport type { W } from './w';\n",
        "1 import ./t : T type-checking\n2 import ./u : U type-checking\n2 import ./u : v\n3 import fs as fs\n4 import ./w : W type-checking\n4 export W = W from ./w type-only",
    );
}

#[test]
fn commonjs_requires_and_exports() {
    expect(
        Language::JavaScript,
        "const a = require('a');\nconst { b, c: d } = require('./b');\nconst e = require('./e').f;\nrequire('g');\nmodule.exports = { a, run: d, go() {}, k: () => 1, ...require('./more'), p: require('./p') };\n\
         exports.x = 1;\nmodule.exports.y = function () {};\nexports.z = a;\n",
        "5 function go exported\n5 function k assigned exported\n6 assignment x assigned exported\n7 function y assigned exported\n\
         1 import a as a dynamic\n2 import ./b : b dynamic\n2 import ./b : c as d dynamic\n3 import ./e : f as e dynamic\n4 import g dynamic\n5 import ./more dynamic\n5 import ./p dynamic\n\
         5 export default\n5 export a = a\n5 export run = d\n5 export go = go\n5 export k = k\n5 export * from ./more\n5 export p = * from ./p\n6 export x = x\n7 export y = y\n8 export z = a",
    );
    expect(
        Language::JavaScript,
        "module.exports = require('./all');\n",
        "1 import ./all dynamic\n1 export * from ./all\n1 export default = * from ./all",
    );
    expect(
        Language::JavaScript,
        "module.exports = exports = class Foo { bar() {} };\n",
        "1 class Foo\n1 method Foo.bar\n1 export default = Foo",
    );
}

#[test]
fn exports_of_every_form() {
    expect(
        Language::TypeScript,
        "export const X = 1, f = async () => 2;\nexport function g() {}\nexport default class K extends Base<T> implements I { m() {} p = () => 1; #q = 1; static s = 2; }\n\
         export { a as b, X };\nexport { c as d } from './m';\nexport * from './all';\nexport * as ns from './n';\nexport const { h, i: [j] } = z;\n",
        "1 assignment X assigned exported\n1 function f assigned exported\n2 function g exported\n3 class K < Base\n3 method K.m\n3 method K.p assigned\n3 field K.#q\n3 field K.s\n\
         8 assignment h assigned exported\n8 assignment j assigned exported\n\
         5 import ./m : c as d\n6 import ./all : *\n7 import ./n as ns\n\
         3 export default = K\n4 export b = a\n4 export X = X\n5 export d = c from ./m\n6 export * from ./all\n7 export ns = * from ./n",
    );
    expect(
        Language::TypeScript,
        "export default foo;\nconst foo = bar.Baz;\n",
        "2 assignment foo assigned = bar.Baz\n1 export default = foo",
    );
    expect(Language::TypeScript, "class A {}\nexport = A;\n", "1 class A\n2 export default = A");
    expect(Language::JavaScript, "export default function () {}\n", "1 export default");
    expect(Language::TypeScript, "export default function f() {}\n", "1 function f\n1 export default = f");
}

#[test]
fn what_is_declared_and_exported_is_offered() {
    expect(
        Language::TypeScript,
        "export declare class A { m(): void }\nexport declare const b: number, c: string;\nexport declare function d(): void;\nexport declare enum E { F }\n\
         export declare namespace G { const h: 1 }\nexport declare abstract class I {}\nexport declare type J = 1;\ndeclare const k: number;\n",
        "1 class A exported\n1 method A.m\n2 declaration b exported\n2 declaration c exported\n3 function d exported\n4 enum E exported\n4 field E.F\n\
         5 module G exported\n5 declaration G.h\n6 class I exported\n7 type J exported\n8 declaration k",
    );
}

#[test]
fn types_of_typescript() {
    expect(
        Language::TypeScript,
        "export interface I extends J, k.L<M> { a: string; b(): void }\ntype T = string;\nexport enum E { A, B = 2 }\nabstract class C { abstract d(): void; constructor(private x: number) { } }\n\
         namespace N.O { export class P {} }\ndeclare function q(): void;\ndeclare global { interface Window { w: 1 } }\n",
        "1 interface I exported\n1 field I.a\n1 method I.b\n2 type T\n3 enum E exported\n3 field E.A\n3 field E.B\n4 class C\n4 method C.d\n4 method C.constructor\n\
         5 module N.O\n5 class N.O.P exported\n6 function q\n7 interface Window\n7 field Window.w",
    );
}

#[test]
fn jsx_components_and_inner_functions() {
    let text = "import React from 'react';\nexport function App() {\n  function inner() {}\n  class Q {}\n  return <div onClick={() => import('./x')}><b/></div>;\n}\nconst Memo = React.memo(() => <p>import('no')</p>);\n";
    let expected = "2 function App exported\n3 function App.inner local\n4 class App.Q local\n7 assignment Memo assigned\n1 import react : default as React\n5 import ./x lazy dynamic";
    expect(Language::Tsx, text, expected);
    expect(Language::JavaScript, text, expected);
}

#[test]
fn members_given_by_assignment() {
    expect(
        Language::JavaScript,
        "function A() {}\nA.prototype.go = function () {};\nA.of = () => 1;\nconst api = { get() {}, post: async () => 1, n: 1 };\nif (x) { var y = class {} }\n",
        "1 function A\n2 method A.go assigned\n3 method A.of assigned\n4 assignment api assigned\n4 method api.get\n4 method api.post assigned\n5 class y assigned conditional",
    );
}

#[test]
fn mocks_of_modules() {
    expect(
        Language::TypeScript,
        "jest.mock('./svc', () => ({ ...jest.requireActual('./svc') }));\nvi.mock(import('./m'));\n",
        "1 import ./svc lazy dynamic\n2 import ./m dynamic\n1 mock module ./svc\n2 mock module ./m",
    );
}

#[test]
fn comments_and_strings_are_no_code() {
    expect(
        Language::TypeScript,
        "// import a from 'a'\n/* require('b') */\nconst s = \"import('c')\", t = `require('d')`;\n",
        "3 assignment s assigned\n3 assignment t assigned",
    );
}
