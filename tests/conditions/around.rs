//! Absolute names of Python that no root of the search path has: what lies beside a program, and beside its top package.

use crate::trees::{Memory, found, hold, one, reason, seen, truths};
use landfall::evidence::Truth::{False, True};
use landfall::progress::Observed;

/// Two packages below a folder that nothing says to be a root.
const SHOP: (&str, &str) = ("backend/shop/__init__.py", "");
const VIEWS: (&str, &str) = ("backend/shop/views.py", "from billing.models import Invoice\n");
const BILLING: (&str, &str) = ("backend/billing/__init__.py", "");
const MODELS: (&str, &str) = ("backend/billing/models.py", "class Invoice: pass\n");

const APART: &str = "isolation \"backend/shop\", \"backend/billing\"";
const UNUSED: &str = "no import \"backend/billing\" under \"**\"";

fn observed(at: &str, files: &[(&str, &str)]) -> Observed {
    hold(&format!("retire r \"R\" deprecated at \"{at}\""), &Memory::new(files)).observed()
}

#[test]
fn packages_beside_each_other_import_by_their_names() {
    let (truth, answer) = one(APART, &[SHOP, VIEWS, BILLING, MODELS]);
    assert_eq!(
        (truth, seen(&answer)),
        (False, vec!["backend/shop/views.py:1 (backend/shop imports backend/billing: billing.models: Invoice)".to_owned()])
    );
    for import in
        ["import billing.models\n", "from billing import models\n", "import importlib\nimportlib.import_module('billing.models')\n"]
    {
        let files = [SHOP, ("backend/shop/views.py", import), BILLING, MODELS];
        assert_eq!(truths(&format!("{APART}\n{UNUSED}"), &files), [False, False], "{import}");
    }
    let namespaces = [VIEWS, MODELS];
    assert_eq!(truths(&format!("{APART}\n{UNUSED}"), &namespaces), [False, False], "without a file of their own");
    let other = [SHOP, ("backend/shop/views.py", "from other.models import Invoice\n"), BILLING, MODELS];
    assert_eq!(truths(&format!("{APART}\n{UNUSED}"), &other), [True, True]);
}

#[test]
fn a_package_that_was_deleted_is_still_imported() {
    for at in ["backend/billing", "backend/billing/models.py"] {
        assert_eq!(observed(at, &[SHOP, VIEWS]), Observed::Partial, "{at}");
        assert_eq!(observed(at, &[VIEWS]), Observed::Partial, "{at}");
    }
    assert_eq!(truths(&format!("{APART}\n{UNUSED}"), &[SHOP, VIEWS]), [False, False]);
    let submodule = [SHOP, ("backend/shop/views.py", "from billing import models\n"), BILLING];
    assert_eq!(
        truths("isolation \"backend/shop\", \"backend/billing/models\"", &submodule),
        [False],
        "the package is there, the module is not"
    );
}

#[test]
fn what_a_root_has_is_meant_and_nothing_beside() {
    let top = [SHOP, VIEWS, BILLING, MODELS, ("billing/__init__.py", ""), ("billing/models.py", "class Invoice: pass\n")];
    assert_eq!(truths(&format!("{APART}\n{UNUSED}"), &top), [True, True]);
    let lacking = [SHOP, VIEWS, BILLING, MODELS, ("billing/readme.md", "")];
    assert_eq!(truths(APART, &lacking), [False], "a folder without code is no package");
}

