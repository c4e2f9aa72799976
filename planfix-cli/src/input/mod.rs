//! Input of a command: a file or standard input.

pub(crate) mod json;
mod locate;
mod tree;

use crate::status::Failure;
use planfix_api::record::Record;
use std::io::{BufRead as _, Read as _};

pub(crate) struct Document {
    /// The name for people: the path, or `<stdin>`.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Document {
    /// Reads a file, or standard input if the path is `-`.
    pub(crate) fn read(path: &str) -> Result<Self, Failure> {
        let mut bytes = Vec::new();
        if path == "-" {
            let name = "<stdin>".to_owned();
            return match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => Ok(Self { name, bytes }),
                Err(error) => Err(Failure::input(format!("cannot read standard input: {error}"))),
            };
        }
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self {
                name: path.to_owned(),
                bytes,
            }),
            Err(error) => Err(Failure::input(format!("cannot read {path}: {error}"))),
        }
    }

    /// Reads the document as JSON into a record. Accepts unlisted enum values; the caller checks the whole record for
    /// them.
    ///
    /// # Errors
    /// Every fault, each as `file:line:column: path: message`.
    pub(crate) fn record(&self, new: fn() -> Box<dyn Record>) -> Result<Box<dyn Record>, Vec<String>> {
        self.record_with(new, "")
    }

    /// Does the same with values in JSON that replace those of the document.
    ///
    /// # Errors
    /// Every fault, each as `file:line:column: path: message`.
    pub(crate) fn record_with(&self, new: fn() -> Box<dyn Record>, over: &str) -> Result<Box<dyn Record>, Vec<String>> {
        json::read(&self.name, &self.bytes, new, over)
    }

    /// Returns `file:line:column` of the value with this path. The document must have been read without faults.
    pub(crate) fn place(&self, path: &str) -> String {
        let text = std::str::from_utf8(&self.bytes).unwrap_or("");
        json::place(&self.name, text, path)
    }
}

/// Reads the next line of standard input, without the line end. The line is a secret, so errors never quote it.
pub(crate) fn secret_line(what: &str) -> Result<String, Failure> {
    let mut line = String::new();
    let missing = |why: &str| Failure::input(format!("standard input has no line with the {what}{why}"));
    match std::io::stdin().lock().read_line(&mut line) {
        Ok(0) => Err(missing("")),
        Ok(_) => {
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                return Err(missing(": the line is empty"));
            }
            Ok(line.to_owned())
        }
        Err(error) => Err(missing(&format!(": {error}"))),
    }
}
