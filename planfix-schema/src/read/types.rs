//! The cell of a type to a type, with a suggestion for one that does not exist.

use super::argument::number;
use super::blocks::Spanned;
use super::page::with_stray_letter;
use crate::fault::Collector;
use crate::kind::Kind;
use crate::model::{Joint, Type};
use crate::names::nearest;

/// The shared types there are: name and kind.
pub(super) type Known<'a> = &'a [(&'a str, Kind)];

/// The kind of a shared type.
pub(super) fn kind(types: Known<'_>, name: &str) -> Option<Kind> {
    types.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// The name of a type whose values are elements: a shared record.
pub(super) fn record<'t>(types: Known<'_>, ty: &'t Type) -> Option<&'t str> {
    match ty {
        Type::Shared(name) if kind(types, name) == Some(Kind::Record) => Some(name),
        _ => None,
    }
}

const PRIMITIVES: [(&str, Type); 9] = [
    ("string", Type::Text { length: None }),
    ("int", Type::Int),
    ("decimal", Type::Decimal),
    ("bool", Type::Bool),
    ("date", Type::Date),
    ("datetime", Type::DateTime),
    ("time", Type::Time),
    ("time-or-date", Type::TimeOrDate),
    ("base64", Type::Bytes),
];

/// The names of the primitives in other places.
const ALIASES: [(&str, &str); 10] = [
    ("boolean", "bool"),
    ("integer", "int"),
    ("i64", "int"),
    ("i32", "int"),
    ("number", "int"),
    ("str", "string"),
    ("text", "string"),
    ("float", "decimal"),
    ("double", "decimal"),
    ("bytes", "base64"),
];

/// The type of a cell; nothing for an empty one.
pub(super) fn type_cell(faults: &mut Collector<'_>, cell: &Spanned, types: Known<'_>) -> Option<Type> {
    let text = cell.text.as_str();
    if text.is_empty() {
        return None;
    }
    if let Some((_, ty)) = PRIMITIVES.iter().find(|(name, _)| *name == text) {
        return Some(ty.clone());
    }
    // A type that was reported reads as text, so that the field is there and nothing cascades.
    let stand_in = Some(Type::Text { length: None });
    if let Some(length) = text.strip_prefix("string(").and_then(|rest| rest.strip_suffix(')')) {
        return match number::<u32>(length) {
            Some(length) if length > 0 => Some(Type::Text { length: Some(length) }),
            _ => {
                faults.add(
                    cell.span.clone(),
                    format!("`{text}` has no usable length"),
                    "a number of characters from 1, such as `string(32)`",
                );
                stand_in
            }
        };
    }
    if let Some((joint, item)) = Joint::ALL.into_iter().find_map(|joint| {
        let rest = text.strip_prefix(joint.word())?.strip_prefix('(')?;
        Some((joint, rest.strip_suffix(')')?))
    }) {
        return joined(faults, cell, joint, item, types).or(stand_in);
    }
    if kind(types, text).is_some() {
        return Some(Type::Shared(text.to_owned()));
    }
    unknown_type(faults, cell, types);
    stand_in
}

/// A type of several values in one text.
fn joined(faults: &mut Collector<'_>, cell: &Spanned, joint: Joint, item: &str, types: Known<'_>) -> Option<Type> {
    if item.is_empty() {
        let message = format!("`{}` without the type of its values", cell.text);
        let help = format!("such as `{}(int)`", joint.word());
        faults.help(cell.span.clone(), message, "values of which type?", help);
        return None;
    }
    // The item follows the word and the parenthesis.
    let start = cell.span.start + joint.word().len() + 1;
    let inner = Spanned {
        text: item.to_owned(),
        span: start..start + item.len(),
    };
    let before = faults.count();
    let ty = type_cell(faults, &inner, types);
    let is_item = match &ty {
        Some(Type::Text { length: None } | Type::Int) => true,
        Some(Type::Shared(name)) => matches!(kind(types, name), Some(Kind::Id | Kind::Enum)),
        _ => false,
    };
    if is_item && faults.count() == before {
        return ty.map(|ty| Type::Joined(joint, Box::new(ty)));
    }
    // A type that is not known was reported.
    if faults.count() == before {
        faults.help(
            inner.span,
            format!("`{item}` cannot be one of several values in one text"),
            "not such a type",
            "it may be `string`, `int`, or a shared type of the kind `id` or `enum`",
        );
    }
    None
}

/// Returns the name of a type that differs from this one in case only, or that is called so elsewhere.
fn same_word<'a>(text: &str, types: Known<'a>) -> Option<&'a str> {
    let primitives = PRIMITIVES.iter().map(|(name, _)| *name);
    let shared = types.iter().map(|(name, _)| *name);
    let exact = primitives.chain(shared).find(|name| name.eq_ignore_ascii_case(text));
    let alias = || ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(text));
    exact.or_else(|| alias().map(|(_, name)| *name))
}

/// Reports a type that does not exist.
fn unknown_type(faults: &mut Collector<'_>, cell: &Spanned, types: Known<'_>) {
    let text = cell.text.as_str();
    let same = same_word(text, types);
    let is_shared = text.starts_with(|c: char| c.is_ascii_uppercase());
    let near_shared = || nearest(text, types.iter().map(|(name, _)| *name));
    let near_primitive = || nearest(text, PRIMITIVES.iter().map(|(name, _)| *name));
    let (what, help) = if let Some(same) = same {
        ("type", format!("did you mean `{same}`?"))
    } else if let Some((word, item)) = text.split_once('(') {
        let help = match nearest(word, Joint::ALL.map(Joint::word).into_iter().chain(["string"])) {
            Some(near) => format!("did you mean `{near}({})`?", item.trim_end_matches(')')),
            None => "types with parentheses: string(32), words(T), commas(T), semicolons(T), brackets(T)".to_owned(),
        };
        ("type", help)
    } else if is_shared {
        let file = file_of_type(&faults.source().name, text);
        let help = match near_shared() {
            Some(near) => format!("did you mean `{near}`? For a new shared type, make the file `{file}`"),
            None => format!("make the file `{file}`"),
        };
        ("shared type", help)
    } else {
        let help = match near_primitive().or_else(near_shared) {
            Some(near) => format!("did you mean `{near}`?"),
            None if text == "enum" => "an enum is a shared type: a file in `spec/types/`".to_owned(),
            None => format!(
                "primitives: {}; a shared type begins with a capital letter",
                PRIMITIVES.map(|(name, _)| name).join(", ")
            ),
        };
        ("type", help)
    };
    faults.help(
        cell.span.clone(),
        format!("unknown {what} `{text}`"),
        "no such type",
        with_stray_letter(help, text),
    );
    if is_shared && same.is_none() {
        faults.lacks_type(text);
    }
}

/// Returns the file that a shared type would have, seen from the table that names it.
fn file_of_type(table: &str, name: &str) -> String {
    let folder = match table.rsplit_once('/') {
        Some((folder, file)) if file.ends_with(".md") => folder,
        // A table in a doc comment, or one without a folder.
        _ => "spec/types",
    };
    match folder.strip_suffix("methods") {
        Some(above) if above.is_empty() || above.ends_with('/') => format!("{above}types/{name}.md"),
        _ if folder == "types" || folder.ends_with("/types") => format!("{folder}/{name}.md"),
        _ => format!("{folder}/types/{name}.md"),
    }
}
