//! Several trees as one: the files of a named tree stand behind its name and a colon, as in `web:src/app.ts`.

use super::{Digest, Entry, Tree};

/// A main tree, and others by name.
pub struct Forest {
    main: Box<dyn Tree>,
    others: Vec<(String, Box<dyn Tree>)>,
}

impl std::fmt::Debug for Forest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.others.iter().map(|(name, _)| name.as_str()).collect();
        formatter.debug_struct("Forest").field("others", &names).finish_non_exhaustive()
    }
}

impl Forest {
    /// One tree, and others by the names that plans give them.
    pub fn new(main: Box<dyn Tree>, others: Vec<(String, Box<dyn Tree>)>) -> Forest {
        Forest { main, others }
    }

    /// The tree a path lies in, and the path there.
    fn find<'p>(&self, path: &'p str) -> (&dyn Tree, &'p str) {
        let named = path.split_once(':').and_then(|(name, inner)| {
            let (_, tree) = self.others.iter().find(|(known, _)| known == name)?;
            Some((&**tree, inner))
        });
        named.unwrap_or((&*self.main, path))
    }
}

impl Tree for Forest {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let mut entries = self.main.entries()?;
        for (name, tree) in &self.others {
            let of_tree = tree.entries().map_err(|why| format!("tree `{name}`: {why}"))?;
            entries.extend(of_tree.into_iter().map(|entry| Entry { path: format!("{name}:{}", entry.path).into(), ..entry }));
        }
        entries.sort_unstable();
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let (tree, path) = self.find(path);
        tree.read(path)
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        let (tree, path) = self.find(path);
        tree.digest(path)
    }

    fn commit(&self) -> Option<String> {
        self.main.commit()
    }

    fn fixed(&self) -> Option<String> {
        let others = self.others.iter().map(|(name, tree)| Some(format!("\n{name}:{}", tree.fixed()?)));
        Some(self.main.fixed()? + &others.collect::<Option<String>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One(&'static str);

    impl Tree for One {
        fn entries(&self) -> Result<Vec<Entry>, String> {
            Ok(vec![Entry::file("a.py", 1)])
        }

        fn read(&self, path: &str) -> Result<Vec<u8>, String> {
            if path == "a.py" { Ok(self.0.as_bytes().to_vec()) } else { Err("no such file".to_owned()) }
        }
    }

    #[test]
    fn a_named_tree_stands_behind_its_name() {
        let forest = Forest::new(Box::new(One("main")), vec![("web".to_owned(), Box::new(One("web")))]);
        let paths: Vec<String> = forest.entries().unwrap().into_iter().map(|entry| entry.path.into()).collect();
        assert_eq!(paths, ["a.py", "web:a.py"]);
        assert_eq!(forest.read("web:a.py"), Ok(b"web".to_vec()));
        assert_eq!(forest.read("a.py"), Ok(b"main".to_vec()));
        assert!(forest.read("other:a.py").is_err());
    }
}
