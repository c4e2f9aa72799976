//! A response as aligned text for people: lines of path and value, and a table for each list of structs.

use crate::shown::{shown, summary};
use crate::wrap::{columns, cut, hanging, indented, padded};
use planfix_api::record::{List, Record, Value, View};
use planfix_api::table::{Content, Element, Place};

/// A path or column name, and its value.
pub(crate) type Line = (String, String);

/// The widest cell of a table in a terminal.
const CELL: usize = 32;
/// The widest value of a list item that is printed as lines.
const ITEM: usize = 200;

/// Formats a record as lines of path and value, followed by a table for each list of structs.
pub(crate) fn table(record: &dyn Record, width: Option<usize>) -> String {
    let mut lines = Vec::new();
    let mut lists = Vec::new();
    collect(record, record.table().elements, "", &mut lines, &mut lists);
    let mut out = aligned(&lines, width);
    for (name, rows) in lists {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&grid(&name, &rows, width));
    }
    out
}

/// Collects the lines of leaves, and the lists of structs with their rows.
fn collect(
    record: &dyn Record,
    elements: &'static [Element],
    path: &str,
    lines: &mut Vec<Line>,
    lists: &mut Vec<(String, Vec<Vec<Line>>)>,
) {
    for element in elements {
        let name = match element.place {
            Place::Attribute => format!("{path}@{}", element.name),
            Place::Text => path.to_owned(),
            Place::Element if path.is_empty() => element.name.to_owned(),
            Place::Element => format!("{path}.{}", element.name),
        };
        let Some((field, _)) = element.content.field() else {
            if let Content::Group(inner) = element.content {
                collect(record, inner, &name, lines, lists);
            }
            continue;
        };
        match record.field(field) {
            View::Absent => {}
            View::Record(inner) => collect(inner, inner.table().elements, &name, lines, lists),
            View::List(list) if of_records(list) => lists.push((name, rows(list))),
            View::List(list) => {
                let items = (0..list.len()).filter_map(|number| list.get(number));
                lines.push((name, items.map(summary).collect::<Vec<_>>().join(", ")));
            }
            leaf => {
                if let Some(row) = element.row {
                    lines.push((name, shown(leaf, row)));
                }
            }
        }
    }
}

fn of_records(list: &dyn List) -> bool {
    matches!(list.get(0).map(Value::view), Some(View::Record(_)))
}

/// Returns each item as its columns; a list inside an item becomes one column.
fn rows(list: &dyn List) -> Vec<Vec<Line>> {
    let mut out = Vec::new();
    for item in (0..list.len()).filter_map(|number| list.get(number)) {
        if let View::Record(record) = item.view() {
            out.push(row(record));
        }
    }
    out
}

/// Returns a record as its columns.
pub(crate) fn row(record: &dyn Record) -> Vec<Line> {
    let mut row = Vec::new();
    let mut inner = Vec::new();
    collect(record, record.table().elements, "", &mut row, &mut inner);
    for (name, rows) in inner {
        let one = |row: Vec<Line>| {
            let parts = row.into_iter().filter(|(_, value)| !value.is_empty());
            let parts: Vec<String> = parts.map(|(name, value)| format!("{name} {value}")).collect();
            parts.join(", ")
        };
        row.push((name, rows.into_iter().map(one).collect::<Vec<_>>().join("; ")));
    }
    row
}

/// Formats names and values in two columns.
pub(crate) fn aligned(lines: &[Line], width: Option<usize>) -> String {
    let names = lines.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
    let line = |(name, value): &Line| hanging(name, names + 2, value, width);
    lines.iter().map(line).collect()
}

