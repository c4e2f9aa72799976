//! The guard against resetting fields by leaving them out: methods that do this require a flag.

use crate::fields::{self, Field, Step};
use crate::flags;
use crate::status::Failure;
use crate::wrap;
use clap::ArgMatches;
use planfix_api::record::{Record, View};
use planfix_api::table::Method;

/// The width of the list of fields.
const WIDTH: usize = 100;

/// Refuses a request that would reset fields, unless `--reset-left-out` allows it.
pub(super) fn check(method: &'static Method, matches: &ArgMatches, request: &dyn Record) -> Result<(), Failure> {
    if !flags::resets(method) || matches.get_flag("reset-left-out") {
        return Ok(());
    }
    let in_json = matches.contains_id("json");
    let Some(what) = told(method, request, in_json) else {
        return Ok(());
    };
    let clear = match (flags::resets_all(method), in_json) {
        (false, _) => "",
        (true, true) => " (null clears a field)",
        (true, false) => " (--clear NAME clears one)",
    };
    Err(Failure::input(format!(
        "{}: nothing was sent: {what}\nGive each of them a value{clear}, or confirm with --reset-left-out.",
        method.name
    )))
}

/// Describes the fields that a request leaves out and the method resets, by their wire names or their flags.
pub(in crate::commands) fn told(method: &'static Method, request: &dyn Record, by_wire: bool) -> Option<String> {
    let name = |field: Field| {
        if by_wire {
            field.wire
        } else {
            format!("--{}", field.name)
        }
    };
    let names: Vec<String> = left_out(method, request).into_iter().map(name).collect();
    let (left_out, each) = match names.len() {
        0 => return None,
        1 => ("a field is left out".to_owned(), "it"),
        several => (format!("{several} fields are left out"), "each of them"),
    };
    let names = wrap::wrapped(&names.join(", "), WIDTH).join("\n  ");
    Some(format!(
        "{left_out}, and {} resets {each} to its default:\n  {names}",
        method.name
    ))
}

/// Returns the fields that a request leaves out and the method resets.
fn left_out(method: &'static Method, request: &dyn Record) -> Vec<Field> {
    let mut fields = fields::of_message(method, method.request);
    fields.retain(|field| field.row.rules.resets && !field.in_item && is_absent(request, &field.steps));
    fields
}

/// Returns true if a record has nothing where the steps lead, not even an empty element.
fn is_absent(record: &dyn Record, steps: &[Step]) -> bool {
    let Some((first, rest)) = steps.split_first() else {
        return false;
    };
    match record.field(first.field) {
        View::Absent => true,
        View::Record(inner) => is_absent(inner, rest),
        _ => false,
    }
}
