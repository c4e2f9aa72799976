//! The error for the name of a custom field.

use crate::FieldId;
use std::fmt;

/// An error for a name that is not the name of exactly one custom field.
///
/// ```
/// use planfix_api::custom::Fields;
/// use planfix_api::{CustomField, FieldId};
///
/// let fields = [CustomField::new().field_id(FieldId(7)).field_name("Level")];
/// let error = Fields::of(&fields).get("Levle").unwrap_err();
/// assert_eq!(error.to_string(), "no custom field `Levle`; did you mean `Level`? (there are: Level)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CustomFieldError {
    /// No field has the name.
    Unknown {
        /// The name.
        name: String,
        /// The most similar name, if one is close.
        nearest: Option<String>,
        /// All names there are.
        names: Vec<String>,
    },
    /// Several fields have the name: use their identifiers.
    Ambiguous {
        /// The name.
        name: String,
        /// Their identifiers.
        ids: Vec<FieldId>,
    },
    /// The field came without its identifier, so it cannot be changed.
    NoId {
        /// The name.
        name: String,
    },
}

impl fmt::Display for CustomFieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, names, .. } if names.is_empty() => {
                write!(
                    f,
                    "no custom field `{name}`: the answer has no custom fields with a name"
                )
            }
            Self::Unknown { name, nearest, names } => {
                write!(f, "no custom field `{name}`")?;
                if let Some(nearest) = nearest {
                    write!(f, "; did you mean `{nearest}`?")?;
                }
                write!(f, " (there are: {})", names.join(", "))
            }
            Self::Ambiguous { name, ids } => {
                let ids: Vec<String> = ids.iter().map(FieldId::to_string).collect();
                write!(
                    f,
                    "{} custom fields are called `{name}`; use the identifier of one of them: {}",
                    ids.len(),
                    ids.join(", ")
                )
            }
            Self::NoId { name } => write!(f, "the custom field `{name}` came without its identifier"),
        }
    }
}

impl std::error::Error for CustomFieldError {}
