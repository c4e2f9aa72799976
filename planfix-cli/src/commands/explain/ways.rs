//! Writes a row in JSON, on the command line and in Rust.

use super::row::plain;
use crate::fields::Field;
use crate::flags::{self, Flag};
use crate::item;
use crate::words;
use planfix_api::table::{Kind, Method};
use planfix_schema::model::{self, Record};

/// Returns the path in JSON and the type of the value there.
pub(super) fn json(field: &Field) -> String {
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
        Kind::Union(_) => "string in wire form, or an object",
        _ => "string",
    };
    let empty = if field.row.rules.patch { "; null clears" } else { "" };
    format!("{path}: {list}{holds}{empty}")
}

/// Returns the flag that sets a field, or the key of an item.
pub(super) fn command_line(method: &'static Method, field: &Field) -> String {
    let flags = flags::of(method);
    let Some(flag) = flags.iter().find(|flag| flag.field.wire == field.wire) else {
        // A key of an item, or a struct whose parts have flags.
        let around = flags
            .iter()
            .find(|flag| flag.field.many && field.wire.starts_with(&flag.field.wire));
        return match around {
            Some(flag) => {
                let key = key(field, flag);
                let keys = match flag.field.kind {
                    Kind::Record(table) => item::keys(table),
                    _ => Vec::new(),
                };
                if keys.iter().any(|known| known.name == key) {
                    format!("{} {key}=… (one item)", flag.shown())
                } else {
                    format!("{} '{{…}}' (one item as JSON)", flag.shown())
                }
            }
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

/// Returns the name of a field inside an item.
fn key(field: &Field, flag: &Flag) -> String {
    let name = field.name.strip_prefix(flag.field.name.as_str()).unwrap_or(&field.name);
    name.trim_start_matches('.').to_owned()
}

/// Returns how Rust code sets or reads a field; `None` for a row of a shared type.
pub(super) fn rust(method: &Method, side: &str, field: &Field, root: &Record) -> Option<String> {
    let records = std::iter::once(root).chain(root.records());
    let (record, found) = records
        .flat_map(|record| record.fields().into_iter().map(move |field| (record, field)))
        .find(|(_, found)| found.path == field.row.path && found.line == field.row.line)?;
    // A row of a shared type may coincide in path and line with a row of this method.
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
