//! Rows of a workbook: its first sheet, cell by cell, so that a large one needs little memory.

use super::{Content, Header, InputError, Receiver, Row};
use crate::Cell;
use crate::reading::date::moment;
use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use std::fs::File;
use std::io::BufReader;

pub(super) fn read<R: Receiver>(name: &str, file: &File, receiver: &mut R) -> Result<(), R::Error> {
    let fault = |error: XlsxError| InputError::Format {
        place: name.to_owned(),
        what: format!("cannot be read as XLSX: {error}"),
    };
    let mut book = Xlsx::new(BufReader::new(file)).map_err(fault)?;
    let sheet = book.sheet_names().first().cloned().unwrap_or_default();
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(fault)?;
    let mut rows = Rows {
        name,
        receiver,
        width: None,
        at: 0,
        cells: Vec::new(),
    };
    while let Some(found) = cells.next_cell().map_err(fault)? {
        let (row, column) = found.get_position();
        if row != rows.at {
            rows.end()?;
            rows.at = row;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        // The format has 16,384 columns.
        if column < 1 << 14 {
            if rows.cells.len() <= column {
                rows.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(slot) = rows.cells.get_mut(column) {
                *slot = cell(found.get_value());
            }
        }
    }
    rows.end()?;
    match rows.width {
        Some(_) => Ok(()),
        None => Err(InputError::Format {
            place: name.to_owned(),
            what: format!("the sheet `{sheet}` has no rows: the first row must have the names of the columns"),
        }
        .into()),
    }
}

struct Rows<'a, R> {
    name: &'a str,
    receiver: &'a mut R,
    width: Option<usize>,
    /// Number of the current row, from 0.
    at: u32,
    cells: Vec<Cell>,
}

impl<R: Receiver> Rows<'_, R> {
    /// Passes the current row on.
    fn end(&mut self) -> Result<(), R::Error> {
        let mut cells = std::mem::take(&mut self.cells);
        if cells.iter().all(Cell::is_empty) {
            return Ok(());
        }
        let line = u64::from(self.at) + 1;
        let place = format!("{}:{line}", self.name);
        let Some(width) = self.width else {
            let names: Vec<String> = cells.iter().map(|cell| cell.to_string().trim().to_owned()).collect();
            self.width = Some(names.len());
            return self.receiver.header(Header {
                names,
                has_decimal_comma: false,
                place,
            });
        };
        let over = cells.iter().skip(width).any(|cell| !cell.is_empty());
        cells.resize(width, Cell::Empty);
        let content = if over {
            Content::Fault("has a value in a column without a name".to_owned())
        } else {
            Content::Cells(cells)
        };
        self.receiver.row(Row { place, line, content })
    }
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        // The shortest text with the same value, without an exponent.
        DataRef::Float(number) => Cell::Number(number.to_string()),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(at) if at.is_duration() => Cell::Fault("a duration".to_owned()),
        DataRef::DateTime(at) => moment(at.as_f64(), at.to_ymd_hms_milli()),
        DataRef::DateTimeIso(text) => Cell::text(text),
        DataRef::DurationIso(_) => Cell::Fault("a duration".to_owned()),
        DataRef::Error(error) => Cell::Fault(format!("the error {error} of a formula")),
    }
}
