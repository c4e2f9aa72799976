//! The history of tasks and contacts: the actions that methods write.

use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::ACTION;
use crate::property::Key;
use crate::tree;
use serde_json::{Value, json};

/// Returns the elements that all actions of a task have.
pub(crate) fn of_task(task: &Value) -> Value {
    let project = tree::id(tree::at(task, "project.id"));
    json!({ "task": { "id": tree::at(task, "id") }, "project": project.map(|id| json!({ "id": id })) })
}

/// Returns the elements that all actions of a contact have.
pub(crate) fn of_contact(contact: &Value) -> Value {
    json!({ "contact": { "general": tree::at(contact, "general") } })
}

/// Makes an action of this type by the caller. It is not stored yet.
pub(crate) fn new(call: &Call<'_>, subject: &Value, kind: &str) -> Result<Value, Failure> {
    let mut action = json!({
        "id": call.store.next(ACTION.name)?,
        "type": kind,
        "dateTime": call.timestamp(),
        "isNotRead": false,
        "fromEmail": false,
        "owner": { "id": CALLER },
    });
    for (name, value) in subject.as_object().into_iter().flatten() {
        tree::put(&mut action, name, value.clone());
    }
    Ok(action)
}

/// Stores an action and returns its identifier.
pub(crate) fn save(call: &Call<'_>, action: &Value) -> Result<i64, Failure> {
    call.store.save(&ACTION, action)?;
    Ok(tree::int(tree::at(action, "id")).unwrap_or_default())
}

/// Makes and stores an entry of the history, and returns its identifier.
pub(crate) fn log(call: &Call<'_>, subject: &Value, kind: &str) -> Result<i64, Failure> {
    let entry = new(call, subject, kind)?;
    save(call, &entry)
}

/// Returns the time of the last comment on a contact.
pub(crate) fn last_comment(call: &Call<'_>, contact: &Value) -> Result<Option<Value>, Failure> {
    let number = tree::int(tree::at(contact, "general")).unwrap_or_default();
    let last = (call.store).last(&ACTION, "contact.comment", &Key::pairs_of(number))?;
    let last = last.map_or(Ok(None), |id| call.store.get(&ACTION, id))?;
    Ok(last.map(|action| tree::at(&action, "dateTime").clone()))
}

/// Returns the property with the actions of a task or a contact, and its first number there.
pub(crate) fn of(subject: &Value) -> (&'static str, i64) {
    let (name, path) = if subject.get("task").is_some() {
        ("task", "task.id")
    } else {
        ("contact", "contact.general")
    };
    (name, tree::int(tree::at(subject, path)).unwrap_or_default())
}
