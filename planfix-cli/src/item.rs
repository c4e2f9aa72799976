//! One item of a list of structs on the command line: `number=+7900,typeId=1`, or JSON.
//!
//! `--clear` cannot name a field inside an item, so there an empty value clears a field that can be cleared.

use crate::fields::{self, Field};
use crate::flags::{missing, put, slot};
use crate::input::json;
use planfix_api::flat;
use planfix_api::json::Json;
use planfix_api::record::Record;
use planfix_api::table::{Kind, Method, Table};

/// Returns the keys that an item can have: leaves, and lists of leaves, whose keys repeat.
pub(crate) fn keys(table: &'static Table) -> Vec<Field> {
    let mut fields = fields::of_item(table);
    fields.retain(is_key);
    fields
}

/// Returns true if a field of an item can be written as key and value.
pub(crate) fn is_key(field: &Field) -> bool {
    field.is_word() && !matches!(field.kind, Kind::Record(_)) && !field.row.rules.secret
}

/// Returns true if an item has parts that can only be written as JSON.
pub(crate) fn has_parts(table: &'static Table) -> bool {
    fields::of_item(table).iter().any(|field| field.in_item)
}

/// Returns true if a word of this kind may be several items separated by commas. In all other kinds a comma is part
/// of the value.
pub(crate) fn is_split(kind: Kind) -> bool {
    !matches!(kind, Kind::Text | Kind::Record(_) | Kind::Union(_) | Kind::Joined(..))
}

/// Returns a filled sample item of a list as JSON on one line.
pub(crate) fn sample(method: &Method, field: &Field) -> Option<String> {
    let mut request = (method.new_request)();
    let item = slot(&mut *request, &field.steps)?.list()?.push().record()?;
    planfix_api::sample::filled(item);
    serde_json::to_string(&Json(item)).ok()
}

/// Fills an item and returns all faults in its text.
pub(crate) fn fill(record: &mut dyn Record, text: &str) -> Vec<String> {
    if text.trim_start().starts_with('{') {
        return json::fill_text(record, text).err().into_iter().collect();
    }
    let fields = fields::of_item(record.table());
    let keys = keys(record.table());
    let mut faults = Vec::new();
    let mut filled = Vec::new();
    let mut given: Vec<String> = Vec::new();
    let pairs = match pairs(text) {
        Ok(pairs) => pairs,
        Err(fault) => return vec![fault],
    };
    for (key, value) in pairs {
        let Some((field, form)) = named(&key, &keys) else {
            faults.push(unknown(&key, &keys));
            continue;
        };
        if given.contains(&field.name) && !field.many {
            faults.push(format!("{key}: given twice"));
            continue;
        }
        let done = match (value.is_empty(), slot(record, &field.steps)) {
            (true, Some(slot)) if field.row.rules.patch && !field.many => {
                slot.set_empty().map_err(|expected| format!("expected {}", expected.0))
            }
            (true, _) => Err("an empty value: leave the key out".to_owned()),
            (false, Some(slot)) if let Some(form) = form => {
                let done = flat::set_as(slot, (field.kind, form), field.table, field.row, &value);
                done.map_err(|fault| format!("{} ({})", fault.message, field.place()))
            }
            (false, _) => put(record, field, &value, ""),
        };
        if let Err(fault) = done {
            faults.push(format!("{key}: {fault}"));
        }
        filled.push(field.steps.clone());
        given.push(field.name.clone());
    }
    faults.extend(missing(&fields, &filled, |field| field.name.clone()));
    faults
}

/// Finds the field of a key, which may end with the form of a value of several forms: `value.date`.
fn named<'k>(key: &'k str, keys: &'k [Field]) -> Option<(&'k Field, Option<&'k str>)> {
    let find = |name: &str| keys.iter().find(|field| field.name == name);
    if let Some(field) = find(key) {
        return Some((field, None));
    }
    let (name, form) = key.rsplit_once('.')?;
    let field = find(name).filter(|field| flat::forms(field.kind).iter().any(|known| known == form))?;
    Some((field, Some(form)))
}

