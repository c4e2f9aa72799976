//! The first page: the methods by group, and the types.

use super::page::{code, escape, link, page, table};
use super::prose::cell;
use super::site::{Site, Type, TypeKind};
use crate::words::first_sentence;

/// Returns `index.html`.
pub(super) fn page_of_all(site: &Site) -> String {
    let mut groups: Vec<&str> = site.methods().iter().map(|method| method.group()).collect();
    groups.dedup();
    let contents: Vec<String> = groups.iter().map(|group| link(&format!("#{group}"), group)).collect();
    let mut body = format!(
        "<h1>The PlanFix API</h1>\n<p>{} methods: {}. {} <a href=\"#types\">types</a>, <a href=\"filters.html\">filters</a>, \
         <a href=\"errors.html\">error codes</a>.</p>\n",
        site.methods().len(),
        contents.join(", "),
        site.types().len()
    );
    for group in groups {
        let rows: Vec<_> = site
            .methods()
            .iter()
            .filter(|method| method.group() == group)
            .map(|method| {
                let name = site.method_link("", method.name).unwrap_or_default();
                let about = cell(site, "", &first_sentence(method.doc));
                (String::new(), vec![name, code(method.effect.word()), about])
            })
            .collect();
        body.push_str(&format!(
            "<h2 id=\"{group}\">{}</h2>\n{}",
            escape(group),
            table(&["method", "effect", "what it does"], &rows)
        ));
    }
    let rows: Vec<_> = site
        .types()
        .map(|shared| {
            let name = site.linked("", shared.name()).unwrap_or_default();
            let about = cell(site, "", &first_sentence(shared.doc()));
            (String::new(), vec![name, kind(shared).to_owned(), about])
        })
        .collect();
    body.push_str(&format!(
        "<h2 id=\"types\">Types</h2>\n{}",
        table(&["type", "kind", "what it is"], &rows)
    ));
    page("The PlanFix API", "", &body)
}

/// Returns the kind of a type in one word.
pub(super) fn kind(shared: &Type) -> &'static str {
    match shared.kind {
        TypeKind::Id(_) => "identifier",
        TypeKind::Enum(_) => "enum",
        TypeKind::Union(_) => "union",
        TypeKind::Record(table) if table.filters.is_empty() => "record",
        TypeKind::Record(_) => "filter",
    }
}
