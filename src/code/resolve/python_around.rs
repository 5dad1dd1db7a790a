//! Where an absolute name of Python may lead that no root of the search path has: a program also finds what lies beside it, and what lies
//! beside its top package.

use std::collections::BTreeSet;

use super::super::codebase::{folder_of, join, within};
use super::super::facts::{Import, Imported};
use super::Verdict;
use super::python_index::PythonIndex;
use super::python_modules::{At, Located};
use super::python_standard::{PACKAGES, is_standard};

/// Folders from which an absolute name may be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Those from which it surely is, as nothing else fits.
    pub sure: Vec<String>,
    /// Those from which it may be.
    pub perhaps: Vec<String>,
}

impl PythonIndex<'_> {
    /// The folders from which an import of a file may be counted, besides the roots of the search path: those above the file that are no
    /// packages, and those that hold a package. Empty where a root has what is imported, and where the language itself brings it.
    ///
    /// What stands nowhere counts from all that could have held it.
    pub fn around(&self, file: &str, import: &Import) -> Around {
        let module = &*import.module;
        if import.level > 0 || module.is_empty() || self.is_settled(import) {
            return Around::default();
        }
        let first = module.split('.').next().unwrap_or(module);
        let own = folder_of(file);
        let is_package = |folder: &str| self.tree.has_file(&join(folder, "__init__.py"));
        let above: Vec<&str> =
            above(own).filter(|folder| !self.roots.iter().any(|root| root == folder) && (*folder == own || !is_package(folder))).collect();
        let open: Vec<&str> = above.iter().copied().filter(|folder| !is_package(folder)).collect();
        let begins = |folder: &&&str| self.is_code(&join(folder, first));
        let whole = |folder: &&&str| self.is_code(&join(folder, &module.replace('.', "/")));
        if is_standard(first) && (first == module || PACKAGES.contains(&first)) {
            // A program whose own folder has a module of that name finds this one first, and an import of the program finds the other.
            let exact = open.iter().find(|folder| whole(folder) && first != module).map(|folder| (*folder).to_owned());
            let beside = above.iter().filter(|folder| **folder == own && open.contains(folder) && whole(folder));
            let perhaps = beside.map(|folder| (*folder).to_owned()).collect();
            return Around { sure: exact.into_iter().collect(), perhaps };
        }
        let owned = |folders: Vec<&str>| -> Vec<String> { folders.into_iter().map(str::to_owned).collect() };
        if let Some(nearest) = open.iter().find(whole).or_else(|| open.iter().find(begins)) {
            let others = above.iter().copied().filter(|folder| folder != nearest && *nearest != own && begins(&folder));
            return Around { sure: vec![(*nearest).to_owned()], perhaps: owned(others.collect()) };
        }
        let is_installed = self.may_be_installed(first);
        let elsewhere = self.elsewhere(file, module);
        let standing: Vec<&str> = elsewhere.iter().map(String::as_str).filter(|folder| begins(&folder)).collect();
        let is_sure = |folder: &str| !is_installed && (folder == own || standing.is_empty());
        let (sure, mut perhaps): (Vec<&str>, Vec<&str>) = open.iter().copied().partition(|folder| is_sure(folder));
        if !is_installed {
            perhaps.extend(above.iter().filter(|folder| **folder == own && !open.contains(folder)));
            perhaps.extend(if standing.is_empty() { elsewhere.iter().map(String::as_str).collect() } else { standing });
        }
        Around { sure: owned(sure), perhaps: owned(perhaps) }
    }

    /// Whether a file or a package somewhere in the tree has the name.
    pub fn knows(&self, name: &str) -> bool {
        self.sources().by_name.contains_key(name)
    }

    /// The dotted names that a module counted from a folder has, under each root.
    pub fn names_below(&self, folder: &str, module: &str) -> Vec<String> {
        let below = |root: &String| Some(format!("{}.{module}", within(root, folder)?.replace('/', ".")));
        self.roots.iter().filter_map(below).collect()
    }

    /// The dotted names of the module that a relative import of a file means.
    pub fn relative_names(&self, file: &str, import: &Import) -> Vec<String> {
        let mut names: Vec<String> =
            self.packages_of(file).iter().filter_map(|package| self.absolute(package, import.level, &import.module)).collect();
        // The top of the tree may be a package itself.
        let top = folder_of(file);
        if names.is_empty() && import.level == 1 && (top.is_empty() || top.ends_with(':')) {
            names.push(import.module.to_string());
        }
        names
    }

    /// Whether a root of the search path has what is imported.
    fn is_settled(&self, import: &Import) -> bool {
        let stands = match self.locate(&import.module) {
            Located::Here(module) => match &module.at {
                At::Namespace(folders) => self.has_code(folders),
                _ => true,
            },
            _ => false,
        };
        let lacks = || match &import.what {
            Imported::Name(name) => matches!(self.resolve_name(&import.module, name).verdict, Verdict::NotFound { .. }),
            Imported::Module | Imported::Star => false,
        };
        stands && !lacks()
    }

    /// Whether a module, or a package with code in it, stands at a path without an ending.
    fn is_code(&self, path: &str) -> bool {
        self.file_at(path).is_some() || self.has_code(&[path.to_owned()])
    }

    /// The folders away from a file that hold a package of their own, or the whole module.
    fn elsewhere(&self, file: &str, module: &str) -> Vec<String> {
        let path = module.replace('.', "/");
        let last = module.rsplit('.').next().unwrap_or(module);
        let holding = self.sources().by_name.get(last).into_iter().flatten().filter_map(|known| {
            let stem = known.strip_suffix(".py")?;
            let before = stem.strip_suffix("/__init__").unwrap_or(stem).strip_suffix(&*path)?;
            before.strip_suffix('/').or_else(|| before.ends_with(':').then_some(before))
        });
        let tops = self.sources().tops.iter().copied();
        let folders: BTreeSet<&str> = tops.chain(holding).filter(|folder| !folder.is_empty()).collect();
        let is_away = |folder: &&str| within(folder, file).is_none() && !self.roots.iter().any(|root| root == folder);
        let is_package = |folder: &str| self.tree.has_file(&join(folder, "__init__.py"));
        folders.into_iter().filter(is_away).filter(|folder| !is_package(folder)).map(str::to_owned).collect()
    }
}

/// A folder and those above it, without the top of the tree, innermost first.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| Some(folder_of(folder))).take_while(|folder| !folder.is_empty() && !folder.ends_with(':'))
}
