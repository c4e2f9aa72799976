//! The command `job settle`: decides about rows whose outcome is unknown.

use crate::commands::text;
use crate::output::{print, say};
use crate::status::{Failure, Status};
use clap::ArgMatches;
use planfix_jobs::{Entry, State, Store};
use std::io::{BufRead as _, IsTerminal as _};

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let path = text(matches, "job");
    let mut store = super::lock(path)?;
    let marks = [
        ("done", State::Done),
        ("again", State::Planned),
        ("skip", State::Skipped),
    ];
    let mut marked = Vec::new();
    for (flag, state) in marks {
        let rows = matches.get_many::<u64>(flag).into_iter().flatten();
        marked.extend(rows.map(|row| (*row, state)));
    }
    let unknown = unknown(&*store)?;
    let strangers: Vec<String> = marked
        .iter()
        .filter(|(row, _)| !unknown.iter().any(|entry| entry.number == *row))
        .map(|(row, _)| format!("row {row} is not unknown"))
        .collect();
    if !strangers.is_empty() {
        return Err(Failure::faults("nothing was changed:", &strangers));
    }
    if marked.is_empty() {
        if !std::io::stdin().is_terminal() {
            return Err(Failure::usage(
                "standard input is not a terminal, so nobody can be asked: give --done, --again or --skip",
                "job settle",
            ));
        }
        marked = ask(&*store, &unknown)?;
    }
    for (row, state) in &marked {
        store.settle(*row, *state).map_err(super::failure)?;
    }
    let counts = store.counts().map_err(super::failure)?;
    print(&format!("{path}: {}\n", super::counts_text(&counts)))?;
    match counts.of(State::Unknown) {
        0 => Ok(()),
        _ => Err(Failure::said(Status::Unknown)),
    }
}

fn unknown(store: &dyn Store) -> Result<Vec<Entry>, Failure> {
    let mut out = Vec::new();
    let mut each = |entry| {
        out.push(entry);
        true
    };
    store.entries(&[State::Unknown], &mut each).map_err(super::failure)?;
    Ok(out)
}

/// Shows each row and asks what became of it.
fn ask(store: &dyn Store, unknown: &[Entry]) -> Result<Vec<(u64, State)>, Failure> {
    let mut marked = Vec::new();
    let mut lines = std::io::stdin().lock().lines();
    for entry in unknown {
        say(&format!("row {} (line {} of the input)", entry.number, entry.line));
        let cells: Vec<serde_json::Value> = serde_json::from_str(&entry.input).unwrap_or_default();
        for (column, cell) in store.job().columns.iter().zip(&cells) {
            if let Some(cell) = cell.as_str().filter(|cell| !cell.is_empty()) {
                say(&format!("  {column}: {cell}"));
            }
        }
        if store.job().columns.is_empty() {
            say(&format!("  {}", entry.body));
        }
        say(&format!("  {}", entry.reason.as_deref().unwrap_or_default()));
        loop {
            say("Was it carried out? y: yes, n: no, send it again, s: skip it, Enter: leave it unknown, q: quit");
            let line = match lines.next() {
                Some(line) => line.map_err(|error| Failure::input(format!("cannot read the answer: {error}")))?,
                None => return Ok(marked),
            };
            let state = match line.trim() {
                "y" | "yes" => State::Done,
                "n" | "no" => State::Planned,
                "s" => State::Skipped,
                "" => break,
                "q" => return Ok(marked),
                _ => continue,
            };
            marked.push((entry.number, state));
            break;
        }
    }
    Ok(marked)
}
