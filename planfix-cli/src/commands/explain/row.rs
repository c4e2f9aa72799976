//! One row of a table, with everything known about it.

use super::{listing, sides, ways};
use crate::fields::{self, Field};
use crate::status::Failure;
use crate::words;
use crate::wrap::{hanging, indented};
use planfix_api::table::{Kind, Method};
use planfix_schema::model::Record;
use planfix_schema::{Source, read_method, shipped};

/// Explains the rows with this name, in the request and in the response.
pub(super) fn rows(method: &'static Method, wanted: &str, width: Option<usize>) -> Result<String, Failure> {
    let (only, row) = match wanted.split_once('.') {
        Some((side @ ("request" | "response"), row)) => (Some(side), row),
        _ => (None, wanted),
    };
    let model = read_method(
        &Source::file(method.file, method.text),
        Some(method.name),
        shipped::TYPES,
    )
    .model;
    let wanted = plain(row);
    let exact = |field: &Field| aliases(field).contains(&wanted);
    let mut out = Vec::new();
    let mut names = Vec::new();
    for side in sides(method) {
        if only.is_some_and(|only| only != side.name) {
            continue;
        }
        let fields = fields::of_message(method, side.table);
        names.extend(fields.iter().flat_map(aliases));
        let is_there = fields.iter().any(exact);
        for field in &fields {
            // A struct and its text have the same name; the struct shows both.
            let text = field.wire.ends_with("#text") && !row.contains('#');
            if !text && (exact(field) || (!is_there && leads_to(&wanted, field))) {
                let record = if side.name == "request" {
                    &model.request
                } else {
                    &model.response
                };
                let below: Vec<&Field> = fields
                    .iter()
                    .filter(|other| {
                        let rest = other.wire.strip_prefix(field.wire.as_str());
                        rest.is_some_and(|rest| rest.starts_with(['.', '@', '#']))
                    })
                    .collect();
                out.push(one(method, side.name, field, &below, record, width));
            }
        }
    }
    if !out.is_empty() {
        return Ok(out.join("\n"));
    }
    if let Some(text) = element(method, only, &wanted, width) {
        return Ok(text);
    }
    let help = match planfix_schema::nearest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{}.{near}`?", method.name),
        None => format!("`planfix explain {}` shows all rows", method.name),
    };
    Err(Failure::input(format!(
        "{} has no row `{}`; {help}",
        method.name,
        words::one_line(row)
    )))
}

/// Returns true if a dotted name is the path of a row, possibly with some parts left out.
fn leads_to(wanted: &str, field: &Field) -> bool {
    let whole = plain(&field.wire);
    let mut parts = whole.split('.');
    let is_there = wanted.split('.').all(|part| parts.any(|known| known == part));
    wanted.contains('.') && is_there && parts.next().is_none()
}

/// Returns the names that find a row: whole or short, with or without the elements of items.
fn aliases(field: &Field) -> Vec<String> {
    let whole = plain(&field.wire);
    let short = field.name.clone();
    let mut out = vec![whole.clone(), plain(&short)];
    if let Some((_, below)) = whole.split_once('.') {
        out.push(below.to_owned());
    }
    // The element around the items of a list.
    if field.many
        && let Some((around, _)) = whole.rsplit_once('.')
        && around.ends_with(short.rsplit('.').next().unwrap_or(""))
    {
        out.push(around.to_owned());
    }
    out
}

/// Explains an element without a row by the rows inside it.
fn element(method: &Method, only: Option<&str>, row: &str, width: Option<usize>) -> Option<String> {
    let below = |name: &str| name.strip_prefix(row).is_some_and(|rest| rest.starts_with(['.', '@']));
    let mut out = Vec::new();
    for side in sides(method) {
        let fields = fields::of_message(method, side.table);
        let inside: Vec<&Field> = fields
            .iter()
            .filter(|field| aliases(field).iter().any(|name| below(name)))
            .collect();
        if !inside.is_empty() && only.is_none_or(|only| only == side.name) {
            let place = format!("{} of {}, an element without a row; it holds", side.name, method.name);
            out.push(head(row, &place, width) + &listing(&inside, width));
        }
    }
    (!out.is_empty()).then(|| out.join("\n"))
}

/// Removes the list markers from a path.
pub(super) fn plain(path: &str) -> String {
    let path = path.replace("[]", "").replace(".@", "@");
    path.trim_start_matches('.').to_owned()
}

/// Explains one row.
fn one(
    method: &'static Method,
    side: &str,
    field: &Field,
    below: &[&Field],
    record: &Record,
    width: Option<usize>,
) -> String {
    let place = format!("{side} of {}, {}:{}", method.name, field.table.file, field.row.line);
    let mut out = head(&field.wire, &place, width);
    out.push('\n');
    out.push_str(&indented(&words::paragraphs(field.row.doc), 2, width));
    out.push('\n');
    let mut fact = |name: &str, text: &str| out.push_str(&hanging(&format!("  {name}"), 16, text, width));
    fact("type", &type_words(field));
    let item = match field.kind {
        Kind::Joined(_, item) => *item,
        kind => kind,
    };
    if let Kind::Enum(values) = item {
        for (value, doc) in values.values {
            fact("", &format!("{value}: {}", words::first_sentence(doc)));
        }
        if values.number {
            fact("", "or a number");
        }
    }
    if let Kind::Union(union) = field.kind {
        for form in union.forms {
            fact("", &words::form(form));
        }
    }
    let rules = rule_words(field);
    if !rules.is_empty() {
        fact("rules", &rules.join("\n"));
    }
    fact("JSON", &ways::json(field));
    if side == "request" {
        fact("command line", &ways::command_line(method, field));
    }
    if let Some(rust) = ways::rust(method, side, field, record) {
        fact("Rust", &rust);
    }
    if !below.is_empty() {
        out.push_str("\n  holds\n");
        out.push_str(&listing(below, width));
    }
    if let Kind::Record(table) = field.kind
        && !table.filters.is_empty()
    {
        out.push('\n');
        out.push_str(&indented("filters: type, name, operator and value", 2, width));
        out.push_str(&super::types::filters(table.filters, width));
    }
    out
}

/// Formats the path of a row, and its place below.
fn head(path: &str, place: &str, width: Option<usize>) -> String {
    indented(path, 0, width) + &indented(place, 2, width)
}

fn type_words(field: &Field) -> String {
    let of = words::kind(field.kind, field.row.rules.length);
    let about = match field.kind {
        Kind::Id(shared) => Some((shared.doc, shared.file)),
        Kind::Enum(values) => Some((values.shared.doc, values.shared.file)),
        Kind::Union(union) => Some((union.shared.doc, union.shared.file)),
        Kind::Record(table) if !table.doc.is_empty() && table.file != field.table.file => Some((table.doc, table.file)),
        _ => None,
    };
    let list = if field.many { "list of " } else { "" };
    match about {
        Some((doc, file)) => format!("{list}{of}: {} ({file})", words::first_sentence(doc)),
        None => format!("{list}{of}"),
    }
}

fn rule_words(field: &Field) -> Vec<String> {
    let rules = &field.row.rules;
    let mut out = Vec::new();
    if let Some(choice) = field.choice() {
        let rank = if choice.ranked {
            "; if a message carries several, the first one counts"
        } else {
            ""
        };
        out.push(format!("{} {}{rank}", choice.asks(), choice.rows.join(", ")));
    }
    if rules.required {
        out.push("required: neither missing nor empty".to_owned());
    }
    if rules.patch {
        let left_out = if rules.resets {
            "left out, it goes back to its default"
        } else {
            "left out, it keeps its value"
        };
        out.push(format!("patch: {left_out}; empty, it is cleared; set, it is replaced"));
    }
    if let Some(length) = rules.length {
        out.push(format!("exactly {length} characters"));
    }
    out.extend(words::bounds(rules));
    out.extend(words::conditions(rules));
    out.extend(words::combinations(field.table, field.row));
    out.extend(words::reading(field.table, rules));
    if let Some(default) = rules.default {
        out.push(format!("left out, it defaults to {default} on the server"));
    }
    out.extend(words::dates(rules));
    if rules.secret {
        out.push("secret: never shown in errors and logs".to_owned());
    }
    if rules.personal {
        out.push("personal: not shown in errors and logs".to_owned());
    }
    out
}
