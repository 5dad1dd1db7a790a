//! Why an item has no dates of its own, in words.

use crate::model::{ItemId, ItemKind};
use crate::schedule::Basis;
use crate::schedule::activity::What;
use crate::survey::Survey;
use hashbrown::HashSet;

/// Why an item has no dates of its own, as it reads after "as"; nothing when it has some. Only ids stand in it, each in backticks.
pub fn undated(survey: &Survey<'_>, id: ItemId) -> Option<String> {
    let table = &survey.timetable;
    if table.items[id.index()].is_some_and(|planned| planned.basis != Basis::Phase) {
        return None;
    }
    let item = survey.plan.item(id);
    if item.is_dropped() {
        return Some("it was dropped".to_owned());
    }
    Some(match without_place(survey, id) {
        Some(root) if root == id => "it finds no place".to_owned(),
        Some(root) => {
            let name = &survey.plan.item(root).name;
            let needed = item.needs.iter().any(|need| need.target == root || survey.plan.is_within(root, need.target));
            match (survey.plan.is_within(root, id), needed) {
                (true, _) => format!("its part `{name}` finds no place"),
                (_, true) => format!("`{name}`, which it needs, finds no place"),
                _ => format!("`{name}`, which it waits for, finds no place"),
            }
        }
        None if item.kind != ItemKind::Milestone => "nothing tells how long it takes, or when it is to be done".to_owned(),
        None if item.needs.iter().all(|need| survey.plan.item(need.target).is_dropped()) => "nothing tells when it is to be".to_owned(),
        None => "nothing tells how long that takes which it waits for".to_owned(),
    })
}

/// The nearest thing without a place in time that an item waits for, or itself.
fn without_place(survey: &Survey<'_>, id: ItemId) -> Option<ItemId> {
    nearest(survey, id, |leaf| survey.timetable.unplaced.contains(&leaf))
}

/// The nearest open thing of which nobody knows how long it takes, and that an item waits for: what is told of the end of that is true only if it
/// takes no time.
pub fn untold(survey: &Survey<'_>, id: ItemId) -> Option<ItemId> {
    let build = &survey.timetable.build;
    nearest(survey, id, |leaf| {
        let activity = build.work.activity(build.starts[leaf.index()]);
        let open = leaf != id && !survey.assessment.is_closed(leaf) && !survey.plan.item(leaf).is_dropped();
        open && !activity.estimated && activity.pinned.is_none()
    })
}

/// The nearest work that comes before an item, or is it, for which something is true.
fn nearest(survey: &Survey<'_>, id: ItemId, is: impl Fn(ItemId) -> bool) -> Option<ItemId> {
    let build = &survey.timetable.build;
    let mut open: Vec<u32> = [build.starts[id.index()], build.finishes[id.index()]].to_vec();
    open.retain(|at| (*at as usize) < build.work.activities.len());
    let mut seen: HashSet<u32> = open.iter().copied().collect();
    let mut next = 0;
    while let Some(at) = open.get(next).copied() {
        next += 1;
        if let What::Leaf(leaf) = build.work.activity(at).what
            && is(leaf)
        {
            return Some(leaf);
        }
        open.extend(build.work.links.before(at).iter().map(|link| link.from).filter(|from| seen.insert(*from)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::undated;
    use crate::view::sample::survey;

    #[test]
    fn what_has_no_dates_says_why() {
        let text = "plan p \"P\" language 1 start 2026-01-05 as-of 2026-01-05\nperson off \"Off\" away 2026-01-01..2099-12-31\n\
            task a \"A\" missing effort 2d by off\ntask b \"B\" missing needs a\ntask c \"C\" missing needs b\narea w \"W\" {\n\
            component x \"X\" missing effort 1d by off\n}\ntask d \"D\" missing needs w\n\
            task e \"E\" missing\nmilestone m \"M\"\nmilestone n \"N\" needs e\ntask f \"F\" missing length 1d\n";
        survey(text, |survey| {
            let why = |item: &str| {
                let id = survey.plan.ids().find(|(_, found)| &*found.name == item).unwrap().0;
                undated(survey, id)
            };
            for (item, words) in [
                ("a", "it finds no place"),
                ("b", "`a`, which it needs, finds no place"),
                ("c", "`a`, which it waits for, finds no place"),
                ("w", "its part `w.x` finds no place"),
                ("d", "`w.x`, which it needs, finds no place"),
                ("e", "nothing tells how long it takes, or when it is to be done"),
                ("m", "nothing tells when it is to be"),
                ("n", "nothing tells how long that takes which it waits for"),
            ] {
                assert_eq!(why(item).as_deref(), Some(words), "{item}");
            }
            assert_eq!(why("f"), None);
        });
    }
}
