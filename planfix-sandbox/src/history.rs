//! The history of tasks and contacts: the actions that other methods write into it.

use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::ACTION;
use crate::property::Key;
use crate::tree;
use serde_json::{Value, json};

/// What the actions of a task have in common.
pub(crate) fn of_task(task: &Value) -> Value {
    let project = tree::id(tree::at(task, "project.id"));
    json!({ "task": { "id": tree::at(task, "id") }, "project": project.map(|id| json!({ "id": id })) })
}

/// What the actions of a contact have in common.
pub(crate) fn of_contact(contact: &Value) -> Value {
    json!({ "contact": { "general": tree::at(contact, "general") } })
}

/// A new action of this type by the caller, not written yet.
pub(crate) fn new(call: &Call<'_>, place: &Value, kind: &str) -> Result<Value, Failure> {
    let mut action = json!({
        "id": call.store.next(ACTION.name)?,
        "type": kind,
        "dateTime": call.timestamp(),
        "isNotRead": false,
        "fromEmail": false,
        "owner": { "id": CALLER },
    });
    for (name, value) in place.as_object().into_iter().flatten() {
        tree::put(&mut action, name, value.clone());
    }
    Ok(action)
}

/// Writes an action; gives its identifier.
pub(crate) fn save(call: &Call<'_>, action: &Value) -> Result<i64, Failure> {
    call.store.save(&ACTION, action)?;
    Ok(tree::int(tree::at(action, "id")).unwrap_or_default())
}

/// Writes an entry of the history.
pub(crate) fn log(call: &Call<'_>, place: &Value, kind: &str) -> Result<i64, Failure> {
    let entry = new(call, place, kind)?;
    save(call, &entry)
}

/// When the last comment on a contact was written.
pub(crate) fn last_comment(call: &Call<'_>, contact: &Value) -> Result<Option<Value>, Failure> {
    let number = tree::int(tree::at(contact, "general")).unwrap_or_default();
    let last = (call.store).last(&ACTION, "contact.comment", &Key::pairs_of(number))?;
    let last = last.map_or(Ok(None), |id| call.store.get(&ACTION, id))?;
    Ok(last.map(|action| tree::at(&action, "dateTime").clone()))
}

/// The place of the index that has the actions of a task or a contact, and the identifier there.
pub(crate) fn of(place: &Value) -> (&'static str, i64) {
    let (name, path) = if place.get("task").is_some() {
        ("task", "task.id")
    } else {
        ("contact", "contact.general")
    };
    (name, tree::int(tree::at(place, path)).unwrap_or_default())
}
