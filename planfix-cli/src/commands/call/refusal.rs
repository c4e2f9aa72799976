//! A call without a response, reported on standard error as text, or as JSON for a script.

use crate::rows::Form;
use crate::status::{Failure, Status};
use crate::terminal;
use crate::words::one_line;
use planfix_api::Class;
use planfix_api::client::Error;
use planfix_api::xml::Refusal;
use serde_json::{Map, Value};

/// Returns the failure of a call. `form` is the format of the answer, if one was given explicitly.
pub(in crate::commands) fn failure(error: &Error, form: Option<Form>) -> Failure {
    let status = Status::of(error);
    let mut text = error.to_string();
    let hint = match error {
        Error::Http { status: 407, .. } => {
            Some("the proxy comes from HTTPS_PROXY or HTTP_PROXY, as http://NAME:PASSWORD@HOST:PORT")
        }
        _ => error.class().and_then(hint),
    };
    if let Some(hint) = hint {
        text.push_str(&format!("\n  {hint}"));
    }
    let refusal = refusal(error);
    if is_json(form) {
        let mut object = object(&text, refusal);
        if let Some(wait) = error.retry_after() {
            object.insert("retryAfter".to_owned(), wait.as_secs().into());
        }
        if let Error::Unreadable { answer, .. } = error {
            let identifiers = answer.identifiers().into_iter().map(|(path, id)| (path, id.into()));
            object.insert("identifiers".to_owned(), Value::Object(identifiers.collect()));
        }
        return Failure::json(status, shown(object));
    }
    if let Some(refusal) = refusal {
        text.push_str(&lines(refusal));
    }
    Failure::new(status, text)
}

/// Returns true if the answer was to be JSON.
fn is_json(form: Option<Form>) -> bool {
    matches!(form, Some(Form::Json | Form::Lines))
}

/// Returns a failure with this text, as JSON if the answer was to be JSON.
pub(super) fn told(status: Status, text: &str, form: Option<Form>) -> Failure {
    match form {
        form if is_json(form) => Failure::json(status, json(text, None)),
        _ => Failure::new(status, text),
    }
}

/// Returns the refusal in an error, including the refusal of a login.
fn refusal(error: &Error) -> Option<&Refusal> {
    match error {
        Error::Refused { refusal, .. } => Some(refusal),
        Error::Login { source, .. } => refusal(source),
        Error::Repeated { last, .. } => refusal(last),
        _ => None,
    }
}

/// Lists the elements that PlanFix names, below the error, which already contains the message.
fn lines(refusal: &Refusal) -> String {
    let mut out = String::new();
    let mut add = |name: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("\n  {name}: {}", one_line(text)));
        }
    };
    add("id", &refusal.id.map(|id| id.to_string()).unwrap_or_default());
    add("name", refusal.name.as_deref().unwrap_or_default());
    for element in refusal.unknown.iter() {
        add(element.path, element.xml);
    }
    out
}

/// Formats an error as JSON; for a refusal, with its code, message and other elements.
pub(crate) fn json(error: &str, refusal: Option<&Refusal>) -> String {
    shown(object(error, refusal))
}

fn object(error: &str, refusal: Option<&Refusal>) -> Map<String, Value> {
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
    object.insert("error".to_owned(), error.into());
    object
}

fn shown(object: Map<String, Value>) -> String {
    terminal::safe_json(&format!("{:#}", Value::Object(object))).into_owned()
}

/// Names the source of the setting that PlanFix refused; the library's message says the rest.
fn hint(class: Class) -> Option<&'static str> {
    Some(match class {
        Class::Credentials => "key and token come from PLANFIX_API_KEY and PLANFIX_TOKEN, or --credentials-stdin",
        Class::Account => "the account comes from --account or PLANFIX_ACCOUNT",
        Class::Endpoint => "the endpoint comes from --url or PLANFIX_URL",
        _ => return None,
    })
}
