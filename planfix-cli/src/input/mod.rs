//! What a command reads: a file or standard input.

pub(crate) mod json;
mod locate;
mod tree;

use crate::status::Failure;
use planfix_api::Record;
use std::io::{BufRead as _, Read as _};

/// Something that was read.
pub(crate) struct Document {
    /// Its name for people: the path, or `<stdin>`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Document {
    /// Reads a file, or standard input where the path is `-`.
    pub(crate) fn read(path: &str) -> Result<Self, Failure> {
        let mut bytes = Vec::new();
        if path == "-" {
            let name = "<stdin>".to_owned();
            return match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => Ok(Self { name, bytes }),
                Err(error) => Err(Failure::input(format!("standard input cannot be read: {error}"))),
            };
        }
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self {
                name: path.to_owned(),
                bytes,
            }),
            Err(error) => Err(Failure::input(format!("{path}: cannot be read: {error}"))),
        }
    }

    /// The record that the document has as JSON. Values that an enum does not list are taken as they are; the caller
    /// looks for them in the whole record.
    ///
    /// # Errors
    /// Everything that is wrong, each as `file:line:column: path: what`.
    pub(crate) fn record(&self, new: fn() -> Box<dyn Record>) -> Result<Box<dyn Record>, Vec<String>> {
        json::read(&self.name, &self.bytes, new)
    }

    /// `file:line:column` of the value with this path, in JSON that was read without fault.
    pub(crate) fn place(&self, path: &str) -> String {
        let text = std::str::from_utf8(&self.bytes).unwrap_or("");
        json::place(&self.name, text, path)
    }
}

/// The next line of standard input, without its end. It holds a secret, so an error has none of it.
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
