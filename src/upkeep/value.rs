//! Measured values in the form in which a reading was written.

use crate::model::{Goal, Value};
use crate::syntax::{Amount, Comparison};

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// So many of so many.
    Share(u64, u64),
    /// So many.
    Count(u64),
    /// A value as it stands in a file.
    Text(Box<str>),
}

/// Largest number a plan may state.
const MOST: u64 = 10_000_000;

/// Digits behind the point at the most.
const FINEST: u32 = 6;

/// A measured value in the form of an old reading, of which `written` is the text; nothing when the old one is still true.
///
/// # Errors
/// Why it cannot be written so, in words for people.
pub fn rewritten(old: Value, written: &str, measured: &Measured, goals: &[Goal]) -> Result<Option<String>, String> {
    let new = match (old, measured) {
        (Value::Amount(old), Measured::Share(part, whole)) if old.percent => {
            let new = percent(old.decimals, *part, *whole, goals)?;
            (new.digits != old.digits || new.decimals != old.decimals).then(|| new.to_string())
        }
        (Value::Amount(old), Measured::Count(count)) if !old.percent => {
            let new = Amount::whole(fits(*count)?);
            let same = old.decimals == 0 && old.digits == *count;
            (!same).then(|| if written.contains(',') { grouped(*count) } else { new.to_string() })
        }
        (Value::Amount(old), Measured::Text(text)) if !old.percent => {
            let new = decimal(text).ok_or_else(|| format!("`{text}` is no number that a plan can hold"))?;
            let finest = new.decimals.max(old.decimals);
            let scaled = |amount: Amount| u128::from(amount.digits) * 10u128.pow(finest - amount.decimals);
            (scaled(new) != scaled(old)).then(|| new.to_string())
        }
        (Value::Ratio(a, b), Measured::Share(part, whole)) => {
            let (part, whole) = (fits(*part)?, fits(*whole)?);
            ((part, whole) != (a.into(), b.into())).then(|| format!("{part}/{whole}"))
        }
        (Value::Ratio(a, b), Measured::Count(count)) if *count <= b.into() => (*count != u64::from(a)).then(|| format!("{count}/{b}")),
        (Value::Ratio(_, b), Measured::Count(count)) => return Err(format!("{count} were found, which is more than all {b}")),
        (Value::Level(_), _) => return Err("levels are judged by people".to_owned()),
        (_, Measured::Share(part, whole)) => {
            return Err(format!("{part} of {whole} were measured, which is a share; write the reading as a percentage or a ratio"));
        }
        (_, Measured::Count(count)) => return Err(format!("{count} were counted, and the reading is a share")),
        (_, Measured::Text(text)) => return Err(format!("the measured value is `{text}`, and the reading is a share")),
    };
    Ok(new)
}

fn fits(number: u64) -> Result<u64, String> {
    if number <= MOST { Ok(number) } else { Err(format!("{number} is more than a plan can state")) }
}

/// A share in percent, rounded half up to as many digits as the old one had, or to as many more as it takes so that rounding reaches no
/// goal that the share does not, and only all is 100 %.
fn percent(decimals: u32, part: u64, whole: u64, goals: &[Goal]) -> Result<Amount, String> {
    if whole == 0 {
        return Err("there is nothing to take a share of".to_owned());
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let rounded = |decimals: u32| {
        let scale = 100 * 10u128.pow(decimals);
        (part * scale * 2 + whole) / (whole * 2)
    };
    let exact = part as f64 * 100.0 / whole as f64;
    for decimals in decimals.min(FINEST)..=FINEST {
        let digits = rounded(decimals);
        let shown = digits as f64 / 10f64.powi(decimals as i32);
        let honest = goals.iter().all(|goal| match goal.value {
            Value::Amount(wanted) if wanted.percent => {
                let comparison = goal.comparison.unwrap_or(Comparison::AtLeast);
                comparison.holds(&exact, &wanted.value()) == comparison.holds(&shown, &wanted.value())
            }
            _ => true,
        });
        let all = digits == 100 * 10u128.pow(decimals) && part != whole;
        if (honest && !all) || decimals == FINEST {
            let digits = u64::try_from(digits).map_err(|_| "the share is more than a plan can state".to_owned())?;
            return Ok(Amount { decimals, percent: true, ..Amount::whole(digits) });
        }
    }
    Err("the share cannot be written".to_owned())
}

/// A plain decimal number.
fn decimal(text: &str) -> Option<Amount> {
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(behind) || behind.len() > 9 || text.ends_with('.') || whole.parse::<u64>().ok()? > MOST {
        return None;
    }
    let digits = format!("{whole}{behind}").parse().ok()?;
    Some(Amount { decimals: behind.len() as u32, ..Amount::whole(digits) })
}

/// A whole number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Place;

    fn amount(digits: u64, decimals: u32, percent: bool) -> Value {
        Value::Amount(Amount { decimals, percent, ..Amount::whole(digits) })
    }

    fn goal(comparison: Comparison, percent: u64) -> Goal {
        Goal { comparison: Some(comparison), value: amount(percent, 0, true), due: None, said: Place::default() }
    }

    #[test]
    fn values_keep_the_form_in_which_they_were_written() {
        let new = |old, written, measured| rewritten(old, written, &measured, &[]).unwrap();
        assert_eq!(new(amount(41, 0, true), "41%", Measured::Share(3, 7)), Some("43%".into()));
        assert_eq!(new(amount(410, 1, true), "41.0%", Measured::Share(3, 7)), Some("42.9%".into()));
        assert_eq!(new(amount(43, 0, true), "43%", Measured::Share(3, 7)), None, "it is still true as it was rounded");
        assert_eq!(new(amount(5441, 0, false), "5,441", Measured::Count(4002)), Some("4,002".into()));
        assert_eq!(new(amount(5441, 0, false), "5441", Measured::Count(5441)), None);
        assert_eq!(new(Value::Ratio(3, 24), "3/24", Measured::Count(7)), Some("7/24".into()));
        assert_eq!(new(Value::Ratio(3, 24), "3/24", Measured::Share(4, 25)), Some("4/25".into()));
        assert_eq!(new(amount(15, 1, false), "1.5", Measured::Text("1.50".into())), None);
        assert_eq!(new(amount(15, 1, false), "1.5", Measured::Text("1.75".into())), Some("1.75".into()));
    }

    #[test]
    fn rounding_reaches_no_goal() {
        let of = |part, whole, goals: &[Goal]| rewritten(amount(1, 0, true), "1%", &Measured::Share(part, whole), goals).unwrap().unwrap();
        assert_eq!(of(796, 1000, &[]), "80%");
        assert_eq!(of(796, 1000, &[goal(Comparison::AtLeast, 80)]), "79.6%");
        assert_eq!(of(204, 1000, &[goal(Comparison::AtMost, 20)]), "20.4%");
        assert_eq!(of(9996, 10_000, &[]), "99.96%", "only all is 100%");
        assert_eq!(of(7, 7, &[]), "100%");
    }

    #[test]
    fn what_does_not_fit_is_said() {
        for (old, measured) in [
            (amount(41, 0, true), Measured::Count(3)),
            (amount(41, 0, false), Measured::Share(1, 2)),
            (Value::Ratio(3, 24), Measured::Count(25)),
            (Value::Level(1), Measured::Count(1)),
            (amount(1, 0, false), Measured::Count(u64::MAX)),
            (amount(1, 0, false), Measured::Text("-3".into())),
            (amount(41, 0, true), Measured::Share(0, 0)),
        ] {
            assert!(rewritten(old, "", &measured, &[]).is_err(), "{old:?} {measured:?}");
        }
    }
}
