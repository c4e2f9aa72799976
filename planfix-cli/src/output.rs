//! Printing to standard output and standard error, and the forms of a response.
//!
//! Standard output carries the answer and nothing else. Characters that a terminal would obey are escaped: always in
//! JSON, where the escaped form is the same data; always in tables and on standard error; in everything else only if
//! standard output is a terminal.

use crate::layout::pretty;
use crate::rows::{self, How};
use crate::status::Failure;
use crate::{terminal, words, wrap};
use clap::ArgMatches;
use planfix_api::json::Json;
use planfix_api::record::Record;
use planfix_api::table::{Effect, Method};
use std::borrow::Cow;
use std::io::{ErrorKind, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

/// Writes text to standard output. A reader that closed the pipe (`planfix … | head`) is not a fault.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    if terminal::is_stdout() {
        return print_bytes(terminal::safe(text).as_bytes());
    }
    print_bytes(text.as_bytes())
}

/// Writes XML to standard output.
pub(crate) fn print_xml(xml: &[u8]) -> Result<(), Failure> {
    match std::str::from_utf8(xml) {
        Ok(text) if terminal::is_stdout() => print_bytes(terminal::safe_xml(text).as_bytes()),
        Err(_) if terminal::is_stdout() => print(&String::from_utf8_lossy(xml)),
        _ => print_bytes(xml),
    }
}

/// Prints a document made by the XML writer and a line end, indented with `--pretty`.
pub(crate) fn print_document(mut xml: Vec<u8>, matches: &ArgMatches) -> Result<(), Failure> {
    if matches.get_flag("pretty") {
        xml = pretty(&String::from_utf8_lossy(&xml)).into_bytes();
    }
    xml.push(b'\n');
    print_xml(&xml)
}

/// Writes bytes to standard output unchanged.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

/// True once something was written that nobody can read any more.
static IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Turns an error from writing to standard output into a failure. A reader that has seen enough, such as `head`, is
/// not a failure; [`arrived`] is for an answer that must not be lost.
pub(crate) fn written(result: std::io::Result<()>) -> Result<(), Failure> {
    match result {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            IS_CLOSED.store(true, Ordering::Relaxed);
            Ok(())
        }
        Err(error) => Err(Failure::unwritten(format!("cannot write to standard output: {error}"))),
    }
}

/// Returns a failure if the answer of a call that changed something went to a reader that had gone. Its identifiers,
/// which may be the only trace of a created object, are then in the message.
pub(crate) fn arrived(method: &'static Method, response: &dyn Record) -> Result<(), Failure> {
    if method.effect == Effect::Read || !IS_CLOSED.load(Ordering::Relaxed) {
        return Ok(());
    }
    let found = words::identified(response).map_or_else(String::new, |found| format!(", where {found}"));
    Err(carried_out(Failure::unwritten(format!(
        "the reader of standard output closed it before the answer{found}"
    ))))
}

/// Writes help or the version to standard output, fitted to the terminal: clap does not break long words.
pub(crate) fn help(text: &clap::Error) -> Result<(), Failure> {
    let Some(width) = terminal::width() else {
        return written(text.print());
    };
    let text = wrap::broken(&text.render().ansi().to_string(), width);
    let mut out = anstream::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes a line to standard error. An error is ignored: there is nowhere left to report it.
pub(crate) fn say(text: &str) {
    say_styled(&terminal::safe(text));
}

/// Writes text that contains this program's own colors to standard error.
pub(crate) fn say_styled(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Writes part of a line that contains this program's own control characters to standard error.
pub(crate) fn say_part(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = write!(out, "{text}").and_then(|()| out.flush());
}

/// Serializes a record as JSON with a line end.
pub(crate) fn json(record: &dyn Record) -> String {
    // Serializing a record to a `String` cannot fail: all keys are strings.
    let json = serde_json::to_string_pretty(&Json(record)).unwrap_or_default() + "\n";
    match terminal::safe_json(&json) {
        Cow::Borrowed(_) => json,
        Cow::Owned(escaped) => escaped,
    }
}

/// Prints the response of a call that was carried out.
pub(crate) fn response(method: &'static Method, record: &dyn Record, how: &How) -> Result<(), Failure> {
    rows::single(method, how, record).map_err(carried_out)
}

/// Adds to a write failure that the call was carried out.
pub(crate) fn carried_out(failure: Failure) -> Failure {
    Failure {
        message: format!("{}; the call was carried out", failure.message),
        ..failure
    }
}

/// Lists the elements that did not become fields, each with the reason. Their values may be personal and standard
/// error often goes to a log, so only the paths are printed. Returns true if there are any.
pub(crate) fn unknown(record: &dyn Record, file: &str) -> bool {
    const MOST: usize = 100;
    let unknown = planfix_api::unknown(record);
    if unknown.is_empty() {
        return false;
    }
    say(&format!(
        "warning: these elements do not match the table {file} and are not shown:"
    ));
    for element in unknown.iter().take(MOST) {
        say(&format!("  {}: {}", crate::words::one_line(element.path), element.why));
    }
    if let Some(others @ 1..) = unknown.len().checked_sub(MOST) {
        say(&format!("  and {others} more"));
    }
    true
}
