//! What goes to standard output and standard error, and how a response is shown.

use crate::status::{Failure, Status};
use crate::walk::{self, summary};
use crate::words::{columns, cut, padded, terminal};
use planfix_api::json::Json;
use planfix_api::table::{Content, Element, Place};
use planfix_api::{List, Record, Value, View};
use std::io::Write as _;

/// How a response is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// JSON.
    Json,
    /// Aligned text for eyes.
    Table,
}

/// Writes to standard output. A reader that went away (`planfix … | head`) is no fault.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// The same for bytes.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::input(format!(
            "standard output cannot be written: {error}"
        ))),
        _ => Ok(()),
    }
}

/// Writes a line to standard error; where there is none, nobody wants to know.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A record as JSON, with a line end.
pub(crate) fn json(record: &dyn Record) -> String {
    // Serializing to a String fails on no record: its names are text.
    serde_json::to_string_pretty(&Json(record)).unwrap_or_default() + "\n"
}

/// Shows the response of a call that was carried out.
pub(crate) fn response(record: &dyn Record, form: Form) -> Result<(), Failure> {
    let text = match form {
        Form::Json => json(record),
        Form::Table => table(record, terminal()),
    };
    print(&text).map_err(|failure| Failure {
        status: Status::Lost,
        message: format!("{}; the call was carried out", failure.message),
    })
}

/// Names the elements that the table does not know.
pub(crate) fn unknown(record: &dyn Record, file: &str) {
    let unknown = planfix_api::unknown(record);
    if unknown.is_empty() {
        return;
    }
    say(&format!("warning: not in the table ({file}), and so not shown:"));
    for element in unknown {
        say(&format!("  {}", crate::words::one_line(&element.path)));
    }
}

/// A record as lines of path and value; a list of structs as a table of its own, below the lines.
fn table(record: &dyn Record, width: Option<usize>) -> String {
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut lists: Vec<(String, Vec<Vec<(String, String)>>)> = Vec::new();
    collect(record, record.table().elements, "", &mut lines, &mut lists);
    let mut out = aligned(&lines);
    for (name, rows) in lists {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&grid(&name, &rows, width));
    }
    out
}

/// Lines of leaves, and the lists of structs with their rows.
fn collect(
    record: &dyn Record,
    elements: &'static [Element],
    path: &str,
    lines: &mut Vec<(String, String)>,
    lists: &mut Vec<(String, Vec<Vec<(String, String)>>)>,
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
        let Some(value) = record.field(field) else { continue };
        match value.view() {
            View::Absent => {}
            View::Record(inner) => collect(inner, inner.table().elements, &name, lines, lists),
            View::List(list) if of_records(list) => lists.push((name, rows(list))),
            View::List(list) => {
                let items = (0..list.len()).filter_map(|number| list.get(number));
                lines.push((name, items.map(summary).collect::<Vec<_>>().join(", ")));
            }
            leaf => {
                if let Some(row) = element.row {
                    let leaf = walk::Leaf {
                        path: &name,
                        value: leaf,
                        kind: planfix_api::table::Kind::Text,
                        row,
                    };
                    let shown = walk::shown(&leaf);
                    lines.push((name, shown));
                }
            }
        }
    }
}

fn of_records(list: &dyn List) -> bool {
    matches!(list.get(0).map(Value::view), Some(View::Record(_)))
}

/// Each item as its columns; a list inside an item is one column.
fn rows(list: &dyn List) -> Vec<Vec<(String, String)>> {
    let mut out = Vec::new();
    for item in (0..list.len()).filter_map(|number| list.get(number)) {
        let View::Record(record) = item.view() else { continue };
        let mut row = Vec::new();
        let mut inner = Vec::new();
        collect(record, record.table().elements, "", &mut row, &mut inner);
        for (name, rows) in inner {
            let one = |row: Vec<(String, String)>| {
                let parts = row.into_iter().filter(|(_, value)| !value.is_empty());
                let parts: Vec<String> = parts.map(|(name, value)| format!("{name} {value}")).collect();
                parts.join(", ")
            };
            row.push((name, rows.into_iter().map(one).collect::<Vec<_>>().join("; ")));
        }
        out.push(row);
    }
    out
}

fn aligned(lines: &[(String, String)]) -> String {
    let width = lines.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
    let line = |(name, value): &(String, String)| format!("{}  {value}", padded(name, width)).trim_end().to_owned() + "\n";
    lines.iter().map(line).collect()
}

/// A table of the columns that some row has; in a terminal that it does not fit, blocks of lines.
fn grid(list: &str, rows: &[Vec<(String, String)>], width: Option<usize>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flatten().filter(|(_, value)| !value.is_empty()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let cell = |row: &[(String, String)], name: &str| {
        let value = row.iter().find(|(column, _)| column == name);
        value.map_or(String::new(), |(_, value)| match width {
            Some(_) => cut(value, 32),
            None => value.clone(),
        })
    };
    let widths: Vec<usize> = names
        .iter()
        .map(|name| rows.iter().map(|row| columns(&cell(row, name))).fold(columns(name), usize::max))
        .collect();
    let total: usize = widths.iter().sum::<usize>() + 2 * widths.len();
    if width.is_some_and(|width| total > width) {
        let blocks = rows.iter().enumerate().map(|(number, row)| {
            let filled: Vec<(String, String)> = row.iter().filter(|(_, value)| !value.is_empty()).cloned().collect();
            format!("{list}[{number}]\n{}", aligned(&filled))
        });
        return blocks.collect::<Vec<_>>().join("\n");
    }
    let line = |cells: Vec<String>| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| padded(cell, *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let mut out = format!("{list}\n");
    out.push_str(&line(names.iter().map(|name| (*name).to_owned()).collect()));
    for row in rows {
        out.push_str(&line(names.iter().map(|name| cell(row, name)).collect()));
    }
    out
}
