//! Reads the request of a method from flags or JSON.

use crate::fields::{self, Field};
use crate::flags;
use crate::input::Document;
use crate::output::say;
use crate::rows;
use crate::status::Failure;
use clap::ArgMatches;
use planfix_api::record::{Record, View};
use planfix_api::table::{By, Effect, Method};
use planfix_api::{Rule, validate};
use serde_json::{Map, Value};

/// Returns the checked request, or all faults in it at once.
pub(super) fn read(method: &'static Method, matches: &ArgMatches) -> Result<Box<dyn Record>, Failure> {
    let head = format!("{}: wrong input, nothing was sent:", method.name);
    let document = match matches.get_one::<String>("json") {
        Some(path) => Some(Document::read(path)?),
        None => None,
    };
    let filled = flags::fill(method, matches, document.is_none())?;
    let mut faults = filled.faults;
    let record = match &document {
        Some(document) => {
            let over = over(&*filled.record, &filled.paths);
            let record = in_document(method, document, &over.to_string());
            record.map_err(|of_document| {
                faults.extend(of_document);
                Failure::faults(&head, &faults)
            })?
        }
        None => filled.record,
    };
    // A flag with a wrong value was left out; a value missing for that reason is not a fault of its own.
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
            let is_left_out = !wrong_flags.is_empty() && matches!(violation.rule, Rule::Required | Rule::AnyOf(_));
            if is_left_out || is_wrong(&place) {
                continue;
            }
            let text = violation.to_string();
            let what = text.strip_prefix(violation.path.as_str()).unwrap_or(&text);
            faults.push(format!("{place}{what}"));
        }
    }
    if faults.is_empty() && !matches.get_flag("dry-run") && changes_nothing(method, &*record) {
        faults.push("nothing to change: set or clear at least one field beside the identifier".to_owned());
    }
    if faults.is_empty() {
        Ok(on_first_page(method, record))
    } else {
        Err(Failure::faults(&head, &faults))
    }
}

/// Returns true if a request of a method that changes fields has none of them.
fn changes_nothing(method: &'static Method, request: &dyn Record) -> bool {
    let fields = fields::of_message(method, method.request);
    // What a method resets is asked for by itself.
    if flags::resets(method)
        || method.effect != Effect::Set
        || !fields.iter().any(|field| field.row.rules.patch && !field.in_item)
    {
        return false;
    }
    // The members of a selector and what is required say which object it is; a row beside the object, such as
    // `silent`, how it is changed.
    let is_change = |field: &&Field| {
        let is_inside = field.wire.contains('.') && !field.in_item;
        is_inside && !field.is_record() && !field.row.rules.required && field.choice().is_none()
    };
    let is_there = |field: &Field| {
        let mut record = request;
        for step in &field.steps {
            match record.field(step.field) {
                View::Absent => return false,
                View::Record(inner) => record = inner,
                View::List(list) => return !list.is_empty() || !field.bare,
                _ => return true,
            }
        }
        true
    };
    !fields.iter().filter(is_change).any(is_there)
}

/// Reads the request in a document, or makes it from the answer of the method that reads the object. The values in
/// `over` replace those of the document.
fn in_document(method: &'static Method, document: &Document, over: &str) -> Result<Box<dyn Record>, Vec<String>> {
    let faults = match document.record_with(method.new_request, over) {
        Ok(record) => return Ok(record),
        Err(faults) => faults,
    };
    // A request that breaks a rule is no answer: an answer has elements that the request does not know.
    if !faults.iter().any(|fault| fault.contains(": unknown")) {
        return Err(faults);
    }
    let reads = method
        .reads
        .and_then(|name| planfix_api::methods().iter().find(|method| method.name == name));
    let answer = reads.and_then(|reads| Some((reads, document.record(reads.new_response).ok()?)));
    let Some((reads, answer)) = answer else {
        return Err(faults);
    };
    let request = planfix_api::before_any(method, &*answer);
    let aside = left_aside(method, &*answer);
    let what = if aside.is_empty() {
        String::new()
    } else {
        format!(
            "; left aside, because {} does not take it: {}",
            method.name,
            aside.join(", ")
        )
    };
    say(&format!("note: {} is an answer of {}{what}", document.name, reads.name));
    let request = Document {
        name: document.name.clone(),
        bytes: rows::json(&*request).to_string().into_bytes(),
    };
    request.record_with(method.new_request, over)
}

/// Returns the paths of the values in an answer that no row of the request takes.
fn left_aside(method: &'static Method, answer: &dyn Record) -> Vec<String> {
    let fields = fields::of_message(method, method.request);
    let taken: Vec<String> = fields.iter().map(|field| source(field, &fields)).collect();
    let mut out: Vec<String> = Vec::new();
    planfix_api::walk::leaves(answer, &mut |leaf| {
        let path = without_numbers(leaf.path);
        let is_empty = matches!(leaf.view, View::Absent | View::Empty);
        let is_taken = taken.iter().any(|taken| {
            let rest = path.strip_prefix(taken.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '@']))
        });
        if !is_empty && !is_taken && !out.contains(&path) {
            out.push(path);
        }
    });
    out
}

/// Returns the path in the answer that a row of the request takes its value from.
fn source(field: &Field, fields: &[Field]) -> String {
    let plain = |path: &str| path.replace("[]", "");
    let lists = fields
        .iter()
        .filter(|list| list.many && list.wire.len() < field.wire.len());
    let list = lists
        .filter(|list| field.wire.starts_with(&list.wire))
        .max_by_key(|list| list.wire.len());
    match (list, field.row.rules.reads) {
        (Some(list), reads) => {
            let rest = field.wire.get(list.wire.len()..).unwrap_or_default();
            let rest = reads.map_or_else(|| plain(rest), |reads| format!(".{}", plain(reads)));
            format!("{}{rest}", source(list, fields))
        }
        (None, Some(reads)) => plain(reads),
        (None, None) => plain(&field.wire),
    }
}

fn without_numbers(path: &str) -> String {
    let mut out = String::new();
    let mut is_number = false;
    for c in path.chars() {
        is_number |= c == '[';
        if !is_number {
            out.push(c);
        }
        is_number &= c != ']';
    }
    out
}

/// Returns the JSON of the fields with these paths.
fn over(record: &dyn Record, paths: &[String]) -> Value {
    let whole = rows::json(record);
    let mut out = Value::Object(Map::new());
    for path in paths {
        let path = path.replace("[]", "").replace('@', ".@").replace("#text", "");
        let (mut from, mut into) = (&whole, &mut out);
        for name in path.split('.').filter(|name| !name.is_empty()) {
            let Some(next) = from.get(name) else { break };
            from = next;
            let Value::Object(members) = into else { break };
            into = members.entry(name).or_insert_with(|| Value::Object(Map::new()));
            // A list that was emptied has no items.
            if !from.is_object() {
                *into = from.clone();
                break;
            }
        }
    }
    out
}

/// Asks for the first page of a list if the request names none: some lists answer with their counts alone then.
fn on_first_page(method: &Method, mut request: Box<dyn Record>) -> Box<dyn Record> {
    let page = method
        .request
        .named("pageCurrent")
        .and_then(|element| element.content.field());
    if let (Some(By::Page { first }), Some((field, _))) = (method.parts.map(|parts| parts.by), page)
        && matches!(request.field(field), View::Absent)
        && let Some(slot) = request.field_mut(field)
    {
        let _ = slot.set_text(&first.to_string());
    }
    request
}
