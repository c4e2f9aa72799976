//! The cells of a table in a vendor page: headings, the ends of cells, and rows of several lines.

use super::page::{FilterRow, Row, Value};
use super::plain::{broken, bullet, links, listed, plain};

/// The subject of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// Elements of a message.
    Fields,
    /// Values of an enum.
    Values,
    /// Types of filters.
    Filters,
}

/// The heading of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) header: Header,
    /// True if rows begin and end with a pipe.
    piped: bool,
    /// Number of columns.
    count: usize,
}

const NAME: [&str; 7] = ["название", "имя", "параметр", "поле", "name", "title", "parameter"];
const TYPE: [&str; 3] = ["тип", "type", "тип данных"];
const VALUE: [&str; 2] = ["значение", "value"];
const MEANING: [&str; 3] = ["описание", "description", "meaning"];
const OPERATORS: [&str; 4] = ["операторы", "operators", "оператор", "operator"];

/// Reads the heading of a table, in either language.
pub(super) fn header(line: &str) -> Option<Columns> {
    // A longer line is not a heading, and so is not split twice.
    if line.len() > 300 || !line.contains('|') {
        return None;
    }
    let piped = line.starts_with('|');
    let cells: Vec<String> = pieces(line, piped)
        .iter()
        .map(|cell| plain(cell).to_lowercase())
        .collect();
    let is = |at: usize, words: &[&str]| cells.get(at).is_some_and(|cell| words.contains(&cell.as_str()));
    let header = if is(0, &NAME) && is(1, &TYPE) {
        Header::Fields
    } else if is(0, &TYPE) && (is(2, &OPERATORS) || is(1, &NAME)) {
        Header::Filters
    } else if is(0, &VALUE) && is(1, &MEANING) {
        Header::Values
    } else {
        return None;
    };
    Some(Columns {
        header,
        piped,
        count: cells.len(),
    })
}

/// Returns true for the rule below a heading or between parts.
pub(super) fn is_ruler(line: &str) -> bool {
    line.contains("---") && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' '))
}

/// Splits a row into its trimmed cells, with their marks of style.
pub(super) fn split(columns: &Columns, line: &str) -> Vec<String> {
    pieces(line, columns.piped)
}

fn pieces(line: &str, piped: bool) -> Vec<String> {
    let spaced = line.contains(" | ");
    let mut out = vec![String::new()];
    let mut before = ' ';
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        // `int|string` is one type if the pipes between cells have spaces around.
        let inside = before == '\\' || (spaced && before.is_alphanumeric() && next.is_alphanumeric());
        match out.last_mut() {
            Some(cell) if c != '|' => cell.push(c),
            Some(cell) if inside => {
                if before == '\\' {
                    cell.pop();
                }
                cell.push('|');
            }
            _ => out.push(String::new()),
        }
        before = c;
    }
    if piped {
        if out.first().is_some_and(|cell| cell.trim().is_empty()) && out.len() > 1 {
            out.remove(0);
        }
        if out.last().is_some_and(|cell| cell.trim().is_empty()) && out.len() > 1 {
            out.pop();
        }
    }
    out.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Reads a line of a table of fields. Returns false if the table has ended.
pub(super) fn field(
    rows: &mut Vec<Row>,
    columns: &Columns,
    mut cells: Vec<String>,
    line: &str,
    number: u32,
    follows: impl Fn() -> bool,
) -> bool {
    let last = rows.last_mut();
    if let [one] = cells.as_slice() {
        let Some(row) = last else { return false };
        if let Some(item) = bullet(one) {
            // A list in a cell continues below its row.
            row.listed.push(listed(item, number));
            return true;
        }
        // One cell is a row with merged cells, or the table has ended.
        if columns.piped && line.starts_with('|') || follows() {
            row.remarks.push(plain(one));
            return true;
        }
        return false;
    }
    let nameless = cells.first().is_some_and(String::is_empty);
    if nameless {
        let Some(row) = last else { return true };
        cells.remove(0);
        let unfinished = !row.listed.is_empty() && row.note.is_empty() && !columns.piped;
        match cells.as_slice() {
            // The rest of the row above, after a cell with a list.
            [note] if unfinished => {
                row.links.extend(links(note));
                row.note = plain(note);
            }
            [text] => row.remarks.push(plain(text)),
            [value, rest @ ..] => row.listed.push(Value {
                line: number,
                value: plain(value),
                text: plain(&rest.join(" ")),
            }),
            [] => {}
        }
        return true;
    }
    let mut cells = cells.into_iter();
    let (name, ty, text) = (cells.next(), cells.next(), cells.next());
    let (name, ty, text) = (
        name.unwrap_or_default(),
        ty.unwrap_or_default(),
        text.unwrap_or_default(),
    );
    // A note may contain a pipe.
    let note = cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
    let mut row = Row {
        line: number,
        name: plain(&name),
        ty: plain(&ty),
        note: plain(&note),
        links: [&ty, &text, &note].into_iter().flat_map(|cell| links(cell)).collect(),
        ..Row::default()
    };
    for (at, part) in broken(&text).into_iter().enumerate() {
        match bullet(&part) {
            Some(item) if at > 0 => row.listed.push(listed(item, number)),
            _ if at == 0 => row.text = plain(&part),
            _ => {
                row.text.push(' ');
                row.text.push_str(&plain(&part));
            }
        }
    }
    rows.push(row);
    true
}

/// Reads a line of a table of filters: a row, or the continuation of the row above.
pub(super) fn filter(rows: &mut Vec<FilterRow>, columns: &Columns, cells: Vec<String>, line: &str, number: u32) {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let first = cells.first().map(|cell| plain(cell)).unwrap_or_default();
    if cells.len() > 1 && is_number(&first) {
        let above = rows.last();
        let mut row = FilterRow {
            line: number,
            number: first,
            name: plain(cells.get(1).map_or("", String::as_str)),
            ..FilterRow::default()
        };
        let rest = cells.get(2..).unwrap_or(&[]);
        if rest.is_empty() || columns.piped && rest.iter().all(String::is_empty) {
            // These cells were merged with those of the row above.
            row.operators = above.map_or_else(Vec::new, |above| above.operators.clone());
            row.value = above.map_or_else(String::new, |above| above.value.clone());
            row.listed = above.map_or_else(Vec::new, |above| above.listed.clone());
        }
        rows.push(row);
        if let Some(row) = rows.last_mut() {
            for (at, cell) in rest.iter().enumerate() {
                for part in broken(cell) {
                    filter_text(row, &part, at > 0, number);
                }
            }
        }
    } else if let Some(row) = rows.last_mut() {
        let value = line.starts_with('|') || !row.value.is_empty();
        for part in broken(line.trim_start_matches('|')) {
            filter_text(row, &part, value, number);
        }
    }
}

/// Reads a piece of the cells after the name: operators, then the form of the value.
fn filter_text(row: &mut FilterRow, text: &str, value: bool, line: u32) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    if value {
        if let Some(item) = bullet(text) {
            row.listed.push(listed(item, line));
            return;
        }
        if !row.value.is_empty() {
            row.value.push('\n');
        }
        row.value.push_str(&plain(text));
        return;
    }
    let text = bullet(text).unwrap_or(text);
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    row.operators
        .extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
}
