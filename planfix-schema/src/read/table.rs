//! A Markdown table to rows of cells, in the order of the columns that the grammar has.

use super::blocks::{Spanned, slice, trimmed};
use super::page::{Body, unknown};
use crate::fault::Collector;
use crate::limits;
use crate::names::nearest;
use std::ops::Range;

/// A row.
pub(super) struct Row {
    /// A cell for each column; of a row that was reported at most the first.
    pub(super) cells: Vec<Spanned>,
    /// True if its cells were reported as too few or too many.
    pub(super) cut: bool,
    /// True if its cells are too few, so that any of them may hold what belongs in the next.
    pub(super) short: bool,
    pub(super) span: Range<usize>,
}

/// A heading with more columns than this is not a slip.
const MAX_COLUMNS: usize = 16;

/// Reads a table that should have these columns.
pub(super) fn table(faults: &mut Collector<'_>, text: &str, span: &Range<usize>, columns: &[&str]) -> Body {
    if columns.is_empty() {
        // Its section was reported.
        return Body::Faulty;
    }
    let mut lines = lines(text, span);
    let Some(header) = lines.next() else {
        return Body::Faulty;
    };
    let head = cells(text, &header);
    if head.len() > MAX_COLUMNS {
        let help = format!("the columns are {}", columns.join(", "));
        faults.help(
            header,
            format!("a heading of {} columns", head.len()),
            "in this heading",
            help,
        );
        return Body::Faulty;
    }
    header_faults(faults, &head, columns, &header);
    let Some(order) = order(&head, columns) else {
        return Body::Faulty;
    };
    let mut rows = Vec::new();
    // The second line is the ruler.
    let mut lines = lines.skip(1).peekable();
    if lines.peek().is_none() {
        faults.help(
            header,
            "a table without rows",
            "only a heading",
            "add a row, without an empty line between; a side of a method without elements has the one word `None.`",
        );
    }
    for (number, line) in lines.enumerate() {
        if number == limits::ROWS {
            faults.add(line.clone(), format!("more than {} rows", limits::ROWS), "from here on");
            rows.push(Row {
                cells: Vec::new(),
                cut: true,
                short: true,
                span: line,
            });
            break;
        }
        let mut found = cells(text, &line);
        let cut = found.len() != head.len();
        let short = found.len() < head.len();
        if cut {
            cell_count(faults, &line, found.len(), head.len());
            if !mendable(&mut found, head.len(), columns) {
                // Its name tells what is not missing.
                found.truncate(1);
                rows.push(Row {
                    cells: found,
                    cut: true,
                    short: true,
                    span: line,
                });
                continue;
            }
        }
        let empty = Spanned {
            text: String::new(),
            span: line.end..line.end,
        };
        let cell = |at: &Option<usize>| at.and_then(|at| found.get(at)).unwrap_or(&empty).clone();
        rows.push(Row {
            cells: order.iter().map(cell).collect(),
            cut,
            short,
            span: line,
        });
    }
    Body::Rows(rows)
}

/// Reports what is wrong with the heading of a table.
fn header_faults(faults: &mut Collector<'_>, head: &[Spanned], columns: &[&str], line: &Range<usize>) {
    let found: Vec<&str> = head.iter().map(|cell| cell.text.as_str()).collect();
    if found == columns {
        return;
    }
    let mut reported = false;
    for (i, cell) in head.iter().enumerate() {
        if !columns.contains(&cell.text.as_str()) {
            unknown(faults, "column", cell, columns);
            reported = true;
        } else if found.iter().take(i).any(|before| *before == cell.text) {
            faults.add(
                cell.span.clone(),
                format!("column `{}` appears twice", cell.text),
                "remove one",
            );
            reported = true;
        }
    }
    let missing: Vec<&str> = columns
        .iter()
        .copied()
        .filter(|column| !found.contains(column))
        .collect();
    if reported {
        return;
    }
    if missing.is_empty() {
        let help = format!("the order is {}", columns.join(", "));
        faults.help(line.clone(), "columns in another order", "in this heading", help);
    } else {
        let message = format!("missing column `{}`", missing.join("`, `"));
        let help = format!("the columns are {}", columns.join(", "));
        faults.help(line.clone(), message, "in this heading", help);
    }
}

