//! The command `job rows`: rows as they came, with their state.

use super::open;
use crate::commands::text;
use crate::output::{print_bytes, written};
use crate::status::Failure;
use clap::ArgMatches;
use planfix_jobs::{Entry, State};
use serde_json::{Value, json};

/// The columns before those of the input. `retry --from` knows a row by the first.
const ADDED: [&str; 5] = [
    planfix_jobs::ROW,
    "planfix:line",
    "planfix:state",
    "planfix:code",
    "planfix:reason",
];

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let store = open(matches)?;
    let chosen = [
        ("planned", State::Planned),
        ("refused", State::Refused),
        ("unknown", State::Unknown),
        ("done", State::Done),
    ];
    let chosen = chosen
        .iter()
        .filter(|(flag, _)| matches.get_flag(flag))
        .map(|(_, state)| *state);
    let mut states: Vec<State> = chosen.collect();
    if states.is_empty() {
        states = State::ALL.to_vec();
    }
    let is_json = text(matches, "output") == "json";
    let mut failed = Ok(());
    let mut columns: Vec<&str> = ADDED.to_vec();
    columns.extend(store.job().columns.iter().map(String::as_str));
    if !is_json {
        print_bytes(&line(&columns)?)?;
    }
    let mut each = |entry: Entry| {
        let bytes = if is_json { Ok(object(&entry)) } else { cells(&entry) };
        failed = bytes.and_then(|bytes| print_bytes(&bytes));
        failed.is_ok()
    };
    store.entries(&states, &mut each).map_err(super::failure)?;
    failed
}

fn object(entry: &Entry) -> Vec<u8> {
    let text = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    let object = json!({
        "row": entry.number, "line": entry.line, "state": entry.state.word(), "code": entry.code,
        "reason": entry.reason, "attempts": entry.attempts, "input": text(&entry.input),
        "request": text(&entry.body), "answer": entry.answer.as_deref().map(text),
    });
    let mut line = crate::terminal::safe_json(&object.to_string()).into_owned();
    line.push('\n');
    line.into_bytes()
}

/// Returns a row, or the rows that were joined, with the state before the cells.
fn cells(entry: &Entry) -> Result<Vec<u8>, Failure> {
    let added = [
        entry.number.to_string(),
        entry.line.to_string(),
        entry.state.to_string(),
        entry.code.clone().unwrap_or_default(),
        entry.reason.clone().unwrap_or_default(),
    ];
    let input: Value = serde_json::from_str(&entry.input).unwrap_or_default();
    let rows = match input {
        Value::Array(rows) if rows.first().is_some_and(|row| row.is_array() || row.is_object()) => rows,
        row => vec![row],
    };
    let mut out = Vec::new();
    for row in rows {
        let cell = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let cells: Vec<String> = match &row {
            Value::Array(cells) => cells.iter().map(cell).collect(),
            // JSON has no common columns.
            row => vec![row.to_string()],
        };
        let whole: Vec<&str> = added.iter().chain(&cells).map(String::as_str).collect();
        out.extend(line(&whole)?);
    }
    Ok(out)
}

/// Returns a line of CSV.
fn line(cells: &[&str]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let done = writer.write_record(cells).map_err(std::io::Error::other);
    written(done)?;
    writer
        .into_inner()
        .map_err(|error| Failure::unwritten(error.to_string()))
}
