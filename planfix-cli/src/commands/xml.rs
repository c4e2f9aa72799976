//! The command `planfix xml`: checks documents against the subset of XML that PlanFix and this program use.

use crate::input::Document;
use crate::output::{print, say};
use crate::status::{Failure, Status};
use clap::ArgMatches;

/// The width of an excerpt.
const WIDTH: usize = 100;

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let mut wrong = 0;
    for path in matches.get_many::<String>("file").into_iter().flatten() {
        let document = Document::read(path)?;
        let Err(error) = planfix_api::xml::check(&document.bytes) else {
            print(&format!("{}: well-formed\n", document.name))?;
            continue;
        };
        wrong += 1;
        for fault in error.faults() {
            let (line, column) = (fault.line, fault.column);
            say(&format!(
                "error: {}\n  --> {}:{line}:{column}",
                fault.kind, document.name
            ));
            if let Some(shown) = excerpt(&document.bytes, line, column) {
                say(&shown);
            }
        }
    }
    if wrong > 0 {
        return Err(Failure::said(Status::Input));
    }
    Ok(())
}

/// Returns the line of a fault, cut to its surroundings, with a caret below the position.
fn excerpt(bytes: &[u8], line: usize, column: usize) -> Option<String> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let row = text.split(|&byte| byte == b'\n').nth(line.checked_sub(1)?)?;
    let row = String::from_utf8_lossy(row);
    let start = column.saturating_sub(1).saturating_sub(WIDTH / 2);
    let shown: String = row
        .chars()
        .skip(start)
        .take(WIDTH)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let before = column.saturating_sub(1).saturating_sub(start);
    let gutter = " ".repeat(line.to_string().len());
    Some(format!("{line} | {shown}\n{gutter} | {}^", " ".repeat(before)))
}
