//! An enum: its values, and the variant for a number.

use super::blocks::Spanned;
use super::note::{Rule, note};
use super::table::Row;
use super::types::{Known, kind};
use crate::fault::Collector;
use crate::kind::Kind;
use crate::model::EnumValue;
use crate::names::{is_type, nearest, pascal};

/// The values of an enum.
pub(super) fn values(faults: &mut Collector<'_>, rows: &[Row]) -> Vec<EnumValue> {
    let mut out: Vec<EnumValue> = Vec::new();
    for row in rows {
        let [value, note] = row.cells.as_slice() else {
            continue;
        };
        let note = self::note(faults, note);
        let mut rust = pascal(&value.text);
        for (rule, span) in &note.rules {
            match rule {
                Rule::As(name) => rust.clone_from(name),
                other => faults.help(
                    span.clone(),
                    format!("rule `{}` on a value of an enum", other.word()),
                    "a value has the rule `as` only",
                    "remove it",
                ),
            }
        }
        let line = faults.line(row.span.start);
        if value.text.is_empty() {
            faults.add(
                row.span.clone(),
                "a row without a value",
                "the value is the text on the wire",
            );
        } else if let Some(twin) = out.iter().find(|known| known.wire == value.text) {
            let help = format!("the first is on line {}; remove one", twin.line);
            faults.help(
                value.span.clone(),
                format!("duplicate value `{}`", value.text),
                "the second",
                help,
            );
        } else if !is_type(&rust) || rust == "Unlisted" {
            faults.help(
                value.span.clone(),
                format!("`{}` makes no Rust name", value.text),
                format!("it would be `{rust}`"),
                "name it with `as Name` at the head of the note",
            );
        } else if let Some(twin) = out.iter().find(|known| known.rust == rust) {
            faults.help(
                value.span.clone(),
                format!("two values with the Rust name `{rust}`"),
                "the second",
                format!(
                    "the first is `{}` on line {}; rename one with `as Name`",
                    twin.wire, twin.line
                ),
            );
        } else {
            out.push(EnumValue {
                wire: value.text.clone(),
                rust,
                doc: note.doc,
                line,
            });
        }
    }
    out
}

/// The fact `number`: a variant, and the type of an identifier.
pub(super) fn number(
    faults: &mut Collector<'_>,
    value: &Spanned,
    types: Known<'_>,
    values: &[EnumValue],
) -> Option<(String, String)> {
    let mut words = value.text.split_whitespace();
    let (Some(variant), Some(id), None) = (words.next(), words.next(), words.next()) else {
        faults.add(
            value.span.clone(),
            "fact `number` is a variant and an id type",
            "such as `Filter ContactFilterId`",
        );
        return None;
    };
    if variant == "Unlisted" || values.iter().any(|known| known.rust == variant) {
        faults.add(
            value.span.clone(),
            format!("two values with the Rust name `{variant}`"),
            "use another name",
        );
        return None;
    }
    if !is_type(variant) {
        faults.add(
            value.span.clone(),
            format!("`{variant}` cannot be the name of a variant"),
            "use PascalCase",
        );
        return None;
    }
    match kind(types, id) {
        Some(Kind::Id) => {}
        Some(other) => {
            faults.help(
                value.span.clone(),
                format!("`{id}` is not the type of an identifier"),
                format!("it is of the kind `{}`", other.word()),
                "the number is an identifier: name a type of the kind `id`",
            );
            return None;
        }
        None => {
            let ids = types.iter().filter(|(_, kind)| *kind == Kind::Id);
            let help = nearest(id, ids.map(|(name, _)| *name)).map_or_else(
                || format!("make a file `spec/types/{id}.md`"),
                |near| format!("did you mean `{near}`?"),
            );
            faults.help(
                value.span.clone(),
                format!("unknown shared type `{id}`"),
                "no such type",
                help,
            );
            return None;
        }
    }
    Some((variant.to_owned(), id.to_owned()))
}
