//! The methods of tasks. Lists, assignees, dates and statuses have files of their own.

mod list;
mod people;
mod schedule;
mod several;
mod status;

pub(crate) use list::list;
pub(crate) use people::change_workers;
pub(crate) use schedule::change_end;
pub(crate) use several::get_several;
pub(crate) use status::{
    accept, change_status, of_process as statuses_of_process, possible_statuses, reject, set as set_status,
    wanted as wanted_status,
};

use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::TASK;
use crate::patch::{elements_of, patch, refer};
use crate::property::{ACTIVE, end, is_active, is_template};
use crate::{answer, custom_fields, history, tree};
use serde_json::{Value, json};

const ELEMENT: &str = "task";

fn owner() -> Value {
    Value::from(TASK.name)
}

/// Finds the task that a request is about.
fn named(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    call.named(&TASK, ELEMENT, tree::at(request, ELEMENT))
}

/// task.add: an empty task, or one with some properties of its template, changed by the request.
pub(crate) fn add(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let sent = tree::at(request, ELEMENT);
    let mut task = json!({
        "id": call.store.next(TASK.name)?,
        "general": call.store.next("task.general")?,
        "type": "task",
        "status": ACTIVE,
        "beginDateTime": call.timestamp(),
    });
    if let Some(id) = tree::id(tree::at(sent, "template")) {
        match call.store.get(&TASK, id)?.filter(is_template) {
            None => call.fault(
                "0015",
                format!("task.template: there is no template of tasks with the identifier {id}"),
            ),
            Some(template) => {
                for name in [
                    "importance",
                    "statusSet",
                    "checkResult",
                    "project",
                    "workers",
                    "members",
                    "description",
                ] {
                    if let Some(value) = template.get(name) {
                        tree::put(&mut task, name, value.clone());
                    }
                }
            }
        }
    }
    change(call, sent, &mut task)?;
    if let Some(created) = tree::text(tree::at(sent, "beginDateTime")) {
        tree::put(&mut task, "beginDateTime", created);
    }
    call.store.save(&TASK, &task)?;
    history::log(call, &history::of_task(&task), "TASKCREATED")?;
    Ok(json!({ "task": { "id": tree::at(&task, "id"), "general": tree::at(&task, "general") } }))
}

/// task.update: values that are left out are reset, where the table says so.
pub(crate) fn update(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut task = named(call, request)?;
    let before = tree::int(tree::at(&task, "status"));
    change(call, tree::at(request, ELEMENT), &mut task)?;
    status::stamp(call, before, &mut task);
    save(call, request, &task)
}

pub(crate) fn update_custom_data(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut task = named(call, request)?;
    custom_fields::merge(call, &owner(), ELEMENT, tree::at(request, ELEMENT), &mut task)?;
    tree::put(&mut task, "changed", call.timestamp());
    save(call, request, &task)
}

/// Stores a changed task. A silent change adds nothing to the history.
fn save(call: &Call<'_>, request: &Value, task: &Value) -> Result<Value, Failure> {
    call.store.save(&TASK, task)?;
    if !Call::is_silent(request) {
        history::log(call, &history::of_task(task), "TASKCHANGED")?;
    }
    Ok(identifier(task))
}

fn identifier(task: &Value) -> Value {
    json!({ "task": { "id": tree::at(task, "id") } })
}

/// Applies a request to a task.
fn change(call: &Call<'_>, sent: &Value, task: &mut Value) -> Result<(), Failure> {
    patch(elements_of(call.method.request, ELEMENT), sent, task);
    refer(task, "template");
    schedule::adapt(call, sent, task);
    status::adapt(call, task);
    custom_fields::merge(call, &owner(), ELEMENT, sent, task)?;
    for (name, default) in [
        ("importance", Value::from("AVERAGE")),
        ("status", ACTIVE.into()),
        ("owner.id", CALLER.into()),
        ("parent.id", 0.into()),
        ("client.id", 0.into()),
        ("checkResult", false.into()),
        ("isSummary", false.into()),
    ] {
        if tree::at(task, name).is_null() {
            tree::put(task, name, default);
        }
    }
    check_parents(call, task)?;
    tree::put(task, "changed", call.timestamp());
    Ok(())
}

/// Notes a fault if a task is part of itself.
fn check_parents(call: &Call<'_>, task: &Value) -> Result<(), Failure> {
    let own = tree::int(tree::at(task, "id"));
    let mut above = tree::id(tree::at(task, "parent.id"));
    while let Some(id) = above {
        if Some(id) == own {
            call.fault("0016", "task.parent.id: a task cannot be part of itself");
            return Ok(());
        }
        let parent = call.store.get(&TASK, id)?;
        above = parent.and_then(|parent| tree::id(tree::at(&parent, "parent.id")));
    }
    Ok(())
}

pub(crate) fn get(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut task = named(call, request)?;
    show(call, &mut task)?;
    answer::one(call, &task)
}

/// Adds computed elements.
fn show(call: &Call<'_>, task: &mut Value) -> Result<(), Failure> {
    let overdue = is_overdue(call, task);
    let close = !overdue && schedule::is_close(call, task);
    tree::put(task, "isOverdued", overdue);
    tree::put(task, "isCloseToDeadline", close);
    tree::put(task, "isNotAcceptedInTime", false);
    if tree::at(task, "starred").is_null() {
        tree::put(task, "starred", false);
    }
    custom_fields::show(call, &owner(), task)
}

/// Returns true if the task should have been finished before now.
pub(crate) fn is_overdue(call: &Call<'_>, task: &Value) -> bool {
    is_active(task) && end(task).is_some_and(|end| end < call.now)
}