fn unknown(key: &str, keys: &[Field]) -> String {
    let with_forms = |field: &Field| {
        let forms = flat::forms(field.kind)
            .into_iter()
            .map(|form| format!("{}.{form}", field.name));
        std::iter::once(field.name.clone()).chain(forms).collect::<Vec<_>>()
    };
    let names: Vec<String> = keys.iter().flat_map(with_forms).collect();
    let names = || names.iter().map(String::as_str);
    match planfix_schema::nearest(key, names()) {
        Some(near) => format!("{key}: unknown; did you mean `{near}`?"),
        None => format!("{key}: unknown; known here: {}", crate::words::listed(names())),
    }
}

/// Quotes a value for `key=value` pairs, if it has a character that would end it there.
pub(crate) fn quoted(value: &str) -> String {
    let is_plain = !value.contains([',', ';', '"', '\\']) && value.trim() == value;
    if is_plain {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Splits `key=value,key=value`. A value in double quotes may contain commas; outside of quotes, `\,` is a comma. In
/// both, `\\` is a backslash and `\"` a quote.
fn pairs(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut out = Vec::new();
    let mut rest = text.chars().peekable();
    loop {
        let mut key = String::new();
        loop {
            match rest.next() {
                Some('=') => break,
                Some(',') | None => {
                    return Err(
                        "expected key=value pairs separated by commas; put a value with a comma in double quotes"
                            .to_owned(),
                    );
                }
                Some(c) => key.push(c),
            }
        }
        let quoted = rest.next_if_eq(&'"').is_some();
        let mut value = String::new();
        let mut more = false;
        let mut closed = !quoted;
        while let Some(c) = rest.next() {
            match c {
                '\\' => match rest.next_if(|c| matches!(c, '\\' | '"' | ',')) {
                    Some(escaped) => value.push(escaped),
                    None => value.push('\\'),
                },
                '"' if quoted => {
                    closed = true;
                    match rest.next() {
                        Some(',') => more = true,
                        None => {}
                        Some(_) => return Err(format!("{}: text after the closing quote", key.trim())),
                    }
                    break;
                }
                ',' if !quoted => {
                    more = true;
                    break;
                }
                c => value.push(c),
            }
        }
        if !closed {
            return Err(format!("{}: the closing quote is missing", key.trim()));
        }
        out.push((key.trim().to_owned(), value));
        if !more {
            return Ok(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{pairs, quoted};

    #[test]
    fn commas_are_quoted_or_escaped_by_a_backslash() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        for (text, expected) in [
            (
                "number=+7900,typeId=1",
                vec![pair("number", "+7900"), pair("typeId", "1")],
            ),
            (
                r#"number="+7 900, ext. 5",typeId=1"#,
                vec![pair("number", "+7 900, ext. 5"), pair("typeId", "1")],
            ),
            (r"id=7,value=[3\,14]", vec![pair("id", "7"), pair("value", "[3,14]")]),
            (
                r#"value=say \"hi\" \\ C:\dir"#,
                vec![pair("value", r#"say "hi" \ C:\dir"#)],
            ),
            ("a=b=c", vec![pair("a", "b=c")]),
        ] {
            assert_eq!(pairs(text), Ok(expected), "{text}");
        }
        for value in ["+7900", "a, b", "a; b", " a ", "say \"hi\"", "C:\\dir", "a=b"] {
            let text = format!("key={}", quoted(value));
            assert_eq!(pairs(&text), Ok(vec![pair("key", value)]), "{text}");
        }
        for wrong in ["", "number", "number=1,", "number=\"1", "number=\"1\"x", "a=1,b"] {
            assert!(pairs(wrong).is_err(), "{wrong}");
        }
    }
}
