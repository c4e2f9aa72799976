//! A union: its forms.

use super::note::note;
use super::page::Page;
use super::table::Row;
use super::types::{Known, kind, type_cell};
use crate::fault::Collector;
use crate::kind::Kind;
use crate::model::{Form, Type};
use crate::names::is_type;

/// The forms of a union; the last one is text.
pub(super) fn forms(faults: &mut Collector<'_>, page: &Page, rows: &[Row], types: Known<'_>) -> Vec<Form> {
    let mut out: Vec<Form> = Vec::new();
    let before = faults.count();
    for row in rows {
        let [name, ty, note] = row.cells.as_slice() else {
            continue;
        };
        let note = self::note(faults, note);
        for (rule, span) in note.rules {
            let message = format!("rule `{}` on a form", rule.word());
            faults.help(span, message, "a form has no rules", "remove it");
        }
        let line = faults.line(row.span.start);
        let ty_found = type_cell(faults, ty, types);
        if !is_type(&name.text) {
            faults.help(
                name.span.clone(),
                format!("`{}` cannot be the name of a form", name.text),
                "this name",
                "it becomes a Rust variant: PascalCase, such as `Period`",
            );
        } else if let Some(twin) = out.iter().find(|known| known.rust == name.text) {
            let help = format!("the first is on line {}; rename one", twin.line);
            faults.help(
                name.span.clone(),
                format!("two forms `{}`", name.text),
                "the second",
                help,
            );
        } else if let Some(Type::Shared(name)) = &ty_found
            && kind(types, name) == Some(Kind::Union)
        {
            faults.help(
                ty.span.clone(),
                format!("the union `{name}` as a form"),
                "a form is one type",
                format!("write the forms of `{name}` here, or make a record that holds it"),
            );
        } else if let Some(ty) = ty_found {
            out.push(Form {
                rust: name.text.clone(),
                ty,
                doc: note.doc,
                line,
            });
        } else {
            faults.help(
                row.span.clone(),
                "a form without a type",
                "what does it hold?",
                "write a primitive or a shared type; elements are a shared record",
            );
        }
    }
    let texts = out.iter().filter(|form| form.ty == Type::Text { length: None }).count();
    let last = out.last().is_some_and(|form| form.ty == Type::Text { length: None });
    if faults.count() == before && !rows.is_empty() && (texts != 1 || !last) {
        faults.help(
            page.title.span.clone(),
            "the last form, and only it, must be `string`",
            "this union",
            "a text that fits no other form is kept in it: end with `| Text | string | … |`",
        );
    }
    if !last {
        // Generators rely on it.
        out.retain(|form| form.rust != "Text");
        out.push(Form {
            rust: "Text".to_owned(),
            ty: Type::Text { length: None },
            doc: String::new(),
            line: 0,
        });
    }
    out
}
