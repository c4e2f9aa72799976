//! The input of a job: rows of a spreadsheet or of JSON, read one after the other.

mod csv;
mod decode;
mod json;
mod spool;
mod xlsx;

pub use spool::digest_of;

use crate::Cell;
use std::fs::File;
use std::path::Path;

/// The format of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Text with separators; the first row has the names of the columns.
    Csv,
    /// A workbook of a spreadsheet program; its first sheet is read, and the first row has the names of the columns.
    Xlsx,
    /// JSON: an array of objects, or one object.
    Json,
    /// JSON lines: one object on each line.
    JsonLines,
}

impl Format {
    /// Returns the format that the name of a file says; CSV if it says nothing.
    ///
    /// ```
    /// use planfix_jobs::Format;
    ///
    /// assert_eq!(Format::of_name("contacts.XLSX"), Format::Xlsx);
    /// assert_eq!(Format::of_name("contacts.txt"), Format::Csv);
    /// ```
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let extension = Path::new(name).extension().unwrap_or_default();
        match extension.to_string_lossy().to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" => Self::Xlsx,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            _ => Self::Csv,
        }
    }
}

/// The options of reading an input. By default everything follows from the input itself.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// Format; by default from the name of the file, or CSV from standard input.
    pub format: Option<Format>,
    /// Separator of a CSV; by default the one of `,` `;` and tab that the first line has most often.
    pub separator: Option<u8>,
    /// Name of the encoding of a text, as browsers know it. By default the byte order mark tells; without one, a text
    /// that is not UTF-8 is windows-1251.
    pub encoding: Option<String>,
}

/// An input that can be read: a file, or a copy of standard input.
#[derive(Debug)]
pub struct Input {
    /// Name in messages: the path, or `<stdin>`.
    name: String,
    file: File,
    digest: String,
    is_utf8: bool,
    options: InputOptions,
}

/// An input that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The file cannot be opened or read.
    #[error("cannot read {name}: {source}")]
    Read {
        /// Name of the input.
        name: String,
        /// Error of the system.
        source: std::io::Error,
    },
    /// The content does not have its format.
    #[error("{place}: {what}")]
    Format {
        /// Place in the input.
        place: String,
        /// Description of the fault.
        what: String,
    },
    /// No encoding has this name.
    #[error("no encoding is called `{0}`; write utf-8, windows-1251, or another name that browsers know")]
    Encoding(String),
}

/// One row of an input.
#[derive(Debug)]
pub(crate) struct Row {
    /// Place in messages: `contacts.csv:17`.
    pub place: String,
    /// Number in the input, from 1: the line of a text, the row of a sheet.
    pub line: u64,
    pub content: Content,
}

#[derive(Debug)]
pub(crate) enum Content {
    /// A cell for each column of the header.
    Cells(Vec<Cell>),
    /// Columns of this row alone.
    Named(Vec<(String, Cell)>),
    /// A request as the methods of the program take it.
    Request(serde_json::Value),
    /// Why the row cannot be read.
    Fault(String),
}

/// A receiver of the rows of an input.
pub(crate) trait Receiver {
    type Error: From<InputError>;
    /// Receives the names of the columns before the first row. JSON has none.
    fn header(&mut self, header: Header) -> Result<(), Self::Error>;
    /// Receives a row. Blank rows are left out.
    fn row(&mut self, row: Row) -> Result<(), Self::Error>;
}

/// The names of the columns.
#[derive(Debug)]
pub(crate) struct Header {
    pub names: Vec<String>,
    /// True if numbers are probably written with a decimal comma, since a semicolon separates the cells.
    pub has_decimal_comma: bool,
    /// Place of the header in messages.
    pub place: String,
}

impl Input {
    /// Opens a file, or copies standard input if the path is `-`.
    ///
    /// # Errors
    /// The file cannot be read, or there is no such encoding.
    ///
    /// ```
    /// use planfix_jobs::{Input, InputOptions};
    ///
    /// let input = Input::open("../examples/contacts.csv", InputOptions::default())?;
    /// assert_eq!(input.name(), "../examples/contacts.csv");
    /// # Ok::<(), planfix_jobs::InputError>(())
    /// ```
    pub fn open(path: &str, options: InputOptions) -> Result<Self, InputError> {
        let name = if path == "-" { "<stdin>" } else { path }.to_owned();
        if let Some(encoding) = &options.encoding {
            decode::encoding(encoding)?;
        }
        let read = |source| InputError::Read {
            name: name.clone(),
            source,
        };
        let mut file = match path {
            "-" => spool::stdin().map_err(read)?,
            path => File::open(path).map_err(read)?,
        };
        let (digest, is_utf8) = spool::examine(&mut file).map_err(read)?;
        Ok(Self {
            name,
            file,
            digest,
            is_utf8,
            options,
        })
    }

    /// Returns the name in messages: the path, or `<stdin>`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the SHA-256 of the content, in hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Returns the name of the encoding in which the text is read; `None` for a workbook.
    #[must_use]
    pub fn encoding(&self) -> Option<&'static str> {
        match self.format() {
            Format::Xlsx => None,
            _ => Some(decode::of(self.options.encoding.as_deref(), self.is_utf8).name()),
        }
    }

    fn format(&self) -> Format {
        self.options.format.unwrap_or_else(|| Format::of_name(&self.name))
    }

    /// Reads all rows.
    pub(crate) fn read<R: Receiver>(&mut self, receiver: &mut R) -> Result<(), R::Error> {
        let read = |source| InputError::Read {
            name: self.name.clone(),
            source,
        };
        spool::rewind(&mut self.file).map_err(read)?;
        let format = self.format();
        let file = &self.file;
        if format == Format::Xlsx {
            return xlsx::read(&self.name, file, receiver);
        }
        let encoding = decode::of(self.options.encoding.as_deref(), self.is_utf8);
        let text = decode::Reader::new(file, encoding);
        match format {
            Format::Csv => csv::read(&self.name, text, self.options.separator, receiver),
            Format::Json => json::read(&self.name, text, receiver),
            _ => json::read_lines(&self.name, text, receiver),
        }
    }
}
