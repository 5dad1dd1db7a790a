//! How several conditions stand together, where some hold, some do not, and some could not be measured.

use super::verdict::Observed;

/// How a condition, or several together, stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    /// All of it holds.
    All,
    /// It asks that something be gone, and it is: where nothing was ever built that shows no progress.
    Clear,
    /// Part of it does.
    Some,
    /// None of it does.
    None,
    /// It asks that something be gone, and it is not.
    Still,
    /// Not all of it does; whether some does could not be measured, for this reason.
    NotAll(Box<str>),
    /// It could not be measured, for this reason.
    Unknown(Box<str>),
}

impl Held {
    /// All must hold. What could not be measured changes nothing where the rest already shows that some hold and some do not; where one does
    /// not hold, all never do.
    pub(super) fn all(parts: impl Iterator<Item = Held>) -> Held {
        let (mut yes, mut clear, mut no, mut still, mut reason) = (false, false, false, false, None);
        for part in parts {
            match part {
                Held::All => yes = true,
                Held::Clear => clear = true,
                Held::None => no = true,
                Held::Still => still = true,
                Held::Some => (yes, no) = (true, true),
                Held::NotAll(why) => (no, reason) = (true, reason.or(Some(why))),
                Held::Unknown(why) => reason = reason.or(Some(why)),
            }
        }
        // That something is gone counts for progress only beside other things that are to go, or where something was built.
        let some = yes || clear && !no;
        match (some, no || still, reason) {
            (true, true, _) => Held::Some,
            (false, true, Some(why)) => Held::NotAll(why),
            (_, false, Some(why)) => Held::Unknown(why),
            (false, true, None) if no => Held::None,
            (false, true, None) => Held::Still,
            (_, false, None) if clear && !yes => Held::Clear,
            (_, false, None) => Held::All,
        }
    }

    /// One must hold.
    pub(super) fn any(parts: impl Iterator<Item = Held>) -> Held {
        let (mut some, mut not_all, mut reason) = (false, None, None);
        for part in parts {
            match part {
                Held::All | Held::Clear => return Held::All,
                Held::Some => some = true,
                Held::None | Held::Still => {}
                Held::NotAll(why) => not_all = not_all.or(Some(why)),
                Held::Unknown(why) => reason = reason.or(Some(why)),
            }
        }
        match (some, not_all, reason) {
            (_, _, Some(why)) => Held::Unknown(why),
            (true, _, None) => Held::Some,
            (false, Some(why), None) => Held::NotAll(why),
            (false, None, None) => Held::None,
        }
    }

    /// What it says of an item.
    pub(super) fn observed(self) -> Observed {
        match self {
            Held::All | Held::Clear => Observed::Done,
            Held::Some => Observed::Partial,
            Held::None | Held::Still => Observed::Missing,
            Held::NotAll(reason) => Observed::NotDone(reason),
            Held::Unknown(reason) => Observed::Unknown(reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(parts: &[Held]) -> Held {
        Held::all(parts.iter().cloned())
    }

    fn any(parts: &[Held]) -> Held {
        Held::any(parts.iter().cloned())
    }

    #[test]
    fn what_is_not_measured_decides_only_where_it_could_change_the_answer() {
        let (unknown, not_all) = (Held::Unknown("no report".into()), Held::NotAll("no report".into()));
        assert_eq!(all(&[Held::All, Held::None, unknown.clone()]), Held::Some);
        assert_eq!(all(&[Held::All, unknown.clone()]), unknown);
        assert_eq!(all(&[]), Held::All);
        assert_eq!(any(&[Held::All, unknown.clone()]), Held::All);
        assert_eq!(any(&[Held::None, unknown.clone()]), unknown);
        assert_eq!(any(&[not_all.clone(), unknown.clone()]), unknown);
        assert_eq!(any(&[not_all.clone(), Held::Some]), Held::Some);
        assert_eq!(any(&[not_all.clone(), Held::None]), not_all);
    }

    #[test]
    fn what_was_never_there_is_no_progress() {
        assert_eq!(all(&[Held::None, Held::Clear]), Held::None, "nothing is built, and the old is not used");
        assert_eq!(all(&[Held::All, Held::None, Held::Clear]), Held::Some);
        assert_eq!(all(&[Held::Still, Held::Clear]), Held::Some, "one of two old things is gone");
        assert_eq!(all(&[Held::Clear, Held::Clear]), Held::Clear);
        assert_eq!(any(&[Held::None, Held::Clear]), Held::All);
    }

    #[test]
    fn one_that_does_not_hold_is_never_hidden_behind_one_that_nobody_measured() {
        let (unknown, not_all) = (Held::Unknown("no report".into()), Held::NotAll("no report".into()));
        assert_eq!(all(&[Held::None, unknown.clone()]), not_all);
        assert_eq!(all(&[unknown.clone(), Held::None]), not_all);
        assert_eq!(all(&[not_all.clone(), Held::None]), not_all);
        assert_eq!(all(&[not_all.clone(), unknown.clone()]), not_all);
        assert_eq!(all(&[not_all, Held::All]), Held::Some);
        assert_eq!(all(&[Held::Some, unknown]), Held::Some);
    }
}
