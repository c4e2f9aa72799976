//! Reads the request of a method from flags or JSON.

use crate::flags;
use crate::input::Document;
use crate::status::Failure;
use clap::ArgMatches;
use planfix_api::record::{Record, View};
use planfix_api::table::{By, Method};
use planfix_api::{Rule, validate};

/// Returns the checked request, or all faults in it at once.
pub(super) fn read(method: &'static Method, matches: &ArgMatches) -> Result<Box<dyn Record>, Failure> {
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
    if faults.is_empty() {
        Ok(on_first_page(method, record))
    } else {
        Err(Failure::faults(&head, &faults))
    }
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
