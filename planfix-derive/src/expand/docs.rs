//! The documentation of what is emitted: prose of the note, wire path, type.

use super::table::type_name;
use planfix_schema::model::{Choice, Condition, Content, Element, Field, Method, Record, Shape, Type};

/// A field or a variant.
pub(super) fn field(field: &Field) -> String {
    let mut text = if field.doc.is_empty() {
        format!("Element `{}`.", field.path)
    } else {
        field.doc.clone()
    };
    text.push_str(&format!("\n\n`{}`", field.path));
    match &field.ty {
        Type::Record(_) => {}
        ty => text.push_str(&format!(" · `{}`", type_name(ty))),
    }
    let rules = rules(field);
    if !rules.is_empty() {
        text.push_str(&format!(" · {}", rules.join(", ")));
    }
    text
}

fn rules(field: &Field) -> Vec<String> {
    let rules = &field.rules;
    let mut out = Vec::new();
    if rules.required {
        out.push("required".to_owned());
    }
    if rules.patch {
        out.push(if rules.resets {
            "left out goes back to the default, emptied clears, set replaces".to_owned()
        } else {
            "left out keeps, emptied clears, set replaces".to_owned()
        });
    }
    for (bounds, what) in [(rules.range, ""), (rules.items, " items")] {
        match bounds {
            Some((Some(min), Some(max))) => out.push(format!("from {min} to {max}{what}")),
            Some((Some(min), None)) => out.push(format!("at least {min}{what}")),
            Some((None, Some(max))) => out.push(format!("at most {max}{what}")),
            _ => {}
        }
    }
    for (condition, what) in [(&rules.only_if, "only"), (&rules.required_if, "required")] {
        if let Some(Condition { path, values }) = condition {
            out.push(format!("{what} where `{path}` is {}", values.join(" or ")));
        }
    }
    if let Some(default) = &rules.default {
        out.push(format!("left out means `{default}`"));
    }
    if rules.secret {
        out.push("never shown in Debug, errors, logs".to_owned());
    } else if rules.personal {
        out.push("personal: not shown in Debug, errors, logs".to_owned());
    }
    out
}

/// A one-of: the enum, the field, the setter.
pub(super) fn choice(choice: &Choice, members: &[&Field]) -> String {
    let paths: Vec<String> = members.iter().map(|field| format!("`{}`", field.path)).collect();
    let how = if choice.required {
        "Exactly one of"
    } else {
        "At most one of"
    };
    format!("{how} {}.", paths.join(", "))
}

/// A struct made from a row.
pub(super) fn part(record: &Record) -> String {
    let doc = if record.doc.is_empty() {
        "Elements that stand together.".to_owned()
    } else {
        record.doc.clone()
    };
    format!("{doc}\n\nElement `{}`.", record.path)
}

pub(super) fn constructor(record: &Record, empty: bool) -> String {
    if empty {
        format!("A [`{}`] with nothing set.", record.name)
    } else {
        format!(
            "A [`{}`] with what it must have; everything else is left out.",
            record.name
        )
    }
}

pub(super) fn setter(field: &Field) -> String {
    let what = match field.shape {
        Shape::Single => "Sets",
        Shape::Repeat | Shape::List { .. } => "Sets the whole list",
    };
    let doc = if field.doc.is_empty() {
        String::new()
    } else {
        format!("\n\n{}", field.doc)
    };
    format!("{what} `{}`.{doc}", field.path)
}

pub(super) fn clear(field: &Field) -> String {
    format!("Writes `{}` empty, which clears it.", field.path)
}

/// A side of a method: prose, the table, a sample of the XML.
pub(super) fn side(method: &Method, record: &Record, sample: &str) -> String {
    let is_request = record.name == "Request";
    let mut text = format!(
        "{} of `{}`.\n\n{}\n\n",
        if is_request { "Request" } else { "Response" },
        method.name,
        method.doc
    );
    if is_request {
        text.push_str(&format!(
            "Effect: `{}`. Source: {}.\n\n",
            method.effect.word(),
            method.source.trim_end_matches('.')
        ));
    }
    let mut rows = Vec::new();
    table_rows(&record.elements, &mut rows);
    if rows.is_empty() {
        text.push_str("It has no elements of its own.\n\n");
    } else {
        text.push_str("| element | type | meaning |\n|---|---|---|\n");
        text.push_str(&rows.join("\n"));
        text.push_str("\n\n");
    }
    text.push_str(&format!("```xml\n{}\n```\n", sample.trim_end()));
    text
}

fn table_rows(elements: &[Element], rows: &mut Vec<String>) {
    for element in elements {
        match &element.content {
            Content::Group(inner) => table_rows(inner, rows),
            Content::Field(field) => {
                let mut meaning = field.doc.replace('\n', " ");
                let rules = rules(field);
                if !rules.is_empty() {
                    meaning = format!("{} *{}*", meaning, rules.join("; "));
                }
                rows.push(format!(
                    "| `{}` | {} | {} |",
                    field.path,
                    code(&type_name(&field.ty)),
                    meaning.trim().replace('|', "\\|")
                ));
                if let Type::Record(inner) = &field.ty {
                    table_rows(&inner.elements, rows);
                }
            }
        }
    }
}

fn code(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("`{text}`")
    }
}
