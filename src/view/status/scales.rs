//! What the words for tiers and health mean.

use crate::model::{Plan, Tier};
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

/// The declared scales of tiers and of health, with the levels in use, where the plan says what one of these means.
pub(super) fn scales(plan: &Plan) -> Vec<ScaleView<'_>> {
    [&plan.tiers, &plan.health].into_iter().filter_map(|levels| one(plan, levels)).collect()
}

fn one<'a>(plan: &'a Plan, levels: &'a [Tier]) -> Option<ScaleView<'a>> {
    let words = |levels: &'a [Tier]| levels.iter().map(|level| &*level.word);
    let scale = plan.scales.iter().find(|scale| words(&scale.levels).eq(words(levels)))?;
    let used = levels.iter().filter(|level| level.used);
    let levels: Vec<LevelView<'a>> = used.map(|level| LevelView { word: &level.word, meaning: level.meaning.as_deref() }).collect();
    levels.iter().any(|level| level.meaning.is_some()).then_some(ScaleView { title: &scale.title, levels })
}

#[cfg(test)]
mod tests {
    use super::scales;
    use crate::view::sample::survey;

    #[test]
    fn scales_nobody_uses_are_not_explained() {
        let plan = |items: &str| {
            format!("plan p \"P\" language 1\nscale tier \"Priority\" {{\n level must \"Before launch\"\n level may\n}}\n{items}")
        };
        let titles =
            |items: &str| survey(&plan(items), |survey| scales(survey.plan).iter().map(|scale| scale.title.to_owned()).collect::<Vec<_>>());
        assert_eq!(titles("component a missing !must\n"), ["Priority"]);
        assert!(titles("component a missing\n").is_empty());
    }
}
