//! What goes to standard output and standard error, and how a response is shown.

use crate::grid;
use crate::status::{Failure, Status};
use crate::words::terminal;
use planfix_api::json::Json;
use planfix_api::{Record, View};
use std::io::Write as _;

/// How a response is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// JSON.
    Json,
    /// Aligned text for eyes.
    Table,
}

/// Writes to standard output. A reader that went away (`planfix … | head`) is no fault.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// The same for bytes.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::input(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error; where there is none, nobody wants to know.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A record as JSON, with a line end.
pub(crate) fn json(record: &dyn Record) -> String {
    // Serializing to a String fails on no record: its names are text.
    serde_json::to_string_pretty(&Json(record)).unwrap_or_default() + "\n"
}

/// Shows the response of a call that was carried out.
pub(crate) fn response(record: &dyn Record, form: Form) -> Result<(), Failure> {
    let text = match form {
        Form::Json => json(record),
        Form::Table => grid::table(record, terminal()),
    };
    print(&text).map_err(|failure| Failure {
        status: Status::Lost,
        message: format!("{}; the call was carried out", failure.message),
    })
}

/// Writes the file that a response is; `-` is standard output.
pub(crate) fn save(record: &dyn Record, form: Form, path: &str) -> Result<(), Failure> {
    let lost = |message: String| Failure {
        status: Status::Lost,
        message,
    };
    let body = record.table().named("body").and_then(|element| element.content.field());
    let bytes: &[u8] = match body.map(|(field, _)| record.field(field)) {
        Some(View::Bytes(bytes)) => &bytes.0,
        // A file of no bytes.
        Some(View::Empty) => &[],
        _ => {
            response(record, form)?;
            return Err(lost(
                "PlanFix gave a link instead of the file; nothing was written, download it from there".to_owned(),
            ));
        }
    };
    if path == "-" {
        return print_bytes(bytes);
    }
    std::fs::write(path, bytes).map_err(|error| lost(format!("{path}: cannot be written: {error}")))?;
    say(&format!("{path}: {} bytes", bytes.len()));
    Ok(())
}

/// Names the elements that the table does not know.
pub(crate) fn unknown(record: &dyn Record, file: &str) {
    let unknown = planfix_api::unknown(record);
    if unknown.is_empty() {
        return;
    }
    say(&format!("warning: not in the table ({file}), and so not shown:"));
    for element in unknown {
        say(&format!("  {}", crate::words::one_line(element.path)));
    }
}
