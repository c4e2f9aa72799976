//! The shared types that a table can name, from the folder beside it and from planfix-api, and the tables that are
//! checked together with them.

use planfix_schema::{Faults, Source, Tables, TypesBeside, check_together, markdown_files, read_type};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The folders that were searched, and the tables beside each.
#[derive(Default)]
pub(super) struct Beside {
    /// The types, by the folder of the tables that name them.
    known: HashMap<PathBuf, TypesBeside>,
    /// The tables without faults, by the folder of their types.
    groups: BTreeMap<PathBuf, Tables>,
    /// The files that `groups` contains.
    read: HashSet<PathBuf>,
}

impl Beside {
    /// Returns the types that a table can name.
    pub(super) fn types(&mut self, path: &Path) -> &TypesBeside {
        let parent = path.parent().unwrap_or(Path::new("")).to_owned();
        self.known.entry(parent).or_insert_with(|| TypesBeside::of(path))
    }

    /// Returns the tables to be checked together with this one, which has no faults of its own.
    pub(super) fn group(&mut self, path: &Path) -> &mut Tables {
        self.read.extend(path.canonicalize());
        let folder = TypesBeside::folders(path)
            .into_iter()
            .find_map(|folder| folder.canonicalize().ok());
        self.groups.entry(folder.unwrap_or_default()).or_default()
    }

    /// Returns the faults that the tables show together, in the files that were named. Types beside them are read
    /// too, to judge what the named files say about them.
    pub(super) fn faults(mut self) -> Vec<Faults> {
        let mut out = Vec::new();
        for (folder, mut tables) in std::mem::take(&mut self.groups) {
            let types = self.types(&folder.join("any.md")).clone();
            let types = types.known();
            let asked: HashSet<String> = tables
                .methods
                .iter()
                .map(|(source, _)| source)
                .chain(tables.types.iter().map(|(source, _)| source))
                .map(|source| source.name.clone())
                .collect();
            for (name, path) in markdown_files(&folder) {
                let is_read = path.canonicalize().is_ok_and(|path| self.read.contains(&path));
                let Some(source) = source(&path).filter(|_| !is_read) else {
                    continue;
                };
                if let Ok(model) = read_type(&source, Some(&name), &types).into_result() {
                    tables.types.push((source, model));
                }
            }
            let found = check_together(&tables).into_iter();
            out.extend(found.filter(|faults| asked.contains(faults.source_name())));
        }
        out
    }
}

fn source(path: &Path) -> Option<Source> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(Source::file(&path.display().to_string(), &text))
}
