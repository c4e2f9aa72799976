//! The kind of a shared type: all that a table needs to know of a type that it names.

use crate::model::{SharedKind, SharedType};
use crate::source::Source;

/// The kind of a shared type. It decides which rules a row of this type may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An identifier.
    Id,
    /// An open set of values.
    Enum,
    /// Elements shared by several methods.
    Record,
    /// A value that has one of several forms.
    Union,
}

impl Kind {
    /// Every kind, in the order of their words.
    pub const ALL: [Self; 4] = [Self::Enum, Self::Id, Self::Record, Self::Union];

    /// Returns the word of the fact `kind`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Enum => "enum",
            Self::Record => "record",
            Self::Union => "union",
        }
    }

    /// Returns the kind that the file of a type names.
    #[must_use]
    pub fn of_file(source: &Source) -> Option<Self> {
        let word = crate::read::kind_word(source)?;
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl SharedType {
    /// Returns its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.kind {
            SharedKind::Id => Kind::Id,
            SharedKind::Enum { .. } => Kind::Enum,
            SharedKind::Record(..) => Kind::Record,
            SharedKind::Union(_) => Kind::Union,
        }
    }
}
