//! The days that are worked, and how long.

use super::Lower;
use crate::diag::{Diagnostic, code};
use crate::text::Place;
use crate::time::{Duration, Weekday, WorkingTime};

/// Minutes of an ordinary working day, where the plan says no other.
const USUAL: u32 = 480;

/// Minutes of the longest day there is.
const LONGEST: u64 = 1440;

impl Lower<'_, '_> {
    /// Sets working weekdays: those named are worked, the others are not.
    pub(super) fn weekdays(&mut self, working: &mut WorkingTime, ranges: &[(Weekday, Weekday)], hours: Option<Duration>, place: Place) {
        let minutes = hours.map_or(u64::from(USUAL), |hours| hours.minutes(u64::from(USUAL), 5));
        if let Some(hours) = hours.filter(|_| minutes > LONGEST) {
            let diagnostic = Diagnostic::new(&code::BAD_NUMBER, format!("nobody works {hours} a day")).at(place, "");
            self.push(diagnostic.help("a day has 24 hours; write, for instance, `days mon..fri 8h`"));
        }
        working.minutes = [0; 7];
        for (first, last) in ranges {
            working.set_days(*first, *last, minutes.min(LONGEST) as u32);
        }
    }
}
