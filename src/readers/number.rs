//! Numbers as reports write them: with any sign, size or decoration, never trusted to fit.

use serde::de::{Deserialize, Deserializer, Visitor};

/// A whole number in text: digits with an optional sign; too large ones saturate. `None` for anything else.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(if text.starts_with('-') { i64::MIN } else { i64::MAX }))
}

/// A count in text; `None` for a negative one or no number.
pub(crate) fn count(text: &str) -> Option<u64> {
    u64::try_from(whole(text)?).ok()
}

/// Hits in text: a whole number; one too large for 64 bits saturates; a negative one, which is a counter that ran over, is not
/// a proof of having run, so it is none; fractions and `1.5e3` are rounded up.
pub(crate) fn hits(text: &str) -> Option<u64> {
    let text = text.trim();
    if let Ok(hits) = text.parse::<u64>() {
        return Some(hits);
    }
    if let Some(hits) = whole(text) {
        return Some(u64::try_from(hits).unwrap_or(0));
    }
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    if plain { Some(from_float(text.parse().ok()?)) } else { None }
}

fn from_float(hits: f64) -> u64 {
    // The cast saturates.
    if hits > 0.0 { hits.ceil() as u64 } else { 0 }
}

/// A whole number in JSON: any number saturates into this; `null` and `false` are zero, `true` is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Whole(pub(crate) i64);

impl Whole {
    /// As hits: a negative number is none.
    pub(crate) fn hits(self) -> u64 {
        u64::try_from(self.0).unwrap_or(0)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Whole, E> {
        Ok(Whole(i64::from(flag)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Whole, E> {
        Ok(Whole(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Whole, E> {
        Ok(Whole(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Whole, E> {
        // The cast saturates.
        Ok(Whole(number.ceil() as i64))
    }

    fn visit_unit<E>(self) -> Result<Whole, E> {
        Ok(Whole(0))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Whole, D::Error> {
        from.deserialize_any(WholeVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_saturate_and_never_turn_negative_into_run() {
        assert_eq!(hits("18446744073709551615"), Some(u64::MAX));
        assert_eq!(hits("99999999999999999999999"), Some(i64::MAX as u64));
        assert_eq!(hits("-1"), Some(0));
        assert_eq!(hits("1.5e3"), Some(1500));
        assert_eq!(hits("0.5"), Some(1));
        for text in ["", "x", "NaN", "inf", "0x10", "1 2"] {
            assert_eq!(hits(text), None, "{text}");
        }
    }

    #[test]
    fn json_numbers_of_any_kind_are_read() {
        let read: Vec<Whole> = serde_json::from_str("[1, -2, 1.5, 1e300, 18446744073709551615, null]").unwrap();
        assert_eq!(read, [1, -2, 2, i64::MAX, i64::MAX, 0].map(Whole));
    }
}
