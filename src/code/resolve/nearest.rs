//! What is like a name that is not there.

use super::Candidate;

/// How many are told.
const MOST: usize = 3;

/// The candidates most like the name, best first; those hardly like it are left out.
pub(super) fn nearest(wanted: &str, candidates: impl IntoIterator<Item = Candidate>) -> Vec<Candidate> {
    let last = last_of(wanted);
    // Long names are no slips of the pen, and the comparison takes time with the square of their length.
    if last.len() > 100 {
        return Vec::new();
    }
    let mut found: Vec<(u64, Candidate)> = Vec::new();
    for candidate in candidates {
        let name = last_of(&candidate.name);
        if name.len() > 100 {
            continue;
        }
        let likeness = if name == last { 1.0 } else { strsim::jaro_winkler(name, last) };
        if likeness >= 0.85 {
            // Ranked by whole thousandths, so that the order never hangs on the last bit.
            found.push(((likeness * 1000.0) as u64, candidate));
        }
    }
    found.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.name.cmp(&y.name)).then_with(|| x.file.cmp(&y.file)));
    found.dedup_by(|(_, x), (_, y)| x == y);
    found.into_iter().take(MOST).map(|(_, candidate)| candidate).collect()
}

fn last_of(name: &str) -> &str {
    name.rsplit(['.', '/', ':']).next().unwrap_or(name)
}
