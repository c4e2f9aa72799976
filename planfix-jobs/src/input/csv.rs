//! Rows of a CSV, as spreadsheet programs write it.

use super::{Content, Header, InputError, Receiver, Row};
use crate::Cell;
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use std::io::{BufRead as _, BufReader, Cursor, Read};

const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

pub(super) fn read<R: Receiver>(
    name: &str,
    text: impl Read,
    separator: Option<u8>,
    receiver: &mut R,
) -> Result<(), R::Error> {
    let mut text = BufReader::with_capacity(1 << 16, text);
    let mut first = Vec::new();
    let read = |source| InputError::Read {
        name: name.to_owned(),
        source,
    };
    text.read_until(b'\n', &mut first).map_err(read)?;
    // Excel reads the separator from a first line such as `sep=;`, and other programs write one for it.
    let told = told(&first);
    let skipped = u64::from(told.is_some());
    if told.is_some() {
        first.clear();
        text.read_until(b'\n', &mut first).map_err(read)?;
    }
    let separator = separator.or(told).unwrap_or_else(|| sniff(&first));
    let mut rows = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(Cursor::new(first).chain(text));
    let mut record = StringRecord::new();
    let mut width = None;
    loop {
        match rows.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) if width.is_none() => return Err(empty(name).into()),
            Ok(false) => return Ok(()),
            Err(error) => return Err(fault(name, error).into()),
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line) + skipped;
        let place = format!("{name}:{line}");
        let Some(width) = width else {
            width = Some(record.len());
            receiver.header(Header {
                names: record.iter().map(|name| name.trim().to_owned()).collect(),
                has_decimal_comma: separator == b';',
                place,
            })?;
            continue;
        };
        // Spreadsheet programs write separators after the last column if a cell there was ever used.
        let over = record.iter().skip(width).any(|cell| !cell.trim().is_empty());
        let content = if record.len() < width || over {
            Content::Fault(format!(
                "has {} cells, but the first row has {width} columns: is a quote or a separator missing?",
                record.len()
            ))
        } else {
            Content::Cells(record.iter().take(width).map(Cell::text).collect())
        };
        receiver.row(Row { place, line, content })?;
    }
}

/// Returns the separator that the first line announces.
fn told(line: &[u8]) -> Option<u8> {
    match line.trim_ascii_end().strip_prefix(b"sep=") {
        Some([separator]) => Some(*separator),
        Some([]) if line.starts_with(b"sep=\t") => Some(b'\t'),
        _ => None,
    }
}

/// Returns the separator that a line has most often outside of quotes.
fn sniff(line: &[u8]) -> u8 {
    let mut is_quoted = false;
    let mut counts = [0_usize; 3];
    for byte in line {
        match byte {
            b'"' => is_quoted = !is_quoted,
            byte if !is_quoted => {
                for (separator, count) in SEPARATORS.iter().zip(&mut counts) {
                    *count += usize::from(separator == byte);
                }
            }
            _ => {}
        }
    }
    // The last one of several maxima: a comma in the only name of a column is rarer than a separator.
    let most = SEPARATORS.iter().zip(counts).max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator)
}

fn empty(name: &str) -> InputError {
    InputError::Format {
        place: name.to_owned(),
        what: "has no rows: the first row must have the names of the columns".to_owned(),
    }
}

fn fault(name: &str, error: csv::Error) -> InputError {
    let line = error.position().map_or(0, csv::Position::line);
    match error.into_kind() {
        ErrorKind::Io(source) => InputError::Read {
            name: name.to_owned(),
            source,
        },
        kind => InputError::Format {
            place: format!("{name}:{line}"),
            what: format!("not CSV: {kind:?}"),
        },
    }
}
