//! Claimed numbers beside counted ones: what still counts as the same.

use crate::syntax::Amount;

/// How well a claimed number fits a counted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the same.
    Same,
    /// It was said with `~`, and is at most a tenth of it away.
    About,
    /// It is another.
    Other,
}

/// Whether a claimed count fits a counted one. `open_end` tells that there may be more than were counted.
pub fn count_fit(claimed: Amount, counted: u32, open_end: bool) -> Fit {
    let Some((digits, scale)) = parts(claimed) else { return Fit::Other };
    fit(claimed, digits, u128::from(counted) * scale, 1, open_end)
}

/// Whether a claimed percentage fits `part` of `whole`: when rounding to its last written digit, half a unit either way, gives it.
pub fn share_fit(claimed: Amount, part: u32, whole: u32) -> Fit {
    let Some((digits, scale)) = parts(claimed) else { return Fit::Other };
    if whole == 0 {
        return Fit::Other;
    }
    let (scaled, whole) = (u128::from(part) * 100 * scale, u128::from(whole));
    let rounded = scaled.abs_diff(digits * whole) * 2 <= whole;
    if rounded { Fit::Same } else { fit(claimed, digits, scaled, whole, false) }
}

/// Whether two written numbers fit: equal, or equal once the claimed one was rounded at its last digit.
pub fn amount_fit(claimed: Amount, other: Amount) -> Fit {
    if claimed.percent != other.percent {
        return Fit::Other;
    }
    let (Some((digits, scale)), Some((others, other_scale))) = (parts(claimed), parts(other)) else { return Fit::Other };
    let scaled = others.saturating_mul(scale);
    if scaled.abs_diff(digits.saturating_mul(other_scale)) * 2 <= other_scale {
        return Fit::Same;
    }
    fit(claimed, digits, scaled, other_scale, false)
}

/// Whether a claimed number or share of `whole` fits a count.
pub fn fits(claimed: Amount, counted: u32, whole: u32) -> Fit {
    if claimed.percent { share_fit(claimed, counted, whole) } else { count_fit(claimed, counted, false) }
}

/// Whether a claimed number or share of `whole` fits some count from `low` to `high`, both included.
pub fn fits_within(claimed: Amount, low: u32, high: u32, whole: u32) -> bool {
    let Some((digits, scale)) = parts(claimed) else { return false };
    let nearest = if claimed.percent { digits * u128::from(whole) / (scale * 100) } else { digits / scale };
    let nearest = u32::try_from(nearest).unwrap_or(u32::MAX);
    let tried = [low, high, nearest.clamp(low, high), nearest.saturating_add(1).clamp(low, high)];
    tried.into_iter().any(|count| fits(claimed, count, whole) != Fit::Other)
}

/// Compares `claimed` with `counted / unit`, both scaled alike.
fn fit(claimed: Amount, digits: u128, counted: u128, unit: u128, open_end: bool) -> Fit {
    let said = digits.saturating_mul(unit);
    let beyond = claimed.or_more && counted >= said || open_end && said >= counted;
    if said == counted || beyond {
        return Fit::Same;
    }
    let near = said.abs_diff(counted) <= said.div_ceil(10);
    if claimed.about && near { Fit::About } else { Fit::Other }
}

