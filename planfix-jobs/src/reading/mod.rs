//! Reads a cell as a value of its field: the notations that spreadsheets use, and nothing that has two meanings.

pub(crate) mod date;
mod number;

use crate::Cell;
use planfix_api::table::{Joint, Kind, Row, Table};
use serde_json::Value;
use std::borrow::Cow;

/// The words for yes and no, in lower case: of people, of JSON, of the wire, and of spreadsheets in two languages.
const YES: [&str; 6] = ["1", "true", "yes", "да", "истина", "y"];
const NO: [&str; 6] = ["0", "false", "no", "нет", "ложь", "n"];

/// The field that a cell belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub kind: Kind,
    pub row: &'static Row,
    pub table: &'static Table,
}

/// Reads a cell that is neither empty nor cleared as JSON.
///
/// # Errors
/// Describes a valid cell, and shows the found one unless the row hides it.
pub(crate) fn value(cell: &Cell, place: Place, has_decimal_comma: bool) -> Result<Value, String> {
    let Place { kind, row, table } = place;
    let fault = |what: String| {
        if row.rules.hidden() {
            format!("{what} ({})", row.location(table.file))
        } else {
            format!(
                "{what}, found {:?} ({})",
                shortened(&cell.to_string()),
                row.location(table.file)
            )
        }
    };
    if let Cell::Fault(found) = cell {
        return Err(format!("expected {}, found {found}", expected(kind)));
    }
    let wrong = || fault(format!("expected {}", expected(kind)));
    let is_moment = matches!(cell, Cell::Date(_) | Cell::DateTime(..) | Cell::Time(_));
    match kind {
        Kind::Int | Kind::Id(_) => {
            let text = plain(cell).ok_or_else(wrong)?;
            if let Some(bound) = kind.out_of_range(text) {
                return Err(fault(bound.to_owned()));
            }
            let number: i64 = text.parse().map_err(|_| wrong())?;
            Ok(number.into())
        }
        Kind::Decimal => match cell {
            Cell::Number(text) => Ok(text.as_str().into()),
            Cell::Text(text) => number::decimal(text.trim(), has_decimal_comma)
                .map(Value::from)
                .map_err(|why| why.map_or_else(wrong, |why| fault(why.to_owned()))),
            _ => Err(wrong()),
        },
        Kind::Bool => match cell {
            Cell::Bool(yes) => Ok((*yes).into()),
            _ => yes_or_no(plain(cell).ok_or_else(wrong)?)
                .ok_or_else(wrong)
                .map(Value::from),
        },
        Kind::Date | Kind::DateTime | Kind::Time => {
            let read = date::read(cell, kind).map_err(|why| why.map_or_else(wrong, |why| fault(why.to_owned())))?;
            Ok(read.into())
        }
        Kind::Record(_) => Err(wrong()),
        Kind::Enum(_) => {
            let text = plain(cell).ok_or_else(wrong)?;
            match kind.unlisted(text) {
                Some(stranger) => Err(format!(
                    "{} ({})",
                    stranger.message(row.rules.hidden()),
                    row.location(table.file)
                )),
                None => Ok(text.into()),
            }
        }
        _ if is_moment => Err(fault(
            "a date where text belongs: its notation is lost; give the cell the format Text".to_owned(),
        )),
        Kind::Bytes | Kind::Joined(..) => {
            let text = text(cell);
            let listed = kind
                .unlisted(&text)
                .map(|stranger| stranger.message(row.rules.hidden()));
            match listed {
                Some(message) => Err(format!("{message} ({})", row.location(table.file))),
                None => Ok(text.as_ref().into()),
            }
        }
        // A text is kept exactly, with its spaces.
        _ => Ok(text(cell).as_ref().into()),
    }
}

/// Returns the text of a cell that spreadsheets may hold as text or as a number, without spaces around it.
fn plain(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) | Cell::Number(text) => Some(text.trim()),
        _ => None,
    }
}

fn text(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) | Cell::Number(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    let text = text.to_lowercase();
    let is = |words: &[&str]| words.contains(&text.as_str());
    if is(&YES) { Some(true) } else { is(&NO).then_some(false) }
}

/// Returns the items in a cell for a list whose items contain no separator; `None` if the cell is one item.
pub(crate) fn items(cell: &Cell, kind: Kind) -> Option<Vec<Cell>> {
    let Cell::Text(text) = cell else { return None };
    let is_split = !matches!(
        kind,
        Kind::Text | Kind::Record(_) | Kind::Union(_) | Kind::Joined(..) | Kind::Decimal
    );
    (is_split && text.contains([',', ';'])).then(|| text.split([',', ';']).map(Cell::text).collect())
}

/// Describes the cells that are valid.
fn expected(kind: Kind) -> String {
    match kind {
        Kind::Int => "a whole number".to_owned(),
        Kind::Id(shared) => format!("the whole number of a {}", shared.name),
        Kind::Decimal => "a number, such as 10.50 or 10,50".to_owned(),
        Kind::Bool => "yes or no (1, true, yes, да; 0, false, no, нет)".to_owned(),
        Kind::Date => "a date, such as 1990-04-09 or 09.04.1990".to_owned(),
        Kind::DateTime => "a date with or without a time, such as 09.04.1990 or 1990-04-09 17:30".to_owned(),
        Kind::Time => "a time of day, such as 17:30".to_owned(),
        Kind::Record(_) => "the fields of this element in columns of their own".to_owned(),
        Kind::Enum(values) => {
            let values: Vec<&str> = values.values.iter().map(|(value, _)| *value).collect();
            format!("one of {}", values.join(", "))
        }
        Kind::Bytes => "bytes in base64".to_owned(),
        Kind::Joined(joint, _) => match joint {
            Joint::Words => "values separated by spaces".to_owned(),
            Joint::Commas => "values separated by commas".to_owned(),
            Joint::Semicolons => "values separated by semicolons".to_owned(),
            Joint::Brackets => "values in brackets, separated by commas".to_owned(),
        },
        _ => "text".to_owned(),
    }
}

fn shortened(text: &str) -> Cow<'_, str> {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::yes_or_no;

    #[test]
    fn yes_and_no_are_read_in_words_of_two_languages() {
        for yes in ["1", "TRUE", "Да", "ДА", "yes", "ИСТИНА"] {
            assert_eq!(yes_or_no(yes), Some(true), "{yes}");
        }
        for no in ["0", "False", "нет", "No", "ложь"] {
            assert_eq!(yes_or_no(no), Some(false), "{no}");
        }
        for other in ["2", "ja", "-", "+", "on"] {
            assert_eq!(yes_or_no(other), None, "{other}");
        }
    }
}
