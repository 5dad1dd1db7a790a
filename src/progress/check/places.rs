//! Claimed paths beside those of the plan, and beside each other.

use super::{Agreement, ClaimCheck};
use crate::model::{Place, Plan};
use std::borrow::Cow;

/// A path as the tree has it: aliases replaced, no slash at its end.
pub fn real_path<'p>(plan: &Plan, path: &'p str) -> Cow<'p, str> {
    let path = path.trim_end_matches('/');
    let rest_of = |from: &str| {
        let rest = path.strip_prefix(from.trim_end_matches('/'))?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    };
    let alias = plan
        .aliases
        .iter()
        .filter_map(|alias| Some((alias.from.len(), &alias.to, rest_of(&alias.from)?)))
        .max_by_key(|(length, ..)| *length);
    match alias {
        Some((_, to, rest)) => Cow::Owned(format!("{}{rest}", to.trim_end_matches('/'))),
        None => Cow::Borrowed(path),
    }
}

/// Whether two sets of real paths name no path in common, and none lies below another.
pub fn places_clash<P: AsRef<str>, Q: AsRef<str>>(a: &[P], b: &[Q]) -> bool {
    let below = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let related = |a: &str, b: &str| below(a, b) || below(b, a);
    !a.iter().any(|path| b.iter().any(|other| related(path.as_ref(), other.as_ref())))
}

/// Claimed paths beside where a thing belongs; where it stood before is no contradiction.
pub fn check_places(plan: &Plan, claimed: &[&str], at: &[Place], was: &[Place]) -> ClaimCheck {
    let Some(first) = at.first() else { return ClaimCheck::not_checkable("no place given") };
    let own: Vec<Cow<'_, str>> = at.iter().chain(was).map(|place| real_path(plan, &place.path)).collect();
    let said: Vec<Cow<'_, str>> = claimed.iter().map(|path| real_path(plan, path)).collect();
    if places_clash(&said, &own) {
        return ClaimCheck::new(false, format!("at {}", first.path));
    }
    if said.iter().all(|path| own.contains(path)) {
        return ClaimCheck::new(true, "the same place");
    }
    ClaimCheck { agreement: Agreement::About, found: format!("at {}", first.path) }
}
