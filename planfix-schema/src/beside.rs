//! The shared types that a table can name: those of the folder `types` near it, and those of planfix-api.

use crate::kind::Kind;
use crate::shipped;
use crate::source::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The shared types that a table can name.
///
/// ```
/// use planfix_schema::{Kind, TypesBeside};
///
/// // There is no such folder, so the types are those of planfix-api.
/// let types = TypesBeside::of("nowhere/methods/room.book.md".as_ref());
/// assert!(types.known().contains(&("ContactId", Kind::Id)));
/// assert!(types.own().is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypesBeside {
    own: BTreeMap<String, Kind>,
}

impl TypesBeside {
    /// Reads the names and kinds of the types near a table.
    #[must_use]
    pub fn of(table: &Path) -> Self {
        Self::in_folders(&Self::folders(table))
    }

    /// Reads the names and kinds of the types in these folders.
    #[must_use]
    pub fn in_folders(folders: &[PathBuf]) -> Self {
        let mut own = BTreeMap::new();
        for (name, path) in folders.iter().flat_map(|folder| markdown_files(folder)) {
            let text = std::fs::read_to_string(&path).ok();
            let kind = text.and_then(|text| Kind::of_file(&Source::file(&name, &text)));
            // A file without a kind is reported when it is read itself; an enum may be used in most places.
            own.entry(name).or_insert(kind.unwrap_or(Kind::Enum));
        }
        Self { own }
    }

    /// Returns the folders of the types near a table, likeliest first: its own folder where that is named `types`, and
    /// `types` beside and below its folder.
    #[must_use]
    pub fn folders(table: &Path) -> Vec<PathBuf> {
        let parent = table.parent().unwrap_or(Path::new(""));
        let own = (parent.file_name().is_some_and(|name| name == "types")).then(|| parent.to_owned());
        let beside = [parent.join("../types"), parent.join("types")];
        own.into_iter().chain(beside).filter(|folder| folder.is_dir()).collect()
    }

    /// Returns the types of the folders, by name.
    #[must_use]
    pub fn own(&self) -> Vec<(&str, Kind)> {
        self.own.iter().map(|(name, kind)| (name.as_str(), *kind)).collect()
    }

    /// Returns every type that the table can name: its own, and those of planfix-api that have another name.
    #[must_use]
    pub fn known(&self) -> Vec<(&str, Kind)> {
        let shipped = shipped::TYPES.iter().filter(|(name, _)| !self.own.contains_key(*name));
        let mut all: Vec<(&str, Kind)> = shipped.copied().chain(self.own()).collect();
        all.sort_by_key(|(name, _)| *name);
        all
    }
}

/// Returns the Markdown files of a folder by their names without `.md`; none for a folder that cannot be read.
///
/// ```
/// assert!(planfix_schema::markdown_files("no/such/folder".as_ref()).is_empty());
/// ```
#[must_use]
pub fn markdown_files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path()).filter_map(|path| {
        let is_markdown = path.extension().is_some_and(|extension| extension == "md");
        let name = path.file_stem()?.to_string_lossy().into_owned();
        is_markdown.then_some((name, path))
    });
    files.collect()
}
