//! The command `planfix encode`: JSON to XML.

use super::call::left_out;
use super::{file, method, text};
use crate::input::Document;
use crate::output::{print_document, say};
use crate::status::Failure;
use crate::{connect, flags};
use clap::ArgMatches;
use planfix_api::validate;
use planfix_api::xml::{Envelope, write_request, write_response};

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let method = method(text(matches, "method"))?;
    let document = Document::read(file(matches))?;
    let request = matches.get_flag("request");
    let new = if request {
        method.new_request
    } else {
        method.new_response
    };
    let head = format!(
        "{}: the JSON cannot be encoded as a {}:",
        method.name,
        if request { "request" } else { "response" }
    );
    let record = document.record(new);
    let record = record.map_err(|faults| Failure::faults(&head, &faults))?;
    let mut faults: Vec<String> = Vec::new();
    for (path, what) in flags::unlisted(&*record) {
        let what = format!("{}: {path}: {what}", document.place(&path));
        if request && !matches.get_flag("allow-unlisted") {
            faults.push(format!("{what}; --allow-unlisted writes it as it is"));
        } else {
            say(&format!("warning: {what}"));
        }
    }
    // Only requests are sent, so only they must obey the rules of their rows; in a response every field may be empty.
    let written = if request {
        let account = connect::account_name(matches).unwrap_or_default();
        let envelope = Envelope {
            account: &account,
            sid: None,
        };
        validate(&*record).and_then(|()| write_request(method.name, &envelope, &*record))
    } else {
        write_response(&*record)
    };
    match written {
        Ok(xml) if faults.is_empty() => {
            if request && let Some(what) = left_out::told(method, &*record, true) {
                say(&format!("warning: {}: {what}", method.name));
            }
            print_document(xml, matches)
        }
        written => {
            let violations = written.err();
            let violations = violations.iter().flat_map(|violations| violations.as_slice());
            faults.extend(violations.map(|violation| format!("{}: {violation}", document.place(&violation.path))));
            Err(Failure::faults(&head, &faults))
        }
    }
}
