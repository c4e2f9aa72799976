//! The table that the tokens name, with its text.

use crate::input::Table;
use planfix_schema::{Source, TypesBeside};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::path::{Path, PathBuf};

/// A table that was read.
pub(crate) struct Loaded {
    pub(crate) source: Source,
    /// Name that the title must have, if any.
    pub(crate) name: Option<String>,
    /// An expression for the text.
    pub(crate) text: TokenStream,
}

/// Returns the name that the title of a table must have: the name of its file.
pub(crate) fn name(table: &Table) -> Option<String> {
    match table {
        Table::File(path) => Some(Path::new(&path.value()).file_stem()?.to_string_lossy().into_owned()),
        Table::Inline(_) => None,
    }
}

/// Reads a table. An error says what is wrong with its path, and where the path is.
pub(crate) fn load(table: &Table) -> Result<Loaded, (String, Span)> {
    match table {
        Table::File(literal) => {
            let path = literal.value();
            let (folder, what) = start(&path, literal.span());
            let full = folder.join(&path);
            let text = std::fs::read_to_string(&full).map_err(|error| {
                let reason = match error.kind() {
                    std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                    std::io::ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
                    _ => error.to_string(),
                };
                let help = nearest(&full).map_or_else(String::new, |name| format!("\n  help: did you mean `{name}`?"));
                let message = format!("cannot read the table `{path}`: {reason}\n  the path starts at {what}{help}");
                (message, literal.span())
            })?;
            let tracked = full.to_string_lossy().into_owned();
            Ok(Loaded {
                source: Source::file(&path, &text),
                name: name(table),
                text: quote!(::core::include_str!(#tracked)),
            })
        }
        Table::Inline(lines) => {
            let text = lines
                .iter()
                .map(|(line, _)| line.as_str())
                .collect::<Vec<_>>()
                .join("\n");
            let first = lines.first().map_or_else(Span::call_site, |(_, span)| *span).unwrap();
            let file = first.file();
            let file = Path::new(&file);
            let name = file.strip_prefix(manifest_folder()).unwrap_or(file);
            Ok(Loaded {
                source: Source {
                    name: name.display().to_string(),
                    text: text.clone(),
                    first_line: u32::try_from(first.line()).unwrap_or(1),
                    // The marker of the comment and the space after it.
                    column: u32::try_from(first.column()).unwrap_or(1) + 3,
                },
                name: None,
                text: quote!(#text),
            })
        }
    }
}

/// Reads which shared types a table has near it; `asks` is true where the tokens name their module.
pub(crate) fn types(table: &Table, asks: bool) -> TypesBeside {
    match table {
        Table::File(literal) => {
            let (folder, _) = start(&literal.value(), literal.span());
            TypesBeside::of(&folder.join(literal.value()))
        }
        Table::Inline(_) if asks => TypesBeside::in_folders(&[manifest_folder().join("spec/types")]),
        Table::Inline(_) => TypesBeside::default(),
    }
}

/// Returns the folder at which a path starts, and its name for people: see the crate's documentation.
fn start(path: &str, span: Span) -> (PathBuf, &'static str) {
    if path.starts_with("./") || path.starts_with("../") {
        let source = span.unwrap().local_file();
        if let Some(folder) = source.as_deref().and_then(Path::parent) {
            return (
                std::path::absolute(folder).unwrap_or(folder.to_owned()),
                "the folder of this source file",
            );
        }
    }
    (manifest_folder(), "the folder of this crate's Cargo.toml")
}

pub(crate) fn manifest_folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from)
}

/// Names the file in the same folder that is spelt most like the missing one.
fn nearest(path: &Path) -> Option<String> {
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let names = path
        .parent()
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .into_iter()
        .flatten();
    let names: Vec<String> = names
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    planfix_schema::nearest(&wanted?, names.iter().map(String::as_str)).map(str::to_owned)
}
