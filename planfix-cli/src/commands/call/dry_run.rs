//! The XML of a request, as it would be sent except for its secrets.

use crate::connect;
use crate::output::{print_document, say};
use crate::status::Failure;
use clap::ArgMatches;
use planfix_api::record::{Record, View};
use planfix_api::table::{Content, Element, Method};
use planfix_api::xml::{self, Envelope};

/// Prints the request.
pub(super) fn run(method: &'static Method, matches: &ArgMatches, mut record: Box<dyn Record>) -> Result<(), Failure> {
    let secrets = hide_secrets(&mut *record);
    let account = connect::account_of_call(matches).unwrap_or_default();
    let envelope = Envelope {
        account: &account,
        sid: None,
    };
    let xml = xml::write_request(method.name, &envelope, &*record)
        .map_err(|violations| Failure::input(format!("{}: {violations}", method.name)))?;
    print_document(xml, matches)?;
    if !secrets.is_empty() {
        say(&format!("not sent; *** replaces these secrets: {}", secrets.join(", ")));
    }
    Ok(())
}

/// Replaces every secret outside of lists by `***`, and returns their names.
fn hide_secrets(record: &mut dyn Record) -> Vec<&'static str> {
    fn walk(record: &mut dyn Record, elements: &'static [Element], out: &mut Vec<&'static str>) {
        for element in elements {
            let Content::Value { field, .. } = element.content else {
                if let Content::Group(inner) = element.content {
                    walk(record, inner, out);
                }
                continue;
            };
            // Borrowing an absent value mutably would create it, or choose it in its one-of.
            let (there, holds) = match record.field(field) {
                View::Absent | View::Empty => (false, false),
                View::Record(_) => (true, true),
                _ => (true, false),
            };
            let Some(slot) = there.then(|| record.field_mut(field)).flatten() else {
                continue;
            };
            if element.row.is_some_and(|row| row.rules.secret) {
                if slot.set_text("***").is_ok() {
                    out.push(element.name);
                }
            } else if let Some(inner) = holds.then(|| slot.record()).flatten() {
                let elements = inner.table().elements;
                walk(inner, elements, out);
            }
        }
    }
    let mut out = Vec::new();
    let elements = record.table().elements;
    walk(record, elements, &mut out);
    out
}
