//! A call that gave no response, told on standard error: as text, or as JSON for a script.

use crate::output::Form;
use crate::status::{Failure, Status};
use crate::terminal;
use crate::words::one_line;
use planfix_api::Class;
use planfix_api::client::Error;
use planfix_api::xml::Refusal;
use serde_json::{Map, Value};
use std::time::Duration;

/// The failure of a call; `form` is how its answer was to be printed, where that was said.
pub(super) fn failure(error: &Error, form: Option<Form>) -> Failure {
    let status = Status::of(error);
    let mut text = error.to_string();
    if let Some(hint) = error.class().and_then(hint) {
        text.push_str(&format!("\n  {hint}"));
    }
    let refusal = refusal(error);
    if form == Some(Form::Json) {
        return Failure::json(status, json(&text, refusal, error.retry_after()));
    }
    if let Some(refusal) = refusal {
        text.push_str(&lines(&text, refusal));
    }
    Failure::new(status, text)
}

/// A failure in these words, as JSON where the answer was to be JSON.
pub(super) fn told(status: Status, text: &str, form: Option<Form>) -> Failure {
    match form {
        Some(Form::Json) => Failure::json(status, json(text, None, None)),
        _ => Failure::new(status, text),
    }
}

/// The refusal in an error, of a login too.
fn refusal(error: &Error) -> Option<&Refusal> {
    match error {
        Error::Refused { refusal, .. } => Some(refusal),
        Error::Login { source, .. } => refusal(source),
        _ => None,
    }
}

/// PlanFix's own words, and what it names, in lines below the error; what the error says already is left out.
pub(crate) fn lines(error: &str, refusal: &Refusal) -> String {
    let mut out = String::new();
    let mut add = |name: &str, text: &str| {
        if !text.is_empty() && !error.contains(text) {
            out.push_str(&format!("\n  {name}: {}", one_line(text)));
        }
    };
    add("PlanFix says", refusal.message.trim());
    add("id", &refusal.id.map(|id| id.to_string()).unwrap_or_default());
    add("name", refusal.name.as_deref().unwrap_or_default());
    for element in refusal.unknown.iter() {
        add(element.path, element.xml);
    }
    out
}

/// An error as JSON; of a refusal the code, the message, and what else came with it. `retry_after` is when the
/// server asks to come back, in seconds.
pub(crate) fn json(error: &str, refusal: Option<&Refusal>, retry_after: Option<Duration>) -> String {
    let mut object = Map::new();
    if let Some(refusal) = refusal {
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
    }
    if let Some(wait) = retry_after {
        object.insert("retryAfter".to_owned(), wait.as_secs().into());
    }
    object.insert("error".to_owned(), error.into());
    terminal::safe_json(&format!("{:#}", Value::Object(object))).into_owned()
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
