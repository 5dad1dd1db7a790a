//! Claimed totals and percentages, held against what is counted. `wrong-total` and `wrong-percent` say what does not fit.

use super::wording::origins;
use crate::diag::{Code, Diagnostic, Severity, code};
use crate::model::{Claim, Plan};
use crate::progress::Rollup;
use crate::progress::check::{Counted, Tally, TotalFit, dated, total_fit};
use crate::survey::Survey;
use crate::syntax::Amount;
use crate::time::Date;

/// One total as documents claim it of one thing: the same number from the same day is one, wherever it stands.
#[derive(Debug, Clone)]
pub struct Claimed<'p> {
    /// What it counts.
    pub counted: Counted,
    /// The tier it is limited to.
    pub tier: Option<u8>,
    /// How much.
    pub amount: Amount,
    /// The day of the document.
    pub dated: Option<Date>,
    /// The claims that say so, in the order of the plan.
    pub claims: Vec<&'p Claim>,
}

/// The totals that claims give, each once.
pub fn claimed<'p>(plan: &'p Plan, claims: &'p [Claim]) -> Vec<Claimed<'p>> {
    let mut all: Vec<Claimed<'p>> = Vec::new();
    for claim in claims {
        for (counted, amount) in claim.facts.iter().filter_map(Counted::of) {
            let dated = dated(plan, claim);
            let same =
                |one: &&mut Claimed<'_>| one.counted == counted && one.tier == claim.tier && one.amount == amount && one.dated == dated;
            match all.iter_mut().find(same) {
                Some(one) => one.claims.push(claim),
                None => all.push(Claimed { counted, tier: claim.tier, amount, dated, claims: vec![claim] }),
            }
        }
    }
    all
}

/// Holds a claimed total against the counts.
pub fn fit(claimed: &Claimed<'_>, tally: &Tally) -> TotalFit {
    total_fit(claimed.counted, claimed.amount, tally, claimed.tier, claimed.dated)
}

/// Something that claims speak of, and its counts.
struct Holder<'p> {
    name: String,
    /// The item findings are about.
    about: &'p str,
    claims: &'p [Claim],
    tally: &'p Tally,
}

/// Finds the totals, or the percentages, that no count gives.
pub fn wrong(survey: &Survey<'_>, percent: bool, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let wanted = |claims: &[Claim]| {
        claims.iter().flat_map(|claim| &claim.facts).filter_map(Counted::of).any(|(_, amount)| amount.percent == percent)
    };
    let checker = survey.checker();
    for (id, item) in plan.ids().filter(|(_, item)| wanted(&item.claims)) {
        if let Some(tally) = checker.tally(id) {
            check(
                plan,
                &Holder { name: format!("`{}`", item.name), about: &item.name, claims: &item.claims, tally: &tally },
                percent,
                found,
            );
        }
    }
    if plan.phases.iter().any(|phase| wanted(&phase.claims)) {
        for (phase, tally) in plan.phases.iter().zip(checker.phase_tallies().iter()) {
            let holder = Holder { name: format!("phase `{}`", phase.id), about: &plan.root().name, claims: &phase.claims, tally };
            check(plan, &holder, percent, found);
        }
    }
}

fn check(plan: &Plan, holder: &Holder<'_>, percent: bool, found: &mut Vec<Diagnostic>) {
    let all = claimed(plan, holder.claims);
    for one in all.iter().filter(|one| one.amount.percent == percent) {
        let fit = fit(one, holder.tally);
        if fit.is_fine() || (fit == TotalFit::MayBeMore && percent) {
            continue;
        }
        let mut diagnostic = finding(plan, holder, one, fit);
        let fitting = all.iter().filter(|other| other.counted == one.counted && other.tier == one.tier && other.amount.percent == percent);
        for other in fitting.filter(|other| self::fit(other, holder.tally).is_fine()) {
            let by = origins(plan, other.claims.iter().map(|claim| claim.origin));
            diagnostic = diagnostic.note(format!("{} is claimed as well ({by}), and fits the count", other.amount));
        }
        found.push(diagnostic);
    }
}

