//! A method: the request from flags or JSON, the call, the answer.

use super::text;
use crate::input::Document;
use crate::output::{self, Form, print, print_bytes, say};
use crate::status::{Failure, Status};
use crate::words::one_line;
use crate::{connect, flags};
use clap::ArgMatches;
use planfix_api::client::Error;
use planfix_api::table::{Content, Element, Method};
use planfix_api::xml::{self, Envelope, Refusal};
use planfix_api::{Broken, Class, Record, View, validate};

pub(super) fn run(method: &'static Method, matches: &ArgMatches) -> Result<(), Failure> {
    let command = method.name.replace('.', " ");
    if matches.get_flag("credentials-stdin") && text(matches, "json") == "-" {
        return Err(Failure::usage(
            "--json -: standard input has the credentials already; put the JSON into a file",
            &command,
        ));
    }
    let dry = matches.get_flag("dry-run");
    // Credentials stand before everything else on standard input.
    let client = if dry { None } else { Some(connect::client(matches)) };
    let request = request(method, matches);
    let (client, request) = match (client, request) {
        (Some(Err(failure)), Err(request)) if request.status == Status::Input => {
            return Err(Failure::input(format!(
                "{}\nerror: {}",
                request.message, failure.message
            )));
        }
        (_, Err(failure)) | (Some(Err(failure)), _) => return Err(failure),
        (Some(Ok(client)), Ok(request)) => (Some(client), request),
        (None, Ok(request)) => (None, request),
    };
    let Some(client) = client else {
        return dry_run(method, matches, request);
    };
    let form = match text(matches, "output") {
        "table" => Form::Table,
        _ => Form::Json,
    };
    let save = matches.try_get_one::<String>("save").ok().flatten();
    match client.call_any(method, &*request) {
        Ok(response) => {
            if let Some(path) = save {
                return output::save(&*response, form, path);
            }
            output::response(&*response, form)?;
            output::unknown(&*response, method.file);
            Ok(())
        }
        Err(error) => {
            if let Error::Refused { refusal, .. } = &error {
                print(&match form {
                    Form::Json => refusal_json(refusal),
                    Form::Table => format!(
                        "code     {}\nmessage  {}\n",
                        one_line(&refusal.code),
                        one_line(&refusal.message)
                    ),
                })?;
            }
            let mut failure = Failure::call(&error);
            if let Some(hint) = error.class().and_then(hint) {
                failure.message.push_str(&format!("\n  {hint}"));
            }
            Err(failure)
        }
    }
}

/// The request, checked: everything that is wrong with it at once.
fn request(method: &'static Method, matches: &ArgMatches) -> Result<Box<dyn Record>, Failure> {
    let head = format!("{}: wrong input, nothing was sent:", method.name);
    let document = match matches.get_one::<String>("json") {
        Some(path) => Some(Document::read(path)?),
        None => None,
    };
    let (record, mut faults) = match &document {
        Some(document) => {
            let record = document.record(method.new_request);
            (record.map_err(|faults| Failure::faults(&head, &faults))?, Vec::new())
        }
        None => flags::fill(method, matches)?,
    };
    // A flag whose value is wrong was left out: what is then missing is no fault of its own.
    let wrong_flags = faults.clone();
    let is_wrong = |place: &str| {
        let flag = place.split(": ").next().unwrap_or(place);
        wrong_flags.iter().any(|fault| {
            let rest = fault.strip_prefix(flag);
            rest.is_some_and(|rest| rest.starts_with([':', ' ']))
        })
    };
    let place = |path: &str| match &document {
        Some(document) => format!("{}: {path}", document.place(path)),
        None => flags::shown_path(method, path).map_or_else(
            || path.to_owned(),
            |flag| {
                if path.contains('[') {
                    format!("{flag}: {path}")
                } else {
                    flag
                }
            },
        ),
    };
    if !matches.get_flag("allow-unlisted") {
        for (path, what) in flags::unlisted(&*record) {
            faults.push(format!("{}: {what}; --allow-unlisted sends it as it is", place(&path)));
        }
    }
    if let Err(violations) = validate(&*record) {
        for violation in violations.as_slice() {
            let place = place(&violation.path);
            let is_left_out = !wrong_flags.is_empty() && violation.rule == Broken::Required;
            if is_left_out || is_wrong(&place) {
                continue;
            }
            let text = violation.to_string();
            let what = text.strip_prefix(violation.path.as_str()).unwrap_or(&text);
            faults.push(format!("{place}{what}"));
        }
    }
    if faults.is_empty() {
        Ok(record)
    } else {
        Err(Failure::faults(&head, &faults))
    }
}

/// Prints the XML of the request, as it would be sent but for its secrets.
fn dry_run(method: &'static Method, matches: &ArgMatches, mut record: Box<dyn Record>) -> Result<(), Failure> {
    let secrets = hide_secrets(&mut *record);
    let account = connect::account_of_call(matches).unwrap_or_default();
    let envelope = Envelope {
        account: &account,
        sid: None,
    };
    let mut xml = xml::write_request(method.name, &envelope, &*record)
        .map_err(|violations| Failure::input(format!("{}: {violations}", method.name)))?;
    xml.push(b'\n');
    print_bytes(&xml)?;
    if !secrets.is_empty() {
        say(&format!(
            "not sent; *** stands for what is secret: {}",
            secrets.join(", ")
        ));
    }
    Ok(())
}

/// Puts `***` in the place of every secret outside of lists; gives their names.
fn hide_secrets(record: &mut dyn Record) -> Vec<&'static str> {
    fn walk(record: &mut dyn Record, elements: &'static [Element], out: &mut Vec<&'static str>) {
        for element in elements {
            let Content::Value { field, .. } = element.content else {
                if let Content::Group(inner) = element.content {
                    walk(record, inner, out);
                }
                continue;
            };
            // Asking for what is not there to write it would make it, or choose it in its one-of.
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

/// A refusal as JSON: code, message, and what else came with it.
pub(super) fn refusal_json(refusal: &Refusal) -> String {
    let mut object = serde_json::Map::new();
    object.insert("code".to_owned(), refusal.code.clone().into());
    object.insert("message".to_owned(), refusal.message.clone().into());
    if let Some(id) = refusal.id {
        object.insert("id".to_owned(), id.into());
    }
    if let Some(name) = &refusal.name {
        object.insert("name".to_owned(), name.clone().into());
    }
    for element in refusal.unknown.iter() {
        object.insert(element.path.to_owned(), element.xml.into());
    }
    format!("{:#}\n", serde_json::Value::Object(object))
}

/// Where the program takes from what PlanFix refused; the library's message says the rest.
fn hint(class: Class) -> Option<&'static str> {
    Some(match class {
        Class::Credentials => "key and token come from PLANFIX_API_KEY and PLANFIX_TOKEN, or --credentials-stdin",
        Class::Account => "the account comes from --account or PLANFIX_ACCOUNT",
        Class::Endpoint => "the endpoint comes from --url or PLANFIX_URL",
        _ => return None,
    })
}
