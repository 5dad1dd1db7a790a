//! Python: what is read of each construct.

use landfall::code::{Language, facts};

use crate::shown::expect;

fn python(text: &str, expected: &str) {
    expect(Language::Python, text, expected);
}

#[test]
fn classes_and_functions_have_qualified_names() {
    python(
        "class A(base.B, C[int], make(), metaclass=Meta):\n    x = 1\n    async def run(self): pass\n    class In:\n        def deep(self): pass\n\
         def f():\n    def g():\n        class L: pass\n",
        "1 class A open < base.B, C, ?\n2 assignment A.x assigned\n3 method A.run\n4 class A.In\n5 method A.In.deep\n6 function f\n\
         7 function f.g local\n8 class f.g.L local",
    );
}

#[test]
fn decorators_are_known_or_leave_it_open() {
    python(
        "@dataclass(frozen=True)\nclass A:\n    x: int\n    y: int = 2\n@register\nclass B: pass\n@app.get('/')\nasync def f(): pass\n",
        "2 class A\n3 declaration A.x\n4 assignment A.y assigned\n6 class B open\n8 function f open",
    );
}

#[test]
fn assignments_of_every_form_define() {
    python(
        "DataSubAgent = agents.DataAgent\nX: int = 1\nY: int\na, (b, *c) = 1, (2, 3)\n[d] = [1]\ne = g = 5\nA.b = 1\nclass A: pass\nA.c = f\n",
        "1 assignment DataSubAgent assigned = agents.DataAgent\n2 assignment X assigned\n3 declaration Y\n4 assignment a assigned\n\
         4 assignment b assigned\n4 assignment c assigned\n5 assignment d assigned\n6 assignment e assigned\n6 assignment g assigned\n\
         8 class A\n9 assignment A.c assigned = f",
    );
}

#[test]
fn names_bound_by_the_way_are_bindings() {
    python(
        "for i, j in x: k = 1\nwith open(f) as h: pass\nmatch v:\n    case Point(x=px) if ok: m = 1\n    case [first, *rest]: pass\n    case {'a': q}: pass\n    case _ as whole: pass\n\
         def f():\n    global late\n    late = 1\nif (n := 5): pass\n",
        "1 binding i conditional\n1 binding j conditional\n1 assignment k assigned conditional\n2 binding h\n4 binding px conditional\n\
         4 assignment m assigned conditional\n5 binding first conditional\n5 binding rest conditional\n6 binding q conditional\n7 binding whole conditional\n8 function f\n9 binding late conditional\n11 binding n conditional",
    );
}

#[test]
fn circumstances_are_told() {
    python(
        "if sys.version_info > (3,):\n    def a(): pass\nelif y:\n    def b(): pass\nelse:\n    def c(): pass\n\
         try:\n    import fast\nexcept ImportError:\n    fast = None\nelse:\n    d = 1\nfinally:\n    e = 1\n\
         try:\n    g = 1\nfinally:\n    pass\nif TYPE_CHECKING:\n    from m import T\nelse:\n    T = None\nif __name__ == '__main__':\n    z = 1\n\
         with lock:\n    w = 1\nwhile x:\n    v = 1\n",
        "2 function a conditional\n4 function b conditional\n6 function c conditional\n10 assignment fast assigned conditional\n\
         12 assignment d assigned conditional\n14 assignment e assigned\n16 assignment g assigned\n22 assignment T assigned\n\
         24 assignment z assigned main\n26 assignment w assigned\n28 assignment v assigned conditional\n\
         8 import fast conditional\n20 import m : T type-checking",
    );
}

#[test]
fn imports_of_every_form() {
    python(
        "import a.b, c as d\nfrom . import s\nfrom ..p.q import (x as y,\n    z)\nfrom .m import *\nfrom __future__ import annotations\n\
         def f():\n    import lazy.one\n    from k import v\nclass C:\n    from w import u\n",
        "7 function f\n10 class C\n1 import a.b\n1 import c as d\n2 import . : s\n3 import ..p.q : x as y\n4 import ..p.q : z\n5 import .m : *\n\
         6 import __future__ : annotations\n8 import lazy.one lazy\n9 import k : v lazy\n11 import w : u in C",
    );
}