#[test]
fn who_lies_elsewhere_may_mean_it() {
    let away = ("scripts/run.py", "from billing.models import Invoice\n");
    let (truth, _) = one(UNUSED, &[SHOP, BILLING, MODELS, away]);
    assert_eq!(
        reason(&truth),
        "`scripts/run.py`, line 1, imports `billing.models`, which may be backend/billing, or something that is installed"
    );
    let apart = "isolation \"scripts\", \"backend/billing\"";
    assert!(reason(&one(apart, &[SHOP, BILLING, MODELS, away]).0).contains("`scripts/run.py`, line 1"));
    let asked = ("requirements.txt", "billing==1.0\n");
    assert_eq!(truths(UNUSED, &[SHOP, BILLING, MODELS, away, asked]), [True], "it is installed");
    let each = hold(
        "component c \"C\" each \"scripts/*.py\" done when no import \"backend/billing\"",
        &Memory::new(&[SHOP, BILLING, MODELS, away]),
    );
    assert!(matches!(each.observed(), Observed::Unknown(_)));
}

#[test]
fn what_lay_beside_a_program_is_missed() {
    for import in
        ["import helper\n", "from helper import x\n", "from . import helper\n", "from .helper import x\n", "__import__('helper')\n"]
    {
        assert_eq!(observed("s/helper.py", &[("s/app.py", import)]), Observed::Partial, "{import}");
        assert_eq!(
            truths("no import \"s/helper.py\" under \"**\"", &[("s/app.py", import), ("s/helper.py", "x = 1\n")]),
            [False],
            "{import}"
        );
    }
    let without_ending = [("s/app.py", "import helper\n"), ("s/helper.py", "")];
    assert_eq!(truths("no import \"s/helper\" under \"**\"", &without_ending), [False]);
    assert_eq!(observed("s/helper.py", &[("s/app.py", "import helpers\n")]), Observed::Absent);
    assert_eq!(observed("s/helper.py", &[("s/app.py", "import helper\n"), ("helper.py", "")]), Observed::Absent, "another one is found");
    assert!(
        matches!(observed("s/helper.py", &[("s/__init__.py", ""), ("s/app.py", "import helper\n")]), Observed::Unknown(_)),
        "within a package only what runs as a program finds it"
    );
    assert_eq!(
        observed("helper.py", &[("__init__.py", ""), ("app.py", "from .helper import x\n")]),
        Observed::Partial,
        "the top is a package"
    );
}

#[test]
fn what_the_language_brings_or_is_installed_is_not_missed() {
    assert_eq!(observed("s/logging.py", &[("s/app.py", "import logging\n")]), Observed::Absent);
    assert_eq!(
        observed("s/calendar", &[("s/app.py", "import calendar.models\n")]),
        Observed::Partial,
        "no module of the language has parts"
    );
    let asked = [("s/app.py", "import redis\n"), ("requirements.txt", "redis>=4\n")];
    assert!(matches!(observed("s/redis.py", &asked), Observed::Unknown(_)));
    let package = [("s/__init__.py", ""), asked[0], asked[1]];
    assert_eq!(observed("s/redis.py", &package), Observed::Absent);
}

#[test]
fn modules_of_a_folder_that_the_search_path_is_given_may_be_meant() {
    let files = [("be/run.py", "import sys\nsys.path.insert(0, 'kit')\nimport helper\n"), ("be/kit/helper.py", "x = 1\n")];
    for line in ["isolation \"be/run.py\", \"be/kit\"", "no import \"be/kit/helper.py\" under \"**\""] {
        assert!(reason(&one(line, &files).0).contains("`be/run.py`, line 3"), "{line}");
    }
}

#[test]
fn one_module_may_have_several_names() {
    let files = [("be/requirements.txt", ""), ("be/app/x.py", "from auth.core import f\n"), ("be/auth/core.py", "def f(): pass\n")];
    assert_eq!(truths("no import \"be.auth\" under \"**\"\nno import \"auth\" under \"**\"", &files), [False, False]);
}

#[test]
fn an_entry_that_cannot_be_told_says_why() {
    let lines = "registry r \"R\" for python under \"be/\" {\nworks \"auth.core\" names login\n}";
    assert_eq!(
        found("unknown-evidence", lines, &[("be/app/x.py", "x = 1\n")]),
        ["`auth.core` (login) could not be measured: `auth` is not in the tree: it may be of the standard library or installed"]
    );
}
