//! `moved`: nothing stands at a path, but a file of that name stands elsewhere. A suggestion, never proof.

use crate::diag::{Diagnostic, Severity, code};
use crate::survey::Survey;
use crate::syntax::State;

/// Finds paths whose file seems to have moved.
pub fn moved(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(evidence) = &survey.evidence else { return };
    for (_, item) in survey.plan.ids().skip(1).filter(|(_, item)| item.kind != crate::model::ItemKind::Retire) {
        for place in &item.at {
            let Some(there) = evidence.places.get(&place.path).filter(|there| !there.stands) else { continue };
            // Of several files of one name, nobody can say which it is.
            let [elsewhere] = there.elsewhere.as_slice() else { continue };
            let message = format!("nothing stands at `{}`, but a file of that name stands at `{elsewhere}`", place.path);
            let mut diagnostic = Diagnostic::new(&code::MOVED, message)
                .at(place.said, "nothing stands here")
                .about(&*item.name)
                .help(format!("if this is it, write `at \"/{elsewhere}\"`"));
            if !matches!(item.state, Some(State::Done | State::Partial | State::Deprecated)) {
                diagnostic.severity = Severity::Note;
            }
            found.push(diagnostic);
        }
    }
}
