//! Custom fields: their definitions, the values they take, and how values are stored and shown.
//!
//! An object has its values in `customData`, by the identifiers of the fields. A field belongs to an owner: `contact`,
//! `task`, `project`, or the identifier of a directory.

use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{self, By, FIELD};
use crate::property::{CUSTOM_DATA, label};
use crate::references::{exists, referred};
use crate::tree;
use planfix_api::{
    Brackets, DateTime, Decimal,
    record::{Typed, Value as _},
};
use serde_json::{Value, json};

/// Returns the fields of an owner, ordered by identifier.
pub(crate) fn of<'a>(call: &'a Call<'_>, owner: &Value) -> Result<Vec<&'a Value>, Failure> {
    let all = match call.fields.get() {
        Some(all) => all,
        None => {
            let all = call.store.all(&FIELD)?;
            call.fields.get_or_init(|| all)
        }
    };
    Ok(all.iter().filter(|field| tree::at(field, "of") == owner).collect())
}

/// Finds the field of an owner by its identifier.
pub(crate) fn find<'a>(call: &'a Call<'_>, owner: &Value, id: i64) -> Result<Option<&'a Value>, Failure> {
    let own = of(call, owner)?;
    Ok(own
        .into_iter()
        .find(|field| tree::int(tree::at(field, "id")) == Some(id)))
}

/// Merges the values of a request into an object: fields that are left out keep their values, and an empty list clears
/// every field.
pub(crate) fn merge(
    call: &Call<'_>,
    owner: &Value,
    path: &str,
    request: &Value,
    object: &mut Value,
) -> Result<(), Failure> {
    let change = tree::at(request, CUSTOM_DATA);
    if request.get(CUSTOM_DATA).is_some_and(Value::is_null) || change.get("customValue").is_some_and(Value::is_null) {
        tree::put(object, CUSTOM_DATA, json!({}));
        return Ok(());
    }
    for (index, item) in tree::items(tree::at(change, "customValue")).iter().enumerate() {
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}{CUSTOM_DATA}.customValue[{index}]");
        let Some(id) = tree::int(tree::at(item, "id")) else {
            continue;
        };
        let Some(field) = find(call, owner, id)? else {
            let what = owner.as_str().map_or("the directory has", |owner| match owner {
                "contact" => "contacts have",
                "task" => "tasks have",
                _ => "projects have",
            });
            call.fault("0015", format!("{path}.id: {what} no custom field {id}"));
            continue;
        };
        match item.get("value") {
            None => {}
            Some(Value::Null) => {
                tree::take(object, &format!("{CUSTOM_DATA}.{id}"));
            }
            Some(value) => {
                if let Some(expected) = misfit(call, field, value.as_str().unwrap_or_default())? {
                    call.fault("0015", format!("{path}.value: the custom field {id} takes {expected}"));
                }
                tree::put(object, &format!("{CUSTOM_DATA}.{id}"), value.clone());
            }
        }
    }
    Ok(())
}

/// Returns the value that an object has in a field.
pub(crate) fn value(object: &Value, field: i64) -> Option<&str> {
    tree::text(object.get(CUSTOM_DATA)?.get(field.to_string())?)
}

/// Replaces the stored values by what an answer shows: every field of the owner, with its value or empty.
pub(crate) fn show(call: &Call<'_>, owner: &Value, object: &mut Value) -> Result<(), Failure> {
    let mut all = Vec::new();
    for field in of(call, owner)? {
        let id = tree::int(tree::at(field, "id")).unwrap_or_default();
        let value = value(object, id);
        let text = value.map(|value| shown(call, field, value)).transpose()?;
        all.push(json!({ "field": { "id": id }, "value": value, "text": text }));
    }
    tree::put(object, CUSTOM_DATA, json!({ "customValue": all }));
    Ok(())
}

/// Returns a value as the web interface shows it.
fn shown(call: &Call<'_>, field: &Value, value: &str) -> Result<String, Failure> {
    let named = |kind, by, id: &str| -> Result<Option<String>, Failure> {
        let Ok(id) = id.trim().parse() else { return Ok(None) };
        Ok(referred(call.store, kind, by, id)?.as_ref().and_then(label))
    };
    let text = match kind_of(field) {
        "user" | "contact" | "participant" => named(&object_kind::USER, By::UserId, value)?,
        "checkbox" => Some(if value == "1" { "Yes" } else { "No" }.to_owned()),
        "users" => {
            let ids = joined(value).unwrap_or_default();
            let names: Result<Vec<_>, Failure> = ids
                .iter()
                .map(|id| named(&object_kind::USER, By::UserId, &id.to_string()))
                .collect();
            Some(names?.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        "tasks" | "records" | "values" => Some(value.trim_matches(['[', ']']).replace(',', ", ")),
        _ => None,
    };
    Ok(text.unwrap_or_else(|| value.to_owned()))
}

/// Returns the type of a field.
pub(crate) fn kind_of(field: &Value) -> &str {
    tree::at(field, "type").as_str().unwrap_or("text")
}

/// Returns what the field takes, if this text is wrong for it.
fn misfit(call: &Call<'_>, field: &Value, text: &str) -> Result<Option<&'static str>, Failure> {
    let trimmed = text.trim();
    let refers = |kind, by| -> Result<bool, Failure> {
        let Ok(id) = trimmed.parse() else { return Ok(false) };
        Ok(exists(call.store, kind, by, id)?)
    };
    let (fits, expected) = match kind_of(field) {
        "number" => (trimmed.parse::<Decimal>().is_ok(), "a number"),
        "date" => (is::<DateTime>(trimmed), "a date as dd-mm-yyyy or dd-mm-yyyy hh:mm"),
        "checkbox" => (matches!(trimmed, "0" | "1"), "0 or 1"),
        "list" => {
            let listed = tree::items(tree::at(field, "list"));
            (
                listed.iter().any(|value| value == text),
                "one of the values of its list",
            )
        }
        "record" => (
            refers(&object_kind::RECORD, By::Key)?,
            "the key of a record of a directory",
        ),
        "contact" | "user" | "participant" => (
            refers(&object_kind::USER, By::UserId)?,
            "the identifier of an employee, or the userid of a contact",
        ),
        "users" | "records" | "tasks" => (joined(trimmed).is_some(), "identifiers in brackets, such as [3,14]"),
        "values" => (
            is::<Brackets<String>>(trimmed),
            "texts in brackets, such as [\"a\",\"b\"]",
        ),
        "files" => (
            trimmed.split(',').all(|id| id.trim().parse::<i64>().is_ok()),
            "identifiers of files, separated by commas",
        ),
        _ => (true, ""),
    };
    Ok((!fits).then_some(expected))
}

fn is<T: Typed>(text: &str) -> bool {
    T::blank().set_text(text).is_ok()
}

/// Reads identifiers in brackets.
pub(crate) fn joined(text: &str) -> Option<Vec<i64>> {
    let mut ids = Brackets::<i64>::blank();
    ids.set_text(text).ok()?;
    Some(ids.items())
}