/// Formats a table with every column that some row has. In a terminal long values are cut, and a table that is too
/// wide is printed as blocks of lines.
pub(crate) fn grid(list: &str, rows: &[Vec<Line>], width: Option<usize>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for row in rows {
        // A column that earlier rows lack goes after the column that precedes it in this row, which keeps the order
        // of the schema table.
        let mut next = 0;
        for (name, _) in row.iter().filter(|(_, value)| !value.is_empty()) {
            match names.iter().position(|known| known == name) {
                Some(at) => next = at + 1,
                None => {
                    names.insert(next, name);
                    next += 1;
                }
            }
        }
    }
    let cell = |row: &[Line], name: &str| {
        let value = row.iter().find(|(column, _)| column == name);
        value.map_or(String::new(), |(_, value)| match width {
            Some(_) => cut(value, CELL),
            None => value.clone(),
        })
    };
    let widths: Vec<usize> = names
        .iter()
        .map(|name| {
            rows.iter()
                .map(|row| columns(&cell(row, name)))
                .fold(columns(name), usize::max)
        })
        .collect();
    let total: usize = widths.iter().sum::<usize>() + 2 * widths.len();
    if width.is_some_and(|width| total > width) {
        let blocks = rows.iter().enumerate().map(|(number, row)| {
            let filled = row.iter().filter(|(_, value)| !value.is_empty());
            let filled: Vec<Line> = filled.map(|(name, value)| (name.clone(), cut(value, ITEM))).collect();
            indented(&format!("{list}[{number}]"), 0, width) + &aligned(&filled, width)
        });
        return blocks.collect::<Vec<_>>().join("\n");
    }
    let line = |cells: Vec<String>| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| padded(cell, *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let mut out = indented(list, 0, width);
    out.push_str(&line(names.iter().map(|name| (*name).to_owned()).collect()));
    for row in rows {
        out.push_str(&line(names.iter().map(|name| cell(row, name)).collect()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{grid, table};
    use crate::wrap::columns;

    #[test]
    fn columns_have_the_order_of_the_table() {
        let row = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), "x".to_owned())).collect();
        let rows = [
            row(&["id", "name", "note"]),
            row(&["id", "birthdate", "note", "tail"]),
            row(&["key", "id"]),
        ];
        let head = grid("list", &rows, None)
            .lines()
            .nth(1)
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(head.as_deref(), Some("key id birthdate name note tail"));
    }

    #[test]
    fn a_long_list_of_long_values_stays_in_its_columns() {
        let method = planfix_api::methods()
            .iter()
            .find(|method| method.name == "contact.getList");
        let mut response = (method.unwrap().new_response)();
        let contact = format!(
            "<contact><id>1</id><name>Анна</name><description>{}</description></contact>",
            "text ".repeat(400)
        );
        let xml = format!(
            "<response status=\"ok\"><contacts totalCount=\"9\" count=\"3\">{}</contacts></response>",
            contact.repeat(3)
        );
        planfix_api::xml::read_response(xml.as_bytes(), &mut *response).unwrap();
        let widest = |width| table(&*response, width).lines().map(columns).max().unwrap();
        assert!(widest(Some(80)) <= 80);
        // A pipe gets the whole text.
        assert!(widest(None) > 2000 && !table(&*response, None).contains('…'));
        assert_eq!(table(&*response, None).matches("Анна").count(), 3);
        let blocks = table(&*response, Some(40));
        assert!(blocks.contains("contacts.contact[2]\n"), "{blocks}");
        assert!(blocks.lines().all(|line| columns(line) <= 40), "{blocks}");
    }

    #[test]
    fn a_word_longer_than_the_terminal_is_broken() {
        let method = planfix_api::methods()
            .iter()
            .find(|method| method.name == "contact.getList");
        let mut response = (method.unwrap().new_response)();
        let contact = format!(
            "<contact><id>1</id><name>{}</name><site>https://example.org/{}</site><address>{}</address>\
             <description>漢字 {}</description></contact>",
            "漢".repeat(100),
            "path/".repeat(30),
            "x".repeat(150),
            "e\u{301}".repeat(90),
        );
        let xml = format!(
            "<response status=\"ok\"><contacts totalCount=\"9\" count=\"2\">{}</contacts></response>",
            contact.repeat(2)
        );
        planfix_api::xml::read_response(xml.as_bytes(), &mut *response).unwrap();
        for width in [20, 40, 60, 80, 100, 200] {
            let text = table(&*response, Some(width));
            let widest = text.lines().max_by_key(|line| columns(line)).unwrap();
            assert!(columns(widest) <= width, "{width}: {widest}");
        }
        let whole = table(&*response, None);
        for word in ["漢".repeat(100), "path/".repeat(30), "x".repeat(150)] {
            assert!(whole.contains(&word), "{whole}");
        }
    }
}
