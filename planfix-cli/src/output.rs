//! What goes to standard output and standard error, and how a response is shown.
//!
//! Standard output has the answer and nothing else. What a terminal would obey is escaped: in JSON always,
//! where it is the same data; in tables and on standard error always; in everything else where standard
//! output is a terminal.

use crate::layout::pretty;
use crate::status::Failure;
use crate::{grid, terminal};
use clap::ArgMatches;
use planfix_api::Record;
use planfix_api::json::Json;
use std::borrow::Cow;
use std::io::{ErrorKind, Write as _};

/// How a response is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// JSON.
    Json,
    /// Aligned text for eyes.
    Table,
}

/// Writes to standard output. A reader that went away (`planfix … | head`) is not a fault.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    if terminal::is_stdout() {
        return print_bytes(terminal::safe(text).as_bytes());
    }
    print_bytes(text.as_bytes())
}

/// The same for XML.
pub(crate) fn print_xml(xml: &[u8]) -> Result<(), Failure> {
    match std::str::from_utf8(xml) {
        Ok(text) if terminal::is_stdout() => print_bytes(terminal::safe_xml(text).as_bytes()),
        Err(_) if terminal::is_stdout() => print(&String::from_utf8_lossy(xml)),
        _ => print_bytes(xml),
    }
}

/// Prints a document that the writer made, and a line end; laid out for people with `--pretty`.
pub(crate) fn print_document(mut xml: Vec<u8>, matches: &ArgMatches) -> Result<(), Failure> {
    if matches.get_flag("pretty") {
        xml = pretty(&String::from_utf8_lossy(&xml)).into_bytes();
    }
    xml.push(b'\n');
    print_xml(&xml)
}

/// The same for bytes that are written as they are.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

/// The failure of a write to standard output.
pub(crate) fn written(result: std::io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::unwritten(format!(
            "standard output cannot be written: {error}"
        ))),
        _ => Ok(()),
    }
}

/// Writes a line to standard error; where there is none, nobody wants to know.
pub(crate) fn say(text: &str) {
    say_styled(&terminal::safe(text));
}

/// The same for text with the colours of this program in it.
pub(crate) fn say_styled(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A record as JSON, with a line end.
pub(crate) fn json(record: &dyn Record) -> String {
    // Serializing to a String fails on no record: its names are text.
    let json = serde_json::to_string_pretty(&Json(record)).unwrap_or_default() + "\n";
    match terminal::safe_json(&json) {
        Cow::Borrowed(_) => json,
        Cow::Owned(escaped) => escaped,
    }
}

/// Shows the response of a call that was carried out.
pub(crate) fn response(record: &dyn Record, form: Form) -> Result<(), Failure> {
    let text = match form {
        Form::Json => json(record),
        Form::Table => grid::table(record, terminal::width()),
    };
    print(&text).map_err(carried_out)
}

/// Says of a failure to write that the call was carried out.
pub(crate) fn carried_out(failure: Failure) -> Failure {
    Failure {
        message: format!("{}; the call was carried out", failure.message),
        ..failure
    }
}

/// Says which elements did not become fields, and why. What they hold may be personal, and standard error often goes to
/// a log, so it is not shown. Returns true if there are any.
pub(crate) fn unknown(record: &dyn Record, file: &str) -> bool {
    const MOST: usize = 100;
    let unknown = planfix_api::unknown(record);
    if unknown.is_empty() {
        return false;
    }
    say(&format!("warning: not shown, by the table {file}:"));
    for element in unknown.iter().take(MOST) {
        say(&format!("  {}: {}", crate::words::one_line(element.path), element.why));
    }
    if let Some(others @ 1..) = unknown.len().checked_sub(MOST) {
        say(&format!("  and {others} more"));
    }
    true
}
