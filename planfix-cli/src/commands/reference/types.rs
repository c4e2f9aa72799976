//! The page of a shared type.

use super::page::{code, escape, facts, page, table};
use super::prose::{cell, prose};
use super::site::{Site, Type, TypeKind};
use super::{filters, index, rows};

const UP: &str = "../";

/// Returns `types/NAME.html`.
pub(super) fn page_of_type(site: &Site, shared: &Type) -> String {
    let name = shared.name();
    let mut body = format!(
        "<h1>{}</h1>\n{}{}",
        escape(name),
        prose(site, UP, shared.doc()),
        facts(&[
            ("Kind", index::kind(shared).to_owned()),
            ("Rust", code(&format!("planfix_api::{name}"))),
            ("Table", code(shared.file())),
        ])
    );
    match shared.kind {
        TypeKind::Id(_) => body.push_str(&format!(
            "<p>An integer of its own type: {}.</p>\n",
            code(&format!("{name}(42)"))
        )),
        TypeKind::Enum(values) => {
            let mut rows: Vec<_> = values
                .values
                .iter()
                .map(|(value, doc)| (String::new(), vec![code(value), cell(site, UP, doc)]))
                .collect();
            if values.number {
                rows.push((String::new(), vec!["a number".to_owned(), "An identifier.".to_owned()]));
            }
            body.push_str(&format!(
                "<h2>Values</h2>\n{}<p>Reading keeps a value that is not listed; {} writes one.</p>\n",
                table(&["value", "meaning"], &rows),
                code(&format!("{name}::unlisted(text)"))
            ));
        }
        TypeKind::Union(union) => {
            let rows: Vec<_> = union
                .forms
                .iter()
                .map(|form| {
                    let cells = vec![
                        code(&format!("{name}::{}", form.name)),
                        site.kind(UP, form.kind),
                        cell(site, UP, form.doc),
                    ];
                    (String::new(), cells)
                })
                .collect();
            body.push_str(&format!(
                "<h2>Forms</h2>\n{}",
                table(&["form", "type", "meaning"], &rows)
            ));
        }
        TypeKind::Record(table) => {
            body.push_str(&format!("<h2>Fields</h2>\n{}", rows::rows(site, UP, "field", table)));
            body.push_str(&filters::pointer(UP, shared));
        }
    }
    let users: Vec<String> = shared.users.iter().filter_map(|user| site.linked(UP, user)).collect();
    body.push_str(&format!("<h2>Where it is used</h2>\n<p>{}</p>\n", users.join(", ")));
    page(name, UP, &body)
}
