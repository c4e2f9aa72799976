//! The agreement between the types of a page and those of a table.
//!
//! The classes are narrow, so that a changed type in a page is found. A page that leaves a type out, or calls a list
//! a string, differs from its table; that is then a known difference.

use super::outline::Holds;
use super::spelling::Spelt;
use super::tables::Tables;
use crate::model::{Joint, SharedKind, Type};

/// Returns true if a type of a page agrees with the content of an element of a table.
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

/// Tests an enum with two facts: all its values are numbers, and any other number is allowed.
fn is(tables: &Tables, name: &str, test: impl Fn(bool, bool) -> bool) -> bool {
    match tables.types.get(name).map(|ty| &ty.kind) {
        Some(SharedKind::Enum { values, number }) => {
            let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
            test(values.iter().all(|value| digits(&value.wire)), number.is_some())
        }
        _ => false,
    }
}

/// Returns the type of a page as one word.
pub(super) fn page_type(spelt: &str) -> &str {
    if spelt.is_empty() { "no type" } else { spelt }
}
