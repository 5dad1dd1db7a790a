//! The counts of a check: how many items are proven, claimed only, contradicted and so on.

use crate::model::{Item, ItemId, ItemKind};
use crate::progress::{Verdict, is_attested, share_text};
use crate::survey::Survey;
use crate::view::PlaceView;
use serde::Serialize;

/// An item of which something is claimed or measured.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckedItem {
    /// Its full name.
    pub name: String,
    /// What it is.
    pub kind: ItemKind,
    /// Its title.
    pub title: String,
    /// What is claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'static str>,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether it holds only because a person vouches for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub attested: bool,
    /// Where the claim, or else the item, stands.
    pub place: PlaceView,
}

impl CheckedItem {
    /// The verdict in words; what a person vouches for is `attested`.
    pub fn verdict_words(&self) -> &'static str {
        if self.attested { "attested" } else { self.verdict.word() }
    }
}

macro_rules! counts {
    ($($(#[$doc:meta])* $field:ident $word:literal $always:literal;)*) => {
        /// How many items have which verdict, and how many findings there are.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
        #[serde(rename_all = "camelCase")]
        pub struct Summary {
            /// Items of which something is claimed or measured.
            pub items: u64,
            $($(#[$doc])* pub $field: u64,)*
            /// Things that the plan expects: an item may stand for several.
            pub things: u64,
            /// Of these: how many the evidence shows; what is only vouched for is not among them.
            pub things_proven: u64,
        }

        impl Summary {
            /// Adds the counts of another plan.
            pub fn add(&mut self, other: &Summary) {
                self.items = self.items.saturating_add(other.items);
                $(self.$field = self.$field.saturating_add(other.$field);)*
                self.things = self.things.saturating_add(other.things);
                self.things_proven = self.things_proven.saturating_add(other.things_proven);
            }

            /// The counts with their words, in the order they are told; those of rarer verdicts only where there are any.
            pub fn told(&self) -> Vec<(u64, &'static str)> {
                let all = [$((self.$field, $word, $always)),*];
                all.into_iter().filter(|(count, _, always)| *always || *count > 0).map(|(count, word, _)| (count, word)).collect()
            }
        }
    };
}

counts! {
    /// All conditions hold, whether somebody claims it done or nobody claims anything.
    proven "proven" true;
    /// They hold because a person vouches for them.
    attested "attested" false;
    /// The evidence denies the claim.
    contradicted "contradicted" true;
    /// The evidence is ahead of the claim.
    stale "stale" true;
    /// They could not be measured.
    unknown "unknown" true;
    /// Claimed, and nothing was measured.
    claimed_only "claimed only" true;
    /// Claimed done or partial, and the path stands.
    present "present" false;
    /// Claim and evidence agree on something less than done.
    agreed "agreed" false;
    /// Nothing is claimed; the evidence shows part of them.
    partial "partial" false;
    /// Nothing is claimed; the evidence shows them missing.
    missing "missing" false;
    /// They retire, and are gone.
    gone "gone" false;
    /// They retire, and are still used.
    in_use "in use" false;
    /// Findings that are accepted for now.
    waived "waived" true;
}

impl Summary {
    /// The counts of a plan.
    pub(super) fn of(survey: &Survey<'_>, items: &[CheckedItem]) -> Summary {
        let things = survey.assessment.rollups.items.first().copied().unwrap_or_default();
        let mut sum = Summary {
            items: items.len() as u64,
            waived: survey.waived.len() as u64,
            things: things.expected.into(),
            things_proven: u64::from(things.proven).saturating_sub(vouched(survey)),
            ..Summary::default()
        };
        for item in items {
            let count = match item.verdict {
                _ if item.attested => &mut sum.attested,
                Verdict::Proven | Verdict::Done => &mut sum.proven,
                Verdict::Agreed => &mut sum.agreed,
                Verdict::Present => &mut sum.present,
                Verdict::Contradicted => &mut sum.contradicted,
                Verdict::Stale => &mut sum.stale,
                Verdict::Partial => &mut sum.partial,
                Verdict::Missing => &mut sum.missing,
                Verdict::Gone => &mut sum.gone,
                Verdict::InUse => &mut sum.in_use,
                Verdict::Unknown => &mut sum.unknown,
                Verdict::ClaimedOnly | Verdict::NotStated => &mut sum.claimed_only,
            };
            *count += 1;
        }
        sum
    }

    /// `12 items: 5 proven, 1 contradicted, …`.
    pub fn words(&self) -> String {
        let counts: Vec<String> = self.told().into_iter().map(|(count, word)| format!("{count} {word}")).collect();
        let items = if self.items == 1 { "1 item".to_owned() } else { format!("{} items", self.items) };
        format!("{items}: {}", counts.join(", "))
    }

    /// The share of expected things that the evidence shows, as reports show it; nothing when nothing is expected.
    pub fn share(&self) -> Option<String> {
        let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        (self.things > 0).then(|| share_text(small(self.things_proven), small(self.things)))
    }
}

/// Every item of which something is claimed or measured. What was dropped is not asked for any more.
pub(super) fn items(survey: &Survey<'_>) -> Vec<CheckedItem> {
    let of_item = |(id, item): (ItemId, &Item)| {
        let verdict = survey.assessment.verdict(id);
        let told = verdict != Verdict::NotStated && !item.is_dropped();
        told.then(|| CheckedItem {
            name: item.name.to_string(),
            kind: item.kind,
            title: item.title.to_string(),
            claimed: item.state.map(|state| state.word()),
            verdict,
            attested: is_attested(item, verdict, survey.evidence.as_ref()),
            place: PlaceView::new(survey.sources, item.state_said.unwrap_or(item.said)),
        })
    };
    survey.plan.ids().skip(1).filter_map(of_item).collect()
}

/// How many counted things hold only because a person vouches for them: the sums take them for proven.
fn vouched(survey: &Survey<'_>) -> u64 {
    let leaves = survey.plan.ids().filter(|(_, item)| item.is_counted());
    let attested = leaves.filter(|(id, item)| is_attested(item, survey.assessment.verdict(*id), survey.evidence.as_ref()));
    attested.map(|(id, _)| u64::from(survey.assessment.rollup(id).proven)).sum()
}
