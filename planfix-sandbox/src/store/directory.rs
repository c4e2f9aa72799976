//! The small tables that contacts refer to. They are read whole: they hold a handful of rows.

use super::{Begun, StoreError};
use rusqlite::params;
use std::collections::BTreeMap;

/// Identifiers and names.
pub(crate) type Names = BTreeMap<i64, String>;

/// Everything that contacts refer to.
pub(crate) struct Directory {
    pub(crate) groups: Names,
    pub(crate) phone_types: Names,
    pub(crate) employees: Names,
    pub(crate) user_groups: Names,
    pub(crate) fields: BTreeMap<i64, CustomField>,
}

/// A custom field of contacts.
pub(crate) struct CustomField {
    pub(crate) name: String,
    pub(crate) kind: FieldKind,
}

/// What a custom field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    Text,
    Number,
    /// Identifiers in brackets: `[3,14]`.
    Ids,
}

impl FieldKind {
    const ALL: [(Self, &'static str); 3] = [(Self::Text, "text"), (Self::Number, "number"), (Self::Ids, "ids")];

    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w)| *w == word).map(|(kind, _)| *kind)
    }

    pub(crate) fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("text", |(_, word)| word)
    }
}

impl Begun<'_> {
    pub(crate) fn directory(&self) -> Result<Directory, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT id, name, kind FROM custom_field")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))?;
        let mut fields = BTreeMap::new();
        for row in rows {
            let (id, name, word) = row?;
            let kind = FieldKind::of(&word).ok_or(StoreError::Inconsistent("a custom field of an unknown kind"))?;
            fields.insert(id, CustomField { name, kind });
        }
        Ok(Directory {
            groups: self.contact_groups()?,
            phone_types: self.phone_types()?,
            employees: self.names("employee")?,
            user_groups: self.names("user_group")?,
            fields,
        })
    }

    pub(crate) fn contact_groups(&self) -> Result<Names, StoreError> {
        self.names("contact_group")
    }

    pub(crate) fn phone_types(&self) -> Result<Names, StoreError> {
        self.names("phone_type")
    }

    fn names(&self, table: &'static str) -> Result<Names, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("SELECT id, name FROM {table}"))?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn add_name(&self, table: &'static str, id: i64, name: &str) -> Result<(), StoreError> {
        self.0.execute(
            &format!("INSERT INTO {table} (id, name) VALUES (?1, ?2)"),
            params![id, name],
        )?;
        Ok(())
    }

    pub(super) fn add_field(&self, id: i64, name: &str, kind: FieldKind) -> Result<(), StoreError> {
        self.0.execute(
            "INSERT INTO custom_field (id, name, kind) VALUES (?1, ?2, ?3)",
            params![id, name, kind.word()],
        )?;
        Ok(())
    }
}
