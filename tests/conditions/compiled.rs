//! Files that Landfall wrote: what they say is what the plan says, and proves nothing.

use crate::trees::{near, one, reason, remarks, truths};
use landfall::evidence::Truth::{False, True};

const STATUS: &str = "<!-- Compiled by landfall; edit the plan, not this file. -->\n\n# Status\n\nproven, TODO\n";
const DATA: &str = "{\"generator\":\"Compiled by landfall\",\"plan\":{\"counts\":{\"proven\":9}}}";

#[test]
fn a_compiled_report_is_no_file_that_proves_something() {
    let files =
        [("p/status.md", STATUS), ("p/findings.md", STATUS), ("p/README.md", STATUS), ("p/plan.json", DATA), ("p/own.md", "# Own\n")];
    let (truth, answer) = one("file \"p/status.md\"", &files);
    assert_eq!(truth, False);
    assert_eq!(remarks(&answer), ["left out: `p/status.md`, written by landfall, which proves nothing"]);
    assert_eq!(near(&answer), ["p/status.md (written by landfall)"]);
    let conditions =
        "file \"p/own.md\"\nfile \"p/*.md\" >= 2\nfile \"p/*\" == 1\nfile \"p/plan.json\"\nno file \"p/status.md\"\nfile \"p/*.md\" <= 1";
    assert_eq!(truths(conditions, &files), [True, False, False, False, False, False], "they prove neither presence nor absence");
    let copied = [("docs/overview.md", STATUS), ("docs/README.md", "# Own\n<!-- Compiled by landfall, says another -->\n")];
    assert_eq!(
        truths("file \"docs/overview.md\"\nfile \"docs/README.md\"\nfile \"docs/*.md\" >= 2", &copied),
        [False, True, False],
        "wherever it was moved"
    );
}

#[test]
fn what_stands_in_a_compiled_report_proves_nothing() {
    let files = [("p/status.md", STATUS), ("a.md", "proven\n")];
    let (truth, answer) = one("text \"proven\" under \"p/**\"", &files);
    assert_eq!(truth, False);
    assert_eq!(remarks(&answer), ["left out: `p/status.md`, written by landfall, which proves nothing"]);
    let conditions = "text \"proven\" under \"**\"\ntext \"proven\" under \"**\" >= 2\nno text \"TODO\" under \"**\"\nno text \"TODO\" under \"**\" except \"p/**\"\n\
                      lines \"p/status.md\" >= 1";
    let told = truths(conditions, &files);
    assert_eq!(told[..4], [True, False, False, True], "no text hides behind the mark either");
    assert!(told[4] != True);
    let (truth, _) = one("value \"p/plan.json\" key \"plan.counts.proven\" >= 5", &[("p/plan.json", DATA)]);
    assert_eq!(reason(&truth), "`p/plan.json` was written by landfall, and proves nothing");
}

#[test]
fn what_a_check_wrote_proves_nothing_either() {
    let facts = "{\n  \"factsVersion\": 2,\n  \"digest\": \"12\",\n  \"plans\": {\"p\": \"new_api\"}\n}\n";
    let check = "{\n  \"generator\": \"Checked by landfall\",\n  \"message\": \"new_api\"\n}\n";
    let comment = "<!-- landfall check: one comment -->\n\nnew_api\n";
    for (path, text) in [("facts.json", facts), ("check.json", check), ("comment.md", comment)] {
        let (truth, answer) = one("text \"new_api\" under \"**\"", &[(path, text), ("a.py", "x = 1\n")]);
        assert_eq!((truth, remarks(&answer).len()), (False, 1), "{path}");
    }
    assert_eq!(truths("file \"facts.json\"", &[("facts.json", facts)]), [False]);
}
