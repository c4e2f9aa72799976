//! Which types of a page agree with which types of a table.
//!
//! The classes are narrow, so that a type that is changed in a page is found: a page that leaves a type
//! out, or calls a list a string, differs from its table, and that is a known difference then.

use super::outline::Holds;
use super::spelling::Spelt;
use super::tables::Tables;
use crate::model::{Joint, SharedKind, Type};

/// Whether a type of a page agrees with what an element of a table holds.
pub(super) fn agree(page: &Spelt, table: &Holds, tables: &Tables) -> bool {
    match (page, table) {
        (Spelt::Nothing | Spelt::Node, Holds::Elements)
        | (Spelt::Int, Holds::Value(Type::Int))
        | (Spelt::Bool, Holds::Value(Type::Bool))
        | (Spelt::Text(None), Holds::Value(Type::Bytes | Type::Decimal) | Holds::Union(_) | Holds::Joined(_))
        | (Spelt::DateTime, Holds::Value(Type::DateTime))
        | (Spelt::Date, Holds::Value(Type::Date))
        | (Spelt::Time, Holds::Value(Type::Time))
        | (Spelt::IntOrText, Holds::Union(_))
        | (Spelt::Set, Holds::Enum(_, Some(Joint::Words)) | Holds::Joined(Joint::Words))
        | (Spelt::List, Holds::Enum(_, Some(Joint::Commas)) | Holds::Joined(Joint::Commas)) => true,
        (Spelt::Text(page), Holds::Value(Type::Text { length })) => page == length,
        (Spelt::Int, Holds::Enum(name, None)) => is(tables, name, |coded, number| coded && !number),
        (Spelt::Enum(_), Holds::Enum(name, None)) => is(tables, name, |coded, number| !coded && !number),
        (Spelt::EnumOrInt | Spelt::IntOrText, Holds::Enum(name, None)) => is(tables, name, |_, number| number),
        _ => false,
    }
}

/// What holds for an enum: whether all its values are numbers, and whether it may be any number.
fn is(tables: &Tables, name: &str, test: impl Fn(bool, bool) -> bool) -> bool {
    match tables.types.get(name).map(|ty| &ty.kind) {
        Some(SharedKind::Enum { values, number }) => {
            let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
            test(values.iter().all(|value| digits(&value.wire)), number.is_some())
        }
        _ => false,
    }
}

/// The type of a page in a word.
pub(super) fn page_type(spelt: &str) -> &str {
    if spelt.is_empty() { "no type" } else { spelt }
}
