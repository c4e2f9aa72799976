//! Actions: comments, and the history of tasks and contacts.

use super::{analytic, task};
use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{ACTION, By, CONTACT, TASK};
use crate::paging;
use crate::patch::{elements_of, patch};
use crate::property::{Key, is_comment};
use crate::store::{Term, Test};
use crate::{answer, dates, history, tree};
use serde_json::{Value, json};

const ELEMENT: &str = "action";

/// The task or the contact that a request names, and what their actions have in common.
fn place(call: &Call<'_>, said: &Value, above: &str) -> Result<(Value, Option<Value>), Failure> {
    if let Some(selector) = said.get("task") {
        let task = call.named(&TASK, &format!("{above}task"), selector)?;
        return Ok((history::of_task(&task), Some(task)));
    }
    let number = tree::int(tree::at(said, "contact.general")).unwrap_or_default();
    let Some(contact) = call.store.find(&CONTACT, By::General, number)? else {
        let message = format!("{above}contact.general: there is no contact with the number {number}");
        return Err(Failure::refused(CONTACT.missing, message));
    };
    Ok((history::of_contact(&contact), None))
}

pub(crate) fn add(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let sent = tree::at(said, ELEMENT);
    let (place, mut task) = place(call, sent, "action.")?;
    let mut action = history::new(call, &place, "COMMENT")?;
    for name in ["description", "dateTime", "owner", "isHidden"] {
        if let Some(value) = sent.get(name) {
            tree::put(&mut action, name, value.clone());
        }
    }
    size(call, sent);
    if let Some(people) = tree::at(sent, "notifiedList").get("user") {
        tree::put(&mut action, "notifiedList", people.clone());
    }
    analytic::attach(call, tree::items(tree::at(sent, "analitics.analitic")), &mut action)?;
    let id = change_task(call, sent, task.as_mut(), action)?;
    Ok(json!({ "action": { "id": id } }))
}

/// The largest text of a comment, in bytes with its HTML.
const TEXT: usize = 64 << 10;

fn size(call: &Call<'_>, sent: &Value) {
    if tree::text(tree::at(sent, "description")).is_some_and(|text| text.len() > TEXT) {
        call.fault("0015", "action.description: more than 64 KB");
    }
}

/// Writes the action, which may give its task a status.
fn change_task(call: &Call<'_>, sent: &Value, task: Option<&mut Value>, mut action: Value) -> Result<i64, Failure> {
    let wanted = tree::at(sent, "taskNewStatus");
    if wanted.is_null() {
        return history::save(call, &action);
    }
    let Some(task) = task else {
        call.fault(
            "0016",
            "action.taskNewStatus: only a comment on a task can change a status",
        );
        return history::save(call, &action);
    };
    match task::wanted_status(call, "action.taskNewStatus", wanted, task) {
        Some(status) if tree::int(tree::at(task, "status")) != Some(status) => {
            tree::put(&mut action, "type", "ACTION");
            task::set_status(call, task, status, action)
        }
        _ => history::save(call, &action),
    }
}

fn named(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    call.named(&ACTION, ELEMENT, tree::at(said, ELEMENT))
}

pub(crate) fn get(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    answer::one(call, &named(call, said)?)
}

/// Changes a comment: rows of analytics with a key are changed, others added, and some removed.
pub(crate) fn update(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut action = named(call, said)?;
    let id = tree::at(&action, "id").clone();
    if !is_comment(&action) {
        return Err(Failure::refused(
            "4004",
            "action.id: only actions of the types ACTION and COMMENT can be changed",
        ));
    }
    let mut sent = tree::at(said, ELEMENT).clone();
    size(call, &sent);
    let rows = tree::take(&mut sent, "analitics");
    let removed = tree::take(&mut sent, "deletedAnalitics");
    let people = tree::at(&sent, "notifiedList").get("user").cloned();
    tree::take(&mut sent, "notifiedList");
    let status = tree::take(&mut sent, "taskNewStatus");
    // Left out it is taken as 0.
    let is_hidden = tree::yes(tree::at(&sent, "isHidden"));
    patch(elements_of(call.method.request, ELEMENT), &sent, &mut action);
    tree::put(&mut action, "isHidden", is_hidden);
    if let Some(people) = people {
        tree::put(&mut action, "notifiedList", people);
    }
    analytic::remove(call, &tree::ids(tree::at(&removed, "key")), &mut action)?;
    analytic::attach(call, tree::items(tree::at(&rows, "analitic")), &mut action)?;
    if status.is_null() {
        history::save(call, &action)?;
        return Ok(json!({ "action": { "id": id } }));
    }
    let mut task = match tree::int(tree::at(&action, "task.id")) {
        Some(task) => call.store.get(&TASK, task)?,
        None => None,
    };
    if !is_last_comment(call, &action)? {
        call.fault(
            "4007",
            "action.taskNewStatus: only the last comment can change the status",
        );
    }
    change_task(call, &json!({ "taskNewStatus": status }), task.as_mut(), action)?;
    Ok(json!({ "action": { "id": id } }))
}

/// Whether no comment on its task or contact was made after it.
fn is_last_comment(call: &Call<'_>, action: &Value) -> Result<bool, Failure> {
    let (place, id) = history::of(action);
    let (first, last) = Key::pairs_of(id);
    let comments = Term::has(format!("{place}.comment"), Test::Between(first, last));
    let last = call.store.ids(&ACTION, comments)?.max();
    Ok(last.is_none_or(|last| tree::int(tree::at(action, "id")) == Some(last)))
}

/// A comment that has changed the status of its task stays, and so do the entries of the system.
pub(crate) fn delete(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut action = named(call, said)?;
    let id = tree::int(tree::at(&action, "id")).unwrap_or_default();
    if !is_comment(&action) || !tree::at(&action, "statusChange").is_null() {
        return Err(Failure::refused(
            "4001",
            "action.id: only a comment that has not changed the status of its task can be deleted",
        ));
    }
    let keys: Vec<i64> = tree::items(tree::at(&action, "analitics.analitic"))
        .iter()
        .filter_map(|row| tree::int(tree::at(row, "key")))
        .collect();
    analytic::remove(call, &keys, &mut action)?;
    call.store.delete(&ACTION, id)?;
    Ok(json!({ "action": { "id": id } }))
}

/// action.getList: the newest first, unless the request says otherwise.
pub(crate) fn list(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let (place, _) = place(call, said, "")?;
    let (name, id) = history::of(&place);
    listed(call, said, name, &Key::pairs_of(id))
}

/// action.getListByPeriod; both ends belong to the period, a day as its end does to its last minute.
pub(crate) fn by_period(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let (from, to) = (tree::at(said, "fromDate"), tree::at(said, "toDate"));
    let last = dates::read_end(to);
    let first = dates::read(from);
    if first > last {
        call.fault("0019", "fromDate: it lies after toDate");
    }
    let (first, last) = (
        first.map_or(i64::MIN, dates::seconds),
        last.map_or(i64::MAX, dates::seconds),
    );
    match tree::id(tree::at(said, "task.id")) {
        Some(task) => listed(call, said, "task", &(Key::Pair(task, first), Key::Pair(task, last))),
        None => listed(call, said, "time", &(Key::Int(first), Key::Int(last))),
    }
}

fn listed(call: &Call<'_>, said: &Value, place: &str, range: &(Key, Key)) -> Result<Value, Failure> {
    let descends = tree::at(said, "sort").as_str() != Some("asc");
    paging::range(call, said, &ACTION, place, range, descends, |_| Ok(()))
}
