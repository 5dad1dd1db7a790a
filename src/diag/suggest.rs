//! The word that was probably meant.

/// The candidate nearest to a misspelt word, if one is near enough: at most a third of its letters differ, and no more
/// than three; of a word of one or two letters nothing can be guessed. Ties go to the first in alphabetical order.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (word.chars().count() / 3).min(3);
    if limit == 0 {
        return None;
    }
    let lower = word.to_lowercase();
    let own = letters(&lower);
    candidates
        .into_iter()
        .filter(|candidate| !candidate.is_empty() && *candidate != word)
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= limit)
        .filter(|candidate| match (own, letters(candidate)) {
            // One change makes two letters differ at most, so most words are too far by their letters alone.
            (Some(own), Some(other)) => (own ^ other).count_ones() as usize <= 2 * limit,
            _ => true,
        })
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The letters of a word as a set, whatever their case; nothing when it has others than those of ASCII.
fn letters(word: &str) -> Option<u128> {
    word.bytes().try_fold(0, |set, byte| byte.is_ascii().then(|| set | 1 << byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("compnent", ["component", "milestone"]), Some("component"));
        assert_eq!(nearest("Websocket", ["websocket"]), Some("websocket"));
        assert_eq!(nearest("xyz", ["component", "area"]), None);
    }
}
