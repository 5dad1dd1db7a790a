//! Writing outputs: whole or not at all, and not at all when nothing changed.

use super::disk::reason;
use crate::render::MARK;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Files to be written below one folder, by relative path with `/`.
pub type Outputs = BTreeMap<String, String>;

/// What writing would change.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are not there, or hold something else.
    pub stale: Vec<String>,
    /// Compiled files that nothing compiles any more.
    pub left_over: Vec<String>,
    /// Files that are as they should be.
    pub unchanged: usize,
}

impl Changes {
    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.stale.is_empty() && self.left_over.is_empty()
    }
}

/// Compares outputs with what is below a folder. In `owned` folders, compiled files that are no output are left over.
///
/// # Errors
/// When something there cannot be read, in words for people.
pub fn compare(folder: &Path, outputs: &Outputs, owned: &[String]) -> Result<Changes, String> {
    let mut changes = Changes::default();
    for (name, text) in outputs {
        let path = folder.join(name);
        // A file of another length need not be read.
        let same =
            |meta: std::fs::Metadata| Ok(meta.len() == text.len() as u64 && meta.is_file() && std::fs::read(&path)? == text.as_bytes());
        match std::fs::metadata(&path).and_then(same) {
            Ok(true) => changes.unchanged += 1,
            Ok(false) => changes.stale.push(name.clone()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => changes.stale.push(name.clone()),
            Err(error) => return Err(format!("cannot read {}: {}", path.display(), reason(&error))),
        }
    }
    for inner in owned {
        let Ok(entries) = std::fs::read_dir(folder.join(inner)) else { continue };
        for entry in entries.flatten() {
            let Ok(file) = entry.file_name().into_string() else { continue };
            let name = format!("{inner}/{file}");
            if !outputs.contains_key(&name) && is_compiled(&entry.path()) {
                changes.left_over.push(name);
            }
        }
    }
    changes.left_over.sort();
    Ok(changes)
}

/// Writes what changed, each file by way of a temporary one beside it, and removes what is left over.
///
/// # Errors
/// When a file cannot be written, in words for people; files written before stay.
pub fn write(folder: &Path, outputs: &Outputs, changes: &Changes) -> Result<(), String> {
    for name in &changes.stale {
        let path = folder.join(name);
        write_file(&path, &outputs[name])?;
    }
    for name in &changes.left_over {
        let path = folder.join(name);
        std::fs::remove_file(&path).map_err(|error| format!("cannot remove {}: {}", path.display(), reason(&error)))?;
    }
    Ok(())
}

/// Writes one file whole or not at all.
///
/// # Errors
/// In words for people.
pub fn write_file(path: &Path, text: &str) -> Result<(), String> {
    let failed = |what: &str, error: &std::io::Error| format!("cannot {what} {}: {}", path.display(), reason(error));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    std::fs::create_dir_all(&folder).map_err(|error| failed("make the folder of", &error))?;
    let mut file = tempfile::Builder::new().prefix(".landfall-").tempfile_in(&folder).map_err(|error| failed("write", &error))?;
    file.write_all(text.as_bytes()).map_err(|error| failed("write", &error))?;
    // A temporary file is private; outputs get the mode of the file they replace, or an ordinary one.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map_or(0o644, |meta| meta.permissions().mode() & 0o777);
        file.as_file().set_permissions(std::fs::Permissions::from_mode(mode)).map_err(|error| failed("write", &error))?;
    }
    file.persist(path).map_err(|error| failed("write", &error.error))?;
    Ok(())
}

/// Whether a file bears the mark of compiled files.
fn is_compiled(path: &Path) -> bool {
    use std::io::Read;
    let mut start = [0u8; 400];
    let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut start)).unwrap_or(0);
    String::from_utf8_lossy(&start[..read]).contains(MARK)
}
