//! The existing tables, for comparisons with pages and for imports.

use super::plain::compared;
use crate::model::{Method, SharedKind, SharedType};
use crate::source::Source;
use crate::{Kind, read_method, read_type};
use std::collections::BTreeMap;

/// The tables of a folder like `spec`.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// The methods by name.
    pub methods: BTreeMap<String, Method>,
    /// The shared types by name.
    pub types: BTreeMap<String, SharedType>,
    /// Names of the tables with faults; a part of their models may be missing.
    pub faulty: Vec<String>,
}

impl Tables {
    /// Reads tables, each with the name of its file.
    #[must_use]
    pub fn read(methods: &[(String, String)], types: &[(String, String)]) -> Self {
        let sources = types.iter().map(|(name, text)| (name, Source::file(name, text)));
        let sources: Vec<(&String, Source)> = sources.collect();
        // A file without a kind has a fault; an enum is allowed in most rows.
        let kind = |source: &Source| Kind::of_file(source).unwrap_or(Kind::Enum);
        let known: Vec<(&str, Kind)> = sources
            .iter()
            .map(|(name, source)| (name.as_str(), kind(source)))
            .collect();
        let mut out = Self::default();
        for (name, source) in &sources {
            let name = *name;
            let reading = read_type(source, Some(name), &known);
            out.faulty.extend(reading.faults.map(|_| name.clone()));
            out.types.insert(name.clone(), reading.model);
        }
        for (name, text) in methods {
            let reading = read_method(&Source::file(name, text), Some(name), &known);
            out.faulty.extend(reading.faults.map(|_| name.clone()));
            out.methods.insert(name.clone(), reading.model);
        }
        out
    }

    /// Returns the types whose fact `page` names a page, by its title or the name of its file.
    #[must_use]
    pub fn of_page(&self, title: &str) -> Vec<&SharedType> {
        let title = compared(title);
        let types = self.types.values();
        types
            .filter(|ty| ty.pages.iter().any(|page| compared(page) == title))
            .collect()
    }

    /// Returns the enums with exactly these values, in any order.
    #[must_use]
    pub fn with_values(&self, values: &[&str]) -> Vec<&SharedType> {
        let same = |ty: &&SharedType| match &ty.kind {
            SharedKind::Enum { values: known, .. } => {
                known.len() == values.len() && known.iter().all(|value| values.contains(&value.wire.as_str()))
            }
            _ => false,
        };
        self.types.values().filter(same).collect()
    }

    /// Returns true if a shared type of the kind `id` has this name.
    #[must_use]
    pub fn has_id(&self, name: &str) -> bool {
        self.types.get(name).is_some_and(|ty| ty.kind == SharedKind::Id)
    }
}