#[test]
fn imports_by_call_need_a_literal_or_the_package_in_front() {
    python(
        "m = importlib.import_module('a.b')\nimport_module('.c', __package__)\n__import__(\"d\")\nimport_module(name)\nimport_module(f'a.{x}')\n\
         def f():\n    return import_module('e' '.f')\n",
        "1 assignment m assigned\n6 function f\n1 import a.b dynamic\n2 import .c dynamic\n3 import d dynamic\n5 import a : * dynamic\n\
         7 import e.f lazy dynamic",
    );
    python(
        "import_module('.b', package='a.c')\nimport_module('..b', 'a.c')\npytest.importorskip('d')\nimport_module('e.f.' + x)\n\
         import_module('g.%s' % x)\nimport_module('h.{}.i'.format(x))\nimport_module('j' + x)\nimport_module(x + 'k.l')\nimport_module(f'{x}.m')\n",
        "1 import a.c.b dynamic\n2 import a.b dynamic\n3 import d dynamic\n4 import e.f : * dynamic\n5 import g : * dynamic\n6 import h : * dynamic",
    );
}

#[test]
fn comments_and_strings_are_no_code() {
    python("# import a\n\"\"\"import b\nclass C: pass\nfrom x import y\n\"\"\"\ns = 'import c'\n", "6 assignment s assigned");
}

#[test]
fn all_is_collected() {
    python(
        "__all__ = ['a', \"b\"]\n__all__ += ['c']\n__all__.append('d')\n__all__.extend(('e',))\n",
        "1 assignment __all__ assigned\n1 all a b c d e",
    );
    python("__all__ = ['a'] + m.__all__\n", "1 assignment __all__ assigned\n1 all a …");
    python("if x:\n    __all__ = ['a']\n", "2 assignment __all__ assigned conditional\n2 all a …");
}

#[test]
fn deletions_and_what_cannot_be_told() {
    python(
        "x = y = 1\ndel x, (y)\nif y:\n    del z\nglobals()['q'] = 1\nglobals().update(a=1)\nsys.modules[__name__] = X()\nexec(code)\nv = globals()['x']\n\
         class C: pass\nsetattr(C, 'run', 1)\nsetattr(C, name, 1)\n",
        "1 assignment x assigned\n1 assignment y assigned\n9 assignment v assigned\n10 class C\n11 assignment C.run assigned\n\
         2 del y\n2 del x\n4 del z conditional\n5 opaque globals()\n6 opaque globals()\n7 opaque sys.modules\n8 opaque exec\n12 opaque setattr(C, …)",
    );
}

#[test]
fn mocks_of_every_form() {
    python(
        "@patch('a.b.C.run')\n@mock.patch(\"a.b.D\", new=1)\n@patch.object(Svc, 'go')\n@patch.dict('os.environ', {})\n@patch.multiple('a.m', x=1, y=DEFAULT, spec=True)\ndef test(m): pass\n\
         def t2(mocker, monkeypatch):\n    mocker.patch('q.r')\n    mocker.patch.object(mod.K, 'n')\n    monkeypatch.setattr('s.t', 1)\n    monkeypatch.setattr(obj, 'u', 1)\n\
         \x20   monkeypatch.delattr('v.w')\n    with patch(target='x.y'), patch('z' '.z'): pass\n    client.patch('/users/1')\n    patch(f'{m}.x')\n",
        "6 function test open\n7 function t2\n1 mock path a.b.C.run\n2 mock path a.b.D\n3 mock object Svc.go\n4 mock path os.environ\n5 mock path a.m.x\n5 mock path a.m.y\n\
         8 mock path q.r\n9 mock object mod.K.n\n10 mock path s.t\n11 mock object obj.u\n12 mock path v.w\n13 mock path x.y\n13 mock path z.z",
    );
}

#[test]
fn type_aliases_and_generics_parse() {
    python("type Pair[T] = tuple[T, T]\ndef f[T](x: T) -> T: ...\nclass A[T](B[T]): ...\n", "1 type Pair\n2 function f\n3 class A < B");
}

#[test]
fn faults_are_counted_with_their_places_and_facts_stay() {
    let read = facts(Language::Python, b"import a\ndef f(:\n    pass\nclass B:\n    pass\nx = )\n");
    assert!(read.syntax.count >= 2, "{:?}", read.syntax);
    assert_eq!(read.syntax.first[0].line, 2);
    assert_eq!(read.parses(), Some(false));
    assert_eq!(&*read.imports[0].module, "a");
    assert!(read.defining("B").next().is_some(), "{:?}", read.definitions);
}

#[test]
fn names_match_whole_or_at_a_dot() {
    let read = facts(Language::Python, b"class AuthUserRepository:\n    def get(self): pass\n");
    assert_eq!(read.defining("UserRepository").count(), 0);
    assert_eq!(read.defining("get").count(), 1);
    assert_eq!(read.defining("AuthUserRepository::get").count(), 1);
    assert_eq!(read.defining("").count(), 0);
}
