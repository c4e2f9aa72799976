//! The page of the filters: the constructors of each record that is a filter.

use super::page::{code, escape, page, table};
use super::prose::cell;
use super::site::{Site, Type, TypeKind};
use planfix_api::table::{Filter, Operand, Table};

/// Returns `filters.html`.
pub(super) fn page_of_filters(site: &Site) -> String {
    let mut body = "<h1>Filters</h1>\n<p>Filters narrow a list. Each has a constructor, takes its own \
                    operators and values, and is checked before a request is sent.</p>\n"
        .to_owned();
    for shared in site.types() {
        let Some(filters) = of(shared) else { continue };
        let name = shared.name();
        body.push_str(&format!(
            "<h2 id=\"{name}\">{}</h2>\n{}",
            site.linked("", name).unwrap_or_else(|| code(name)),
            constructors(site, "", filters)
        ));
    }
    page("Filters", "", &body)
}

/// Returns the table of a record that is a filter.
pub(super) fn of(shared: &Type) -> Option<&'static Table> {
    match shared.kind {
        TypeKind::Record(table) if !table.filters.is_empty() => Some(table),
        _ => None,
    }
}

fn constructors(site: &Site, up: &str, record: &Table) -> String {
    let rows: Vec<_> = record
        .filters
        .iter()
        .map(|filter| {
            let cells = vec![
                code(&filter.number.to_string()),
                code(&call(record, filter)),
                operand(site, up, filter.operator),
                operand(site, up, filter.value),
                cell(site, up, filter.doc),
            ];
            (format!("{}.{}", record.name, filter.name), cells)
        })
        .collect();
    table(&["type", "constructor", "operator", "value", "meaning"], &rows)
}

/// Formats a constructor call, `ContactFilter::name(operator, value)`; constants are not arguments.
fn call(record: &Table, filter: &Filter) -> String {
    let given = |name, operand| matches!(operand, Operand::Any(_)).then_some(name);
    let arguments = [
        filter.field.then_some("field"),
        given("operator", filter.operator),
        given("value", filter.value),
    ];
    let arguments: Vec<&str> = arguments.into_iter().flatten().collect();
    format!("{}::{}({})", record.name, filter.name, arguments.join(", "))
}

fn operand(site: &Site, up: &str, operand: Operand) -> String {
    match operand {
        Operand::Constant(text) => format!("always {}", code(text)),
        Operand::Any(kind) => site.kind(up, kind),
    }
}

/// Returns the section of a type's page that links to its filters.
pub(super) fn pointer(up: &str, shared: &Type) -> String {
    let name = escape(shared.name());
    match of(shared) {
        Some(table) => format!(
            "<h2>Filters</h2>\n<p>This record has <a href=\"{up}filters.html#{name}\">{} constructors</a>, one for each filter.</p>\n",
            table.filters.len()
        ),
        None => String::new(),
    }
}
