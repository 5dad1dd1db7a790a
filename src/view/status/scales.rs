//! What the words for tiers and health mean.

use crate::model::{Item, Plan, Scale};
use serde::Serialize;

/// A scale that items are judged by.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScaleView<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its levels, in its order.
    pub levels: Vec<LevelView<'a>>,
}

/// A level of a scale.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LevelView<'a> {
    /// The word.
    pub word: &'a str,
    /// What it means, when the plan says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<&'a str>,
}

/// The declared scales of tiers and of health, as far as any item has a level of them and the plan says what one means.
pub(super) fn scales(plan: &Plan) -> Vec<ScaleView<'_>> {
    let used = |has: fn(&Item) -> bool| plan.items.iter().any(has);
    let kinds = [(&plan.tiers, used(|item| item.tier.is_some())), (&plan.health, used(|item| item.health.is_some()))];
    let wanted = kinds.into_iter().filter(|(levels, used)| *used && levels.iter().any(|level| level.meaning.is_some()));
    let declared = wanted.filter_map(|(levels, _)| {
        let same = |scale: &&Scale| scale.levels.iter().map(|level| &level.word).eq(levels.iter().map(|level| &level.word));
        plan.scales.iter().find(same)
    });
    declared.map(view).collect()
}

fn view(scale: &Scale) -> ScaleView<'_> {
    let levels = scale.levels.iter().map(|level| LevelView { word: &level.word, meaning: level.meaning.as_deref() });
    ScaleView { title: &scale.title, levels: levels.collect() }
}

#[cfg(test)]
mod tests {
    use super::scales;
    use crate::view::sample::survey;

    #[test]
    fn scales_nobody_uses_are_not_explained() {
        let plan = |items: &str| format!("plan p \"P\" language 1\nscale tier \"Priority\" {{\n level must \"Before launch\"\n level may\n}}\n{items}");
        let titles = |items: &str| survey(&plan(items), |survey| scales(survey.plan).iter().map(|scale| scale.title.to_owned()).collect::<Vec<_>>());
        assert_eq!(titles("component a missing !must\n"), ["Priority"]);
        assert!(titles("component a missing\n").is_empty());
    }
}
