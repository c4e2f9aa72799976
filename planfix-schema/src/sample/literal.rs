//! Values of the primitive types as Rust writes them, for examples.

use crate::kind::Kind;
use crate::model::{Joint, Rules, Type};

pub(super) fn joined(joint: Joint) -> &'static str {
    match joint {
        Joint::Words => "Words",
        Joint::Commas => "Commas",
        Joint::Semicolons => "Semicolons",
        Joint::Brackets => "Brackets",
    }
}

/// Returns one of several values in one text.
pub(super) fn joined_item(item: &Type, kind: impl Fn(&str) -> Option<Kind>) -> Option<String> {
    match item {
        Type::Text { .. } => Some("\"text\"".to_owned()),
        Type::Int => Some("1".to_owned()),
        Type::Shared(name) if kind(name) == Some(Kind::Id) => Some(format!("{name}(1)")),
        _ => None,
    }
}

/// Returns a leaf for an argument that is converted.
pub(super) fn argument(ty: &Type, rules: &Rules) -> String {
    match ty {
        Type::Text { length } => text(*length),
        Type::Int => number(rules).to_string(),
        Type::TimeOrDate => "civil::time(17, 30, 0, 0)".to_owned(),
        _ => "civil::date(2024, 2, 29).at(17, 30, 0, 0)".to_owned(),
    }
}

/// Returns a leaf of exactly this type.
pub(super) fn exact(ty: &Type, rules: &Rules) -> String {
    match ty {
        Type::Text { length } => format!("String::from({})", text(*length)),
        Type::Int => format!("{}_i64", number(rules)),
        Type::Decimal => "Decimal::from(10)".to_owned(),
        Type::Bool => "true".to_owned(),
        Type::Date => "civil::date(2024, 2, 29)".to_owned(),
        Type::DateTime => "DateTime::from(civil::date(2024, 2, 29))".to_owned(),
        Type::Time => "civil::time(17, 30, 0, 0)".to_owned(),
        Type::TimeOrDate => "TimeOrDate::Time(civil::time(17, 30, 0, 0))".to_owned(),
        Type::Bytes => "Bytes::from(*b\"planfix\")".to_owned(),
        Type::Joined(..) | Type::Shared(_) | Type::Record(_) => String::new(),
    }
}

/// Returns a text literal, or an expression that repeats a character if it is long.
pub(super) fn text(length: Option<u32>) -> String {
    match length {
        Some(length @ 65..) => format!("\"x\".repeat({length})"),
        length => format!("\"{}\"", super::value(&Type::Text { length })),
    }
}

/// A number in the range of the row.
pub(super) fn number(rules: &Rules) -> i64 {
    let (least, most) = rules.range.unwrap_or_default();
    1.max(least.unwrap_or(1)).min(most.unwrap_or(i64::MAX))
}

/// A name as Rust writes it.
pub(super) fn identifier(name: &str) -> String {
    if crate::is_keyword(name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}