fn finding(plan: &Plan, holder: &Holder<'_>, one: &Claimed<'_>, fit: TotalFit) -> Diagnostic {
    let code: &'static Code = if one.amount.percent { &code::WRONG_PERCENT } else { &code::WRONG_TOTAL };
    let sum = holder.tally.rollup(one.tier);
    let tier = one.tier.map_or_else(String::new, |tier| format!(" !{}", plan.tier_word(tier)));
    let by = origins(plan, one.claims.iter().map(|claim| claim.origin));
    let counted = counted(holder, one, sum, fit);
    let message = match fit {
        TotalFit::Refuted if sum.expected == 0 && one.tier.is_none() => {
            format!("{} claims {} {} ({by}), but nothing is itemised here", holder.name, one.amount, one.counted.word())
        }
        _ => format!("{} claims {} {}{tier} ({by}), but {counted}", holder.name, one.amount, one.counted.word()),
    };
    let mut diagnostic = Diagnostic::new(code, message).about(holder.about);
    for (at, claim) in one.claims.iter().take(6).enumerate() {
        let label = plan.origin(claim.origin);
        diagnostic = if at == 0 { diagnostic.at(claim.said, label) } else { diagnostic.see(claim.said, label) };
    }
    if fit == TotalFit::MayBeMore {
        diagnostic.severity = Severity::Note;
        let Tally { listed, placed, open_ended, .. } = *holder.tally;
        let text = format!("{} listed here, {placed} of them with a path of their own", stand(listed, "item is", "items are"));
        let open = stand(open_ended, "stands", "stand");
        diagnostic = diagnostic.note(format!("{text}; {open} for at least so many, so the claim is not refuted"));
    }
    let untiered = holder.tally.untiered();
    if one.tier.is_some() && untiered > 0 && !one.amount.percent && one.amount.digits > u64::from(sum.expected) {
        diagnostic = diagnostic.note(format!("{untiered} of the things counted here carry no tier"));
    }
    diagnostic.help(help(plan, holder, code))
}

fn help(plan: &Plan, holder: &Holder<'_>, code: &Code) -> String {
    let on = if holder.about == &*plan.root().name { String::new() } else { format!(" on {}", holder.about) };
    format!("itemise what the plan leaves out, or correct the document; to keep the claim as it is, write `allow {}{on}`", code.name)
}

/// `113 are counted (119 with the 6 partial)`: the count, and what other readings of it give.
fn counted(holder: &Holder<'_>, one: &Claimed<'_>, sum: Rollup, fit: TotalFit) -> String {
    let show = |count: u32| {
        if one.amount.percent { percent(count, sum.expected, one.amount.decimals) } else { count.to_string() }
    };
    let (count, mut more) = match one.counted {
        Counted::Expected => (sum.expected, String::new()),
        Counted::Done => (sum.done, String::new()),
        Counted::Partial => (sum.partial, String::new()),
        Counted::Unknown => (sum.unknown, String::new()),
        Counted::Missing if sum.partial > 0 => {
            (sum.missing, format!("{} with the {} partial", show(sum.missing + sum.partial), sum.partial))
        }
        Counted::Missing => (sum.missing, String::new()),
    };
    if sum.unknown > 0 && !matches!(one.counted, Counted::Expected | Counted::Unknown) {
        let join = if more.is_empty() { "" } else { "; " };
        more.push_str(&format!("{join}of {} nobody can tell", sum.unknown));
    }
    let more = if more.is_empty() { String::new() } else { format!(" ({more})") };
    let text = show(count);
    let paths = match holder.tally.placed {
        0 => String::new(),
        1 => "; 1 path is listed".to_owned(),
        placed => format!("; {placed} paths are listed"),
    };
    match (fit, sum.at_least && !one.amount.percent) {
        (TotalFit::MayBeMore, _) => format!("only {text} or more can be counted{more}{paths}"),
        (_, true) => format!("at least {text} are counted{more}"),
        _ if one.amount.percent || count == 1 => format!("{text} is counted{more}"),
        _ => format!("{text} are counted{more}"),
    }
}

/// `1 item is`, `3 items are`.
fn stand(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A share with two digits more than the claim has, so that its rounding can be checked.
fn percent(count: u32, whole: u32, decimals: u32) -> String {
    let digits = decimals.min(6) as usize + 2;
    let text = format!("{:.digits$}", f64::from(count) * 100.0 / f64::from(whole.max(1)));
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
