//! One row of a table, with everything that is known about it.

use super::{NARROW, choice, indented, listing, sides, width};
use crate::fields::{self, Field};
use crate::flags::{self, Flag};
use crate::status::Failure;
use crate::words::{self, padded, wrapped};
use planfix_api::table::{Kind, Method};
use planfix_schema::model::{self, Record};
use planfix_schema::{Source, read_method, shipped};

/// The rows that a name means, in the request and in the response.
pub(super) fn rows(method: &'static Method, wanted: &str) -> Result<String, Failure> {
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
    let mut out = Vec::new();
    let mut names = Vec::new();
    for side in sides(method) {
        if only.is_some_and(|only| only != side.name) {
            continue;
        }
        let fields = fields::of_message(side.table);
        for field in &fields {
            names.extend(aliases(field));
            // A struct and its text have one name; the struct shows both.
            let text = field.wire.ends_with("#text") && !row.contains('#');
            if !text && aliases(field).iter().any(|alias| *alias == plain(row)) {
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
                out.push(one(method, side.name, field, &below, record));
            }
        }
    }
    if !out.is_empty() {
        return Ok(out.join("\n"));
    }
    if let Some(text) = element(method, only, &plain(row)) {
        return Ok(text);
    }
    let help = match planfix_schema::nearest(&plain(row), names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{}.{near}`?", method.name),
        None => format!("`planfix explain {}` shows those there are", method.name),
    };
    Err(Failure::input(format!(
        "{} has no row `{}`; {help}",
        method.name,
        words::one_line(row)
    )))
}

/// The names under which a row is found: whole or short, with or without the elements of items.
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

/// What an element without a row holds.
fn element(method: &Method, only: Option<&str>, row: &str) -> Option<String> {
    let below = |name: &str| name.strip_prefix(row).is_some_and(|rest| rest.starts_with(['.', '@']));
    let mut out = Vec::new();
    for side in sides(method) {
        let fields = fields::of_message(side.table);
        let inside: Vec<&Field> = fields
            .iter()
            .filter(|field| aliases(field).iter().any(|name| below(name)))
            .collect();
        if !inside.is_empty() && only.is_none_or(|only| only == side.name) {
            let listing = listing(&inside, width());
            out.push(format!(
                "{row}\n  {} of {}, an element without a row; it holds\n{listing}",
                side.name, method.name
            ));
        }
    }
    (!out.is_empty()).then(|| out.join("\n"))
}

fn plain(path: &str) -> String {
    let path = path.replace("[]", "").replace(".@", "@");
    path.trim_start_matches('.').to_owned()
}

/// One row with everything that is known about it.
fn one(method: &'static Method, side: &str, field: &Field, below: &[&Field], record: &Record) -> String {
    let width = width();
    let mut out = format!(
        "{}\n  {side} of {}, {}:{}\n\n",
        field.wire, method.name, field.table.file, field.row.line
    );
    out.push_str(&indented(&words::paragraphs(field.row.doc), width, 2));
    out.push('\n');
    let mut fact = |name: &str, text: &str| {
        for (number, line) in wrapped(text, width.saturating_sub(16).max(NARROW)).iter().enumerate() {
            let name = if number == 0 { name } else { "" };
            out.push_str(&format!("  {}  {line}\n", padded(name, 12)));
        }
    };
    fact("type", &type_words(field));
    if let Kind::Enum(values) = field.kind {
        for (value, doc) in values.values {
            fact("", &format!("{value}: {}", words::first_sentence(doc)));
        }
        if values.number {
            fact("", "or a number");
        }
    }
    if let Kind::Union(union) = field.kind {
        for form in union.forms {
            let ty = words::kind(form.kind, None);
            fact(
                "",
                &format!("{} ({ty}): {}", form.name, words::first_sentence(form.doc)),
            );
        }
    }
    if let Kind::Record(table) = field.kind {
        for filter in table.filters {
            let number = filter.number;
            fact(
                "",
                &format!("{number} {}: {}", filter.name, words::first_sentence(filter.doc)),
            );
        }
    }
    let rules = rule_words(field);
    if !rules.is_empty() {
        fact("rules", &rules.join("\n"));
    }
    fact("JSON", &json(field));
    if side == "request" {
        fact("command line", &command_line(method, field));
    }
    if let Some(rust) = rust(method, side, field, record) {
        fact("Rust", &rust);
    }
    if !below.is_empty() {
        out.push_str("\n  holds\n");
        out.push_str(&listing(below, width));
    }
    out
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
    if let Some((words, names)) = choice(field) {
        out.push(format!("{words} {}", names.join(", ")));
    }
    if rules.required {
        out.push("required: it must be there and not be empty".to_owned());
    }
    if rules.patch {
        out.push("patch: left out it keeps its value, emptied it is cleared, set it is replaced".to_owned());
    }
    if let Some(length) = rules.length {
        out.push(format!("exactly {length} characters"));
    }
    match (rules.min, rules.max) {
        (Some(min), Some(max)) => out.push(format!("from {min} to {max}")),
        (Some(min), None) => out.push(format!("at least {min}")),
        (None, Some(max)) => out.push(format!("at most {max}")),
        (None, None) => {}
    }
    if let Some(default) = rules.default {
        out.push(format!("left out, the server takes {default}"));
    }
    if rules.secret {
        out.push("secret: never shown in errors and logs".to_owned());
    }
    if rules.personal {
        out.push("personal: not shown in errors and logs".to_owned());
    }
    out
}

/// The path in JSON, and what stands there.
fn json(field: &Field) -> String {
    let path = plain(&field.wire).replace('@', ".@").replace("#text", "");
    let list = if field.many { "array of " } else { "" };
    let holds = match field.kind {
        Kind::Int | Kind::Id(_) => "number",
        Kind::Bool => "true or false",
        Kind::Date => "string, YYYY-MM-DD",
        Kind::DateTime => "string, YYYY-MM-DD or YYYY-MM-DDTHH:MM",
        Kind::Time => "string, HH:MM",
        Kind::Record(_) => "object",
        Kind::Enum(values) if values.number => "string or number",
        Kind::Union(_) => "string as on the wire, or an object",
        _ => "string",
    };
    let empty = if field.row.rules.patch { "; null clears" } else { "" };
    format!("{path}: {list}{holds}{empty}")
}

fn command_line(method: &'static Method, field: &Field) -> String {
    let flags = flags::of(method);
    let Some(flag) = flags.iter().find(|flag| flag.field.wire == field.wire) else {
        // A key of an item, or a struct whose parts have flags.
        let around = flags
            .iter()
            .find(|flag| flag.field.many && field.wire.starts_with(&flag.field.wire));
        return match around {
            Some(flag) => format!("{} {}=… (one item)", flag.shown(), key(field, flag)),
            None if field.is_record() => "its parts have flags of their own".to_owned(),
            None => "--json only".to_owned(),
        };
    };
    let mut out = match field.kind {
        _ if flag.field.row.rules.secret => format!("{} (a line of standard input)", flag.shown()),
        Kind::Bool => format!("{}[=true|false]", flag.shown()),
        kind => format!("{} {}", flag.shown(), words::placeholder(kind)),
    };
    if field.many {
        out.push_str(", repeated for more");
    }
    if field.row.rules.patch {
        out.push_str(&format!("; --clear {}", flag.name));
    }
    out
}

/// Name of a field inside an item.
fn key(field: &Field, flag: &Flag) -> String {
    let name = field.name.strip_prefix(flag.field.name.as_str()).unwrap_or(&field.name);
    name.trim_start_matches('.').to_owned()
}

/// How Rust code sets or reads it; `None` for a row of a shared type.
fn rust(method: &Method, side: &str, field: &Field, root: &Record) -> Option<String> {
    let records = std::iter::once(root).chain(root.records());
    let (record, found) = records
        .flat_map(|record| record.fields().into_iter().map(move |field| (record, field)))
        .find(|(_, found)| found.path == field.row.path && found.line == field.row.line)?;
    // A row of a shared type may have the path and line of one here, by chance.
    if field.table.file != method.file {
        return None;
    }
    let module = format!("{}::{}", method.group(), words::separated(method.action(), '_'));
    let holder = format!("{module}::{}", record.name);
    if side != "request" {
        return Some(format!("field `{}` of {holder}", found.rust));
    }
    Some(setter(&holder, &module, record, found))
}

fn setter(holder: &str, module: &str, record: &Record, field: &model::Field) -> String {
    let rust = &field.rust;
    if let Some(choice) = field.rules.choice.and_then(|choice| record.choices.get(choice)) {
        let variant = format!("{module}::{}::{rust}(…)", choice.rust);
        return if choice.required {
            format!("{holder}::new({variant})")
        } else {
            format!("{holder} … .{}({variant})", choice.name)
        };
    }
    if field.rules.required {
        return format!("argument `{rust}` of {holder}::new");
    }
    let clear = if field.rules.patch {
        format!(", .clear_{rust}()")
    } else {
        String::new()
    };
    format!("{holder} … .{rust}(…){clear}")
}
