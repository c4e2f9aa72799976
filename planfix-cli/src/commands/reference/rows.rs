//! A table of rows: path, type, rules, prose.

use super::page::{code, escape, link, table};
use super::prose::cell;
use super::site::{self, Site};
use crate::words;
use planfix_api::table::{Row, Table};

/// Lists the rows of a table and of the structs in it. `side` is the prefix of the ids for links.
pub(super) fn rows(site: &Site, up: &str, side: &str, root: &'static Table) -> String {
    let rows: Vec<_> = site::rows(root)
        .into_iter()
        .filter_map(|(table, element)| {
            let (row, (_, kind)) = (element.row?, element.content.field()?);
            let mut ty = site.type_of(up, row.ty, kind);
            if site::is_list(&element.content) {
                ty.push_str(", any number");
            }
            let cells = vec![code(row.path), ty, rules(side, table, row), cell(site, up, row.doc)];
            Some((anchor(side, row.path), cells))
        })
        .collect();
    if rows.is_empty() {
        return "<p>None.</p>\n".to_owned();
    }
    table(&["element", "type", "rules", "meaning"], &rows)
}

/// Returns the id of a row for links.
pub(super) fn anchor(side: &str, path: &str) -> String {
    let path = path.replace("[]", "").replace(['@', '#'], ".");
    format!("{side}.{path}")
}

fn rules(side: &str, table: &Table, row: &Row) -> String {
    let rules = row.rules;
    let mut out = Vec::new();
    if let Some(choice) = rules.choice.and_then(|choice| table.choices.get(usize::from(choice))) {
        let how = if choice.required { "exactly" } else { "at most" };
        let members = members(table, choice.members).into_iter();
        let others: Vec<String> = members
            .map(|path| {
                if path == row.path {
                    code(path)
                } else {
                    link(&format!("#{}", anchor(side, path)), path)
                }
            })
            .collect();
        out.push(format!("{how} one of {}", others.join(", ")));
    }
    if let Some(length) = rules.length {
        out.push(format!("exactly {length} characters"));
    }
    let own = words::rules(rules).into_iter().chain(words::reading(table, rules));
    let words = own.chain(words::combinations(table, row));
    out.extend(words.map(|rule| escape(&rule)));
    if out.is_empty() {
        return String::new();
    }
    format!("<span class=\"rules\">{}</span>", out.join("; "))
}

/// Returns the paths of the rows with these numbers.
pub(super) fn members(table: &Table, numbers: &[u16]) -> Vec<&'static str> {
    let path = |number: &u16| {
        let mut fields = table.fields();
        let field = fields.find(|element| element.content.field().is_some_and(|(field, _)| field == *number));
        Some(field?.row?.path)
    };
    numbers.iter().filter_map(path).collect()
}