/// Returns the position of each column in a heading, of a misspelled one by its nearest name, so that the rows below a
/// faulty heading are still read. The note may be missing; without another column nothing is read.
fn order(head: &[Spanned], columns: &[&str]) -> Option<Vec<Option<usize>>> {
    let find = |column: &&str| {
        let exact = head.iter().position(|cell| cell.text == **column);
        let near = || {
            head.iter().position(|cell| {
                !columns.contains(&cell.text.as_str()) && nearest(&cell.text, columns.iter().copied()) == Some(column)
            })
        };
        exact.or_else(near)
    };
    let order: Vec<Option<usize>> = columns.iter().map(find).collect();
    let complete = order
        .iter()
        .zip(columns)
        .all(|(at, column)| at.is_some() || *column == "note");
    complete.then_some(order)
}

fn cell_count(faults: &mut Collector<'_>, line: &Range<usize>, found: usize, wanted: usize) {
    let cells = if found == 1 {
        "1 cell".to_owned()
    } else {
        format!("{found} cells")
    };
    faults.help(
        line.clone(),
        format!("this row has {cells}, the table has {wanted} columns"),
        if found < wanted {
            "a cell is missing"
        } else {
            "a cell too many"
        },
        if found < wanted {
            "is there a pipe between any two cells? An empty cell is written too: `| name | string | |`"
        } else {
            "a pipe inside a cell is written `\\|`"
        },
    );
}

/// Returns true if a row whose number of cells was reported can be read without its note, so that the skeleton has its
/// field.
fn mendable(found: &mut [Spanned], wanted: usize, columns: &[&str]) -> bool {
    if columns.last() != Some(&"note") || found.len() + 1 < wanted {
        return false;
    }
    // Without the pipe before it, the note follows the type in one cell.
    if found.len() < wanted
        && let Some(last) = found.last_mut()
        && let Some((first, _)) = last.text.split_once(char::is_whitespace)
    {
        last.span.end = last.span.start + first.len();
        last.text = first.to_owned();
    }
    // A pipe in the note may have cut a rule in two.
    if let Some(note) = found.get_mut(wanted - 1)
        && note.text.matches('`').count() % 2 != 0
    {
        note.text.clear();
        note.span.end = note.span.start;
    }
    true
}

/// The cells of a line, split at pipes that no backslash escapes, trimmed and unescaped.
fn cells(text: &str, line: &Range<usize>) -> Vec<Spanned> {
    let raw = slice(text, line);
    let mut bounds = Vec::new();
    let mut from = 0;
    let mut escaped = false;
    for (at, c) in raw.char_indices() {
        if c == '|' && !escaped {
            bounds.push(from..at);
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    bounds.push(from..raw.len());
    // The pipes at both ends are optional.
    let blank = |bound: Option<&Range<usize>>| bound.is_some_and(|bound| slice(raw, bound).trim().is_empty());
    if blank(bounds.first()) && bounds.len() > 1 {
        bounds.remove(0);
    }
    if blank(bounds.last()) && bounds.len() > 1 {
        bounds.pop();
    }
    bounds
        .into_iter()
        .map(|cell| {
            let span = trimmed(text, line.start + cell.start..line.start + cell.end);
            Spanned {
                text: unescaped(slice(text, &span)),
                span,
            }
        })
        .collect()
}

/// A piece of a cell as it is meant.
pub(super) fn unescaped(raw: &str) -> String {
    raw.replace("\\|", "|")
}

/// The lines of a block; a row is shown without its trailing white space.
fn lines<'a>(text: &'a str, span: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let mut start = span.start;
    slice(text, span).split('\n').map(move |line| {
        let range = start..start + line.trim_end().len();
        start += line.len() + 1;
        range
    })
}
