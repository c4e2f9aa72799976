//! The start and end of tasks. A request has date, time and a flag for each; a stored task has one element for both.

use super::{identifier, named};
use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::TASK;
use crate::property::{end, is_active};
use crate::{dates, history, tree};
use serde_json::{Value, json};

/// Joins date and time of a request. A missing flag counts as set; with a flag of 0, the value is removed. A time
/// without a date is ignored.
pub(super) fn adapt(call: &Call<'_>, sent: &Value, task: &mut Value) {
    let part = |name: &str| {
        let flag = sent.get(format!("{name}IsSet"));
        let is_set = flag.is_none_or(|flag| flag.is_null() || tree::yes(flag));
        tree::text(tree::at(sent, name)).filter(|_| is_set)
    };
    for (element, day, time) in [
        ("startTime", "startDate", "startTime"),
        ("endTime", "endDate", "endTime"),
    ] {
        let joined = match (part(day), part(time)) {
            // A date that was sent instead of a time.
            (None, Some(day)) if !day.contains(':') => Value::from(day),
            (Some(day), Some(time)) if !time.contains(':') => Value::from(day),
            (Some(day), Some(time)) => Value::from(format!("{day}T{time}")),
            (Some(day), None) => Value::from(day),
            (None, _) => Value::Null,
        };
        tree::put(task, element, joined);
    }
    if sent
        .get("durationIsSet")
        .is_some_and(|flag| !flag.is_null() && !tree::yes(flag))
    {
        tree::take(task, "duration");
    }
    for raw in [
        "startDateIsSet",
        "startDate",
        "startTimeIsSet",
        "endDateIsSet",
        "endDate",
        "endTimeIsSet",
        "durationIsSet",
    ] {
        tree::take(task, raw);
    }
    if let (Some(start), Some(end)) = (dates::read(tree::at(task, "startTime")), end(task))
        && start > end
    {
        call.fault("3006", "task: the start must not be after the end");
    }
}

/// Returns true if at most a quarter of the time since the creation is left.
pub(super) fn is_close(call: &Call<'_>, task: &Value) -> bool {
    let (Some(end), Some(begin)) = (end(task), dates::read(tree::at(task, "beginDateTime"))) else {
        return false;
    };
    if !is_active(task) || end <= begin {
        return false;
    }
    let all = end.duration_since(begin).as_secs();
    end.duration_since(call.now).as_secs() <= all / 4
}

/// task.changeExpectDate: the owner moves the end; anybody else asks for it.
pub(crate) fn change_end(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut task = named(call, request)?;
    let wanted = tree::at(request, "expectDate").clone();
    let mut answer = identifier(&task);
    let change = json!({
        "oldDate": tree::at(&task, "endTime"),
        "newDate": wanted,
        "oldDateIsSet": !tree::at(&task, "endTime").is_null(),
        "newDateIsSet": true,
    });
    let may = tree::int(tree::at(&task, "owner.id")) == Some(CALLER);
    let kind = if may {
        "TASKEXPECTDATECHANGED"
    } else {
        "CHANGEDATEREQUEST"
    };
    let mut entry = history::new(call, &history::of_task(&task), kind)?;
    tree::put(&mut entry, "taskExpectDateChanged", change);
    history::save(call, &entry)?;
    if may {
        tree::put(&mut task, "endTime", wanted.clone());
        tree::put(&mut task, "changed", call.timestamp());
        let start = dates::read(tree::at(&task, "startTime"));
        if start.is_some_and(|start| end(&task).is_some_and(|end| start > end)) {
            call.fault("3006", "expectDate: must not be before the start of the task");
        }
        call.store.save(&TASK, &task)?;
        tree::put(&mut answer, "task.endTime", wanted);
    }
    Ok(answer)
}
