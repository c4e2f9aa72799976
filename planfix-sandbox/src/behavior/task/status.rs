//! The statuses of tasks: the built-in ones, with the numbers of recorded answers.

use super::{identifier, named, people};
use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::{PROCESS, TASK};
use crate::property::{ACCEPTED, ACTIVE, is_template};
use crate::{answer, history, tree};
use serde_json::{Value, json};

/// The keyword, number and name of each status.
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

/// Returns the number of a status, given as keyword or number.
pub(super) fn number(given: &Value) -> Option<i64> {
    let id = tree::int(given);
    let is_it = |(keyword, number, _): &&(&str, i64, &str)| given.as_str() == Some(keyword) || id == Some(*number);
    STATUSES.iter().find(is_it).map(|(_, number, _)| *number)
}

/// Returns the statuses that task.changeStatus can set: all but the draft, the rejection, which has a method, and the
/// current one.
fn possible(task: &Value) -> impl Iterator<Item = &'static (&'static str, i64, &'static str)> {
    let present = tree::int(tree::at(task, "status"));
    STATUSES
        .iter()
        .filter(move |(_, number, _)| *number != 0 && *number != REJECTED && Some(*number) != present)
}

/// Replaces the status of a request by its number.
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

/// Sets the time at which a task was completed or done.
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

/// Changes the status of a task and stores it, together with the entry of the history.
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

/// Returns the status of a request, if the task can get it now.
pub(crate) fn wanted(call: &Call<'_>, path: &str, given: &Value, task: &Value) -> Option<i64> {
    let Some(status) = number(given) else {
        call.fault("0015", format!("{path}: there is no status {}", shown(given)));
        return None;
    };
    if tree::int(tree::at(task, "status")) == Some(status) {
        return Some(status);
    }
    if !possible(task).any(|(_, number, _)| *number == status) {
        call.fault(
            "4006",
            format!("{path}: the task cannot get the status {} now", shown(given)),
        );
        return None;
    }
    Some(status)
}

/// task.changeStatus.
pub(crate) fn change_status(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut task = named(call, request)?;
    let Some(status) = wanted(call, "status", tree::at(request, "status"), &task) else {
        return Ok(identifier(&task));
    };
    if status == DELAYED && tree::at(request, "dateTime").is_null() {
        call.fault("0017", "dateTime: missing, but needed to put a task off");
    }
    if tree::int(tree::at(&task, "status")) == Some(status) {
        return Ok(identifier(&task));
    }
    match tree::at(request, "dateTime") {
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
pub(crate) fn possible_statuses(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let task = named(call, request)?;
    let list: Vec<Value> = possible(&task)
        .map(|(_, number, title)| json!({ "title": title, "value": number }))
        .collect();
    Ok(json!({ "statusList": { "@totalCount": list.len(), "status": list } }))
}

/// taskStatus.getListOfSet: every process has the same statuses.
pub(crate) fn of_process(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    call.named(&PROCESS, "taskStatusSet", tree::at(request, "taskStatusSet"))?;
    let statuses = STATUSES.iter().map(|(_, number, name)| {
        let is_open = matches!(*number, ACTIVE | ACCEPTED);
        json!({
            "id": number,
            "name": name,
            "isActive": is_open,
            "hasDeadline": is_open,
            "texts": { "text": [{ "lang": "En", "name": name }] },
        })
    });
    let statuses: Vec<Value> = statuses.collect();
    answer::list(call, statuses.len(), &statuses)
}

/// task.accept: for an assignee who has not accepted the task yet.
pub(crate) fn accept(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut task = named(call, request)?;
    is_assignee(call, &task)?;
    let status = tree::int(tree::at(&task, "status"));
    if is_template(&task) || status != Some(ACTIVE) {
        return Err(Failure::refused(
            "3011",
            "task: only an active task that has not been accepted can be accepted",
        ));
    }
    let entry = history::new(call, &history::of_task(&task), "TASKACCEPTED")?;
    set(call, &mut task, ACCEPTED, entry)?;
    Ok(identifier(&task))
}

/// task.reject: for an assignee who has not accepted the task, with a reason.
pub(crate) fn reject(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut task = named(call, request)?;
    is_assignee(call, &task)?;
    let status = tree::int(tree::at(&task, "status"));
    if is_template(&task) || status != Some(ACTIVE) {
        return Err(Failure::refused(
            "3010",
            "task: only an active task that has not been accepted can be rejected",
        ));
    }
    let mut entry = history::new(call, &history::of_task(&task), "TASKREJECTED")?;
    tree::put(&mut entry, "description", tree::at(request, "reason").clone());
    set(call, &mut task, REJECTED, entry)?;
    Ok(identifier(&task))
}

fn is_assignee(call: &Call<'_>, task: &Value) -> Result<(), Failure> {
    if people::is_worker(call, task, CALLER)? {
        return Ok(());
    }
    Err(Failure::refused("3012", "task: the caller is not an assignee"))
}
