//! `file-beside-folder`: a file beside a folder of the same name, `x.py` beside `x/`.
//!
//! Python takes the package and never sees the module; JavaScript takes the file. Move the file into the folder, or name it
//! differently. Languages that keep the two apart are left alone, and so is a file that retires.

use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, ItemKind, Place};
use crate::progress::check::real_path;
use crate::survey::Survey;
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// Endings of files whose import is written without the ending.
const ENDINGS: [&str; 8] = ["py", "pyi", "js", "jsx", "mjs", "cjs", "ts", "tsx"];

/// Finds files that stand beside a folder of their name.
pub fn file_beside_folder(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let mut stems: HashMap<String, (ItemId, &Place)> = HashMap::new();
    let counted = || plan.ids().filter(|(_, item)| item.kind.is_counted() && !item.is_dropped());
    for (id, item) in counted() {
        for place in item.at.iter().filter(|place| !place.path.ends_with('/')) {
            let path = real_path(plan, &place.path);
            if let Some((stem, ending)) = path.rsplit_once('.')
                && ENDINGS.contains(&ending)
            {
                stems.entry(stem.to_owned()).or_insert((id, place));
            }
        }
    }
    if stems.is_empty() {
        return;
    }
    // One finding a file, however many items stand in the folder.
    let mut beside: BTreeMap<crate::text::Place, (ItemId, &Place, ItemId, &Place)> = BTreeMap::new();
    for (id, item) in counted() {
        for place in &item.at {
            let path = real_path(plan, &place.path);
            let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
            for folder in folders.chain(place.path.ends_with('/').then_some(&*path)) {
                let Some((file, at)) = stems.get(folder).filter(|(file, _)| *file != id) else { continue };
                let retires = |id: ItemId| plan.item(id).kind == ItemKind::Retire;
                if retires(*file) == retires(id) {
                    beside.entry(at.said).or_insert((*file, *at, id, place));
                }
            }
        }
    }
    for (file, at, other, inside) in beside.into_values() {
        let (file, other) = (plan.item(file), plan.item(other));
        let message = format!(
            "`{}` stands in the file {}, and `{}` in the folder of that name beside it: {}",
            file.name, at.path, other.name, inside.path
        );
        found.push(
            Diagnostic::new(&code::FILE_BESIDE_FOLDER, message)
                .at(at.said, "the file")
                .see(inside.said, "in the folder")
                .about(&*file.name)
                .help("move the file into the folder, or name one of them differently"),
        );
    }
}
