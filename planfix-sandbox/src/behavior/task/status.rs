//! The statuses of tasks. A sandbox has those of the system, under the numbers that recorded answers have.

use super::{identifier, named, people};
use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::TASK;
use crate::property::{ACCEPTED, ACTIVE, is_template};
use crate::{history, tree};
use serde_json::{Value, json};

/// Keyword, number, name.
const STATUSES: &[(&str, i64, &str)] = &[
    ("DRAFT", 0, "Draft"),
    ("ACTIVE", ACTIVE, "New"),
    ("ACCEPTED", ACCEPTED, "In work"),
    ("COMPLETED", COMPLETED, "Completed"),
    ("DELAYED", DELAYED, "Put off"),
    ("REJECTED", REJECTED, "Rejected"),
    ("DONE", DONE, "Done"),
    ("CANCELED", CANCELED, "Cancelled"),
];

const COMPLETED: i64 = 3;
const DELAYED: i64 = 4;
const REJECTED: i64 = 5;
const DONE: i64 = 6;
const CANCELED: i64 = 7;

/// The number of a status that a request gives as a keyword or a number; none where there is no such.
pub(super) fn number(given: &Value) -> Option<i64> {
    let id = tree::int(given);
    let is_it = |(keyword, number, _): &&(&str, i64, &str)| given.as_str() == Some(keyword) || id == Some(*number);
    STATUSES.iter().find(is_it).map(|(_, number, _)| *number)
}

/// The statuses that task.changeStatus can give a task: all but the draft, the rejection, which has a method
/// of its own, and the one it has.
fn possible(task: &Value) -> impl Iterator<Item = &'static (&'static str, i64, &'static str)> {
    let present = tree::int(tree::at(task, "status"));
    STATUSES
        .iter()
        .filter(move |(_, number, _)| *number != 0 && *number != REJECTED && Some(*number) != present)
}

/// Keeps the number of the status that a request gives.
pub(super) fn adapt(call: &Call<'_>, task: &mut Value) {
    let given = tree::at(task, "status").clone();
    match number(&given) {
        Some(number) => tree::put(task, "status", number),
        None if given.is_null() => {}
        None => call.fault("0015", format!("task.status: there is no status {}", shown(&given))),
    }
}

fn shown(status: &Value) -> String {
    status
        .as_str()
        .map_or_else(|| status.to_string(), |text| text.chars().take(40).collect())
}

/// Notes when a task was completed or done.
pub(super) fn stamp(call: &Call<'_>, before: Option<i64>, task: &mut Value) {
    let after = tree::int(tree::at(task, "status"));
    if before == after {
        return;
    }
    for (status, name) in [(COMPLETED, "completed"), (DONE, "done")] {
        if after == Some(status) {
            tree::put(task, name, call.timestamp());
        }
    }
}

/// Gives a task a status and writes both; the history has an action of this type.
pub(crate) fn set(call: &Call<'_>, task: &mut Value, status: i64, mut entry: Value) -> Result<i64, Failure> {
    let before = tree::int(tree::at(task, "status"));
    tree::put(task, "status", status);
    stamp(call, before, task);
    tree::put(task, "changed", call.timestamp());
    call.store.save(&TASK, task)?;
    tree::put(
        &mut entry,
        "statusChange",
        json!({ "oldStatus": before, "newStatus": status }),
    );
    history::save(call, &entry)
}

/// The status that a request gives to a task, if the task can have it now.
pub(crate) fn wanted(call: &Call<'_>, place: &str, given: &Value, task: &Value) -> Option<i64> {
    let Some(status) = number(given) else {
        call.fault("0015", format!("{place}: there is no status {}", shown(given)));
        return None;
    };
    if tree::int(tree::at(task, "status")) == Some(status) {
        return Some(status);
    }
    if !possible(task).any(|(_, number, _)| *number == status) {
        call.fault(
            "4006",
            format!("{place}: the task cannot be given the status {} now", shown(given)),
        );
        return None;
    }
    Some(status)
}

/// task.changeStatus.
pub(crate) fn change_status(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut task = named(call, said)?;
    let Some(status) = wanted(call, "status", tree::at(said, "status"), &task) else {
        return Ok(identifier(&task));
    };
    if status == DELAYED && tree::at(said, "dateTime").is_null() {
        call.fault("0017", "dateTime: missing; a task that is put off needs it");
    }
    if tree::int(tree::at(&task, "status")) == Some(status) {
        return Ok(identifier(&task));
    }
    match tree::at(said, "dateTime") {
        at if status == DELAYED => tree::put(&mut task, "activateAt", at.clone()),
        _ => {
            tree::take(&mut task, "activateAt");
        }
    }
    let entry = history::new(call, &history::of_task(&task), "STATUSCHANGED")?;
    set(call, &mut task, status, entry)?;
    Ok(identifier(&task))
}

/// task.getPossibleStatusToChange.
pub(crate) fn possible_statuses(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let task = named(call, said)?;
    let list: Vec<Value> = possible(&task)
        .map(|(_, number, title)| json!({ "title": title, "value": number }))
        .collect();
    Ok(json!({ "statusList": { "@totalCount": list.len(), "status": list } }))
}

/// task.accept: an assignee who has not accepted the task yet.
pub(crate) fn accept(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut task = named(call, said)?;
    is_assignee(call, &task)?;
    let status = tree::int(tree::at(&task, "status"));
    if is_template(&task) || status != Some(ACTIVE) {
        return Err(Failure::refused(
            "3011",
            "task: only one that is active and was not accepted can be accepted",
        ));
    }
    let entry = history::new(call, &history::of_task(&task), "TASKACCEPTED")?;
    set(call, &mut task, ACCEPTED, entry)?;
    Ok(identifier(&task))
}

/// task.reject: the same, with a reason.
pub(crate) fn reject(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut task = named(call, said)?;
    is_assignee(call, &task)?;
    let status = tree::int(tree::at(&task, "status"));
    if is_template(&task) || status != Some(ACTIVE) {
        return Err(Failure::refused(
            "3010",
            "task: only one that is active and was not accepted can be rejected",
        ));
    }
    let mut entry = history::new(call, &history::of_task(&task), "TASKREJECTED")?;
    tree::put(&mut entry, "description", tree::at(said, "reason").clone());
    set(call, &mut task, REJECTED, entry)?;
    Ok(identifier(&task))
}

fn is_assignee(call: &Call<'_>, task: &Value) -> Result<(), Failure> {
    if people::is_worker(call, task, CALLER)? {
        return Ok(());
    }
    Err(Failure::refused("3012", "task: the caller is not an assignee of it"))
}
