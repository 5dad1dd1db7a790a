//! The one door to the outside: reading a file, finding plans, what day it is. The core sees only this.

use crate::time::Date;

/// Where plans come from.
pub trait World: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// In words for people, without the path.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// All `.plan` files below a folder, sorted.
    ///
    /// # Errors
    /// In words for people, without the path.
    fn plans_in(&self, folder: &str) -> Result<Vec<String>, String>;

    /// The files that a glob, relative to a folder, matches, sorted.
    ///
    /// # Errors
    /// When the glob itself is faulty, in words for people.
    fn glob(&self, folder: &str, glob: &str) -> Result<Vec<String>, String>;

    /// Whether the path is a folder.
    fn is_folder(&self, path: &str) -> bool;

    /// Today. Asked only when neither the plan nor the command line gives a data date.
    fn today(&self) -> Date;
}
