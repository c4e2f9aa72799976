//! The command `planfix decode`: XML to JSON.

use super::call::refusal;
use super::{file, method, text};
use crate::input::Document;
use crate::output::{self, print};
use crate::status::{Failure, Status};
use crate::{flags, words};
use clap::ArgMatches;
use planfix_api::table::Method;
use planfix_api::xml::{Answer, ReadError, ReadOptions, read_request, read_response_with, request_head};
use planfix_api::{Code, record::Record, validate};

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let method = method(text(matches, "method"))?;
    let document = Document::read(file(matches))?;
    let faulty = |error: &ReadError, record: Option<&dyn Record>| {
        let mut faults: Vec<String> = error
            .faults()
            .iter()
            .map(|fault| format!("{}:{fault}", document.name))
            .collect();
        if error.others() > 0 {
            faults.push(format!("and {} others", error.others()));
        }
        if matches!(document.bytes.trim_ascii_start().first(), Some(b'{' | b'[')) {
            faults.push("the document looks like JSON; `planfix encode` turns JSON into XML".to_owned());
        }
        // An element that did not become a field often explains what is missing.
        if let Some(record) = record {
            output::unknown(record, method.file);
        }
        if let Some(record) = record.filter(|_| error.was_accepted()) {
            faults.extend(accepted(record));
        }
        Failure::faults(&format!("{}: cannot be decoded:", method.name), &faults)
    };
    let record = if matches.get_flag("request") {
        // No element of another method's request would match this table. That is one fault, not many.
        let head = request_head(&document.bytes).map_err(|error| faulty(&error, None))?;
        if head.method != method.name {
            return Err(Failure::input(format!(
                "{}: the document is a request of `{}`, not of `{}`",
                document.name,
                crate::words::one_line(&head.method),
                method.name
            )));
        }
        let mut record = (method.new_request)();
        match read_request(&document.bytes, &mut *record) {
            Ok(_) => {
                broken(method, &document, &*record)?;
                record
            }
            Err(error) => return Err(faulty(&error, Some(&*record))),
        }
    } else {
        let mut record = (method.new_response)();
        let options = ReadOptions::default().strict(matches.get_flag("strict"));
        match read_response_with(&document.bytes, &mut *record, &options) {
            Err(error) => return Err(faulty(&error, Some(&*record))),
            Ok(Answer::Ok) => record,
            Ok(Answer::Refused(refusal)) => {
                let code = Code::of(&refusal.code);
                let text = format!(
                    "{}: the response is a refusal, code {}: {}",
                    document.name,
                    crate::words::one_line(&refusal.code),
                    code.map_or("not in the table of codes", |code| code.meaning)
                );
                let status = Status::refused(code.map(|code| code.class));
                return Err(Failure::json(status, refusal::json(&text, Some(&refusal))));
            }
        }
    };
    print(&output::json(&*record))?;
    output::unknown(&*record, method.file);
    Ok(())
}

/// Refuses a request that `planfix encode` would refuse to write.
fn broken(method: &Method, document: &Document, record: &dyn Record) -> Result<(), Failure> {
    let violations = validate(record).err();
    let mut faults: Vec<String> = violations
        .iter()
        .flat_map(|violations| violations.as_slice())
        .map(|violation| format!("{}: {violation}", document.name))
        .collect();
    for (path, what) in flags::unlisted(record) {
        faults.push(format!("{}: {path}: {what}", document.name));
    }
    if faults.is_empty() {
        return Ok(());
    }
    output::unknown(record, method.file);
    Err(Failure::faults(
        &format!("{}: the request breaks its table:", method.name),
        &faults,
    ))
}

/// Describes what was carried out, by the identifiers that were read before the fault.
fn accepted(record: &dyn Record) -> Option<String> {
    let found = words::identified(record)?;
    Some(format!("the status of the response is ok, and it contains: {found}"))
}