/// The digits, and by how much they are larger than the number.
fn parts(amount: Amount) -> Option<(u128, u128)> {
    (amount.decimals <= 9).then(|| (u128::from(amount.digits), 10u128.pow(amount.decimals)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        let bare = text.trim_start_matches('~').trim_end_matches('+').trim_end_matches('%');
        let (whole, part) = bare.split_once('.').unwrap_or((bare, ""));
        Amount {
            digits: format!("{whole}{part}").parse().unwrap(),
            decimals: part.len() as u32,
            percent: text.contains('%'),
            about: text.starts_with('~'),
            or_more: text.ends_with('+'),
        }
    }

    #[test]
    fn counts() {
        assert_eq!(count_fit(amount("12"), 12, false), Fit::Same);
        assert_eq!(count_fit(amount("12"), 13, false), Fit::Other);
        assert_eq!(count_fit(amount("20+"), 25, false), Fit::Same, "`+` bounds from below only");
        assert_eq!(count_fit(amount("20+"), 19, false), Fit::Other);
        assert_eq!(count_fit(amount("25"), 20, true), Fit::Same, "at least 20 may be 25");
        assert_eq!(count_fit(amount("19"), 20, true), Fit::Other, "at least 20 is not 19");
    }

    #[test]
    fn about_is_a_tenth() {
        assert_eq!(count_fit(amount("~200"), 180, false), Fit::About);
        assert_eq!(count_fit(amount("~200"), 220, false), Fit::About);
        assert_eq!(count_fit(amount("~200"), 179, false), Fit::Other);
        assert_eq!(count_fit(amount("~200+"), 109, false), Fit::Other);
        assert_eq!(count_fit(amount("~200+"), 500, false), Fit::Same);
    }

    #[test]
    fn a_percentage_holds_when_some_rounding_gives_it() {
        assert_eq!(share_fit(amount("38%"), 3, 8), Fit::Same, "37.5 rounded up");
        assert_eq!(share_fit(amount("37%"), 3, 8), Fit::Same, "37.5 rounded down");
        assert_eq!(share_fit(amount("66%"), 2, 3), Fit::Other, "66.67 cut off is not rounded");
        assert_eq!(share_fit(amount("95%"), 119, 124), Fit::Other, "95.97");
        assert_eq!(share_fit(amount("67%"), 2, 3), Fit::Same);
        assert_eq!(share_fit(amount("68%"), 2, 3), Fit::Other);
        assert_eq!(share_fit(amount("33.5%"), 60, 179), Fit::Same, "33.52");
        assert_eq!(share_fit(amount("66%"), 119, 179), Fit::Same, "66.48");
        assert_eq!(share_fit(amount("67%"), 119, 179), Fit::Other, "66.48");
        assert_eq!(share_fit(amount("66.5%"), 119, 179), Fit::Same);
        assert_eq!(share_fit(amount("100%"), 999, 1000), Fit::Same, "99.9 rounds to 100");
        assert_eq!(share_fit(amount("100.0%"), 999, 1000), Fit::Other);
        assert_eq!(share_fit(amount("0%"), 0, 0), Fit::Other, "a share of nothing is no share");
    }

    #[test]
    fn written_numbers() {
        assert_eq!(amount_fit(amount("5%"), amount("5%")), Fit::Same);
        assert_eq!(amount_fit(amount("5"), amount("5%")), Fit::Other);
        assert_eq!(amount_fit(amount("87%"), amount("86.7%")), Fit::Same);
        assert_eq!(amount_fit(amount("87%"), amount("86.5%")), Fit::Same, "half a unit either way");
        assert_eq!(amount_fit(amount("88%"), amount("86.7%")), Fit::Other);
        assert_eq!(amount_fit(amount("86%"), amount("86.7%")), Fit::Other, "cut off is not rounded");
        assert_eq!(amount_fit(amount("86.2%"), amount("86%")), Fit::Other, "more digits than the reading has");
    }

    #[test]
    fn within() {
        assert!(fits_within(amount("5"), 3, 7, 10));
        assert!(!fits_within(amount("8"), 3, 7, 10));
        assert!(fits_within(amount("30%"), 3, 7, 10));
        assert!(!fits_within(amount("29%"), 3, 7, 10));
        assert!(fits_within(amount("66.5%"), 110, 120, 179), "119 rounds to it");
        assert!(fits_within(amount("~9"), 1, 8, 20));
        assert!(fits_within(amount("90%+"), 3, 10, 10) && !fits_within(amount("90%+"), 3, 8, 10));
    }

    #[test]
    fn very_long_numbers_do_no_harm() {
        let long = Amount { digits: u64::MAX, decimals: 19, ..amount("1%") };
        assert!(!fits_within(long, 0, u32::MAX, u32::MAX));
        assert!(!fits_within(Amount { decimals: 9, ..long }, 0, u32::MAX, u32::MAX));
        assert!(!fits_within(Amount { decimals: 0, ..long }, 0, u32::MAX, u32::MAX));
    }
}
