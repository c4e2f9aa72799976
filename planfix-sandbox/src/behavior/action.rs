//! The methods of actions: comments, and the history of tasks and contacts.

use super::{analytic, task};
use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{ACTION, By, CONTACT, TASK};
use crate::paging::{self, Unpaged};
use crate::patch::{elements_of, patch};
use crate::property::{Key, is_comment};
use crate::store::{Term, Test};
use crate::{answer, dates, history, tree};
use serde_json::{Value, json};

const ELEMENT: &str = "action";

/// Finds the task or contact that a request names, and the elements that its actions have. Also returns the task.
fn subject(call: &Call<'_>, request: &Value, above: &str) -> Result<(Value, Option<Value>), Failure> {
    if let Some(selector) = request.get("task") {
        let task = call.named(&TASK, &format!("{above}task"), selector)?;
        return Ok((history::of_task(&task), Some(task)));
    }
    let number = tree::int(tree::at(request, "contact.general")).unwrap_or_default();
    let Some(contact) = call.store.find(&CONTACT, By::General, number)? else {
        let message = format!("{above}contact.general: there is no contact with the number {number}");
        return Err(Failure::refused(CONTACT.missing, message));
    };
    Ok((history::of_contact(&contact), None))
}

pub(crate) fn add(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let sent = tree::at(request, ELEMENT);
    let (subject, mut task) = subject(call, sent, "action.")?;
    let mut action = history::new(call, &subject, "COMMENT")?;
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

/// The limit of the text of a comment, in bytes with its HTML.
const TEXT: usize = 64 << 10;

fn size(call: &Call<'_>, sent: &Value) {
    if tree::text(tree::at(sent, "description")).is_some_and(|text| text.len() > TEXT) {
        call.fault("0015", "action.description: must have at most 64 KB");
    }
}

/// Stores the action, which may change the status of its task.
fn change_task(call: &Call<'_>, sent: &Value, task: Option<&mut Value>, mut action: Value) -> Result<i64, Failure> {
    let wanted = tree::at(sent, "taskNewStatus");
    if wanted.is_null() {
        return history::save(call, &action);
    }
    let Some(task) = task else {
        call.fault("0016", "action.taskNewStatus: only for a comment on a task");
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

fn named(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    call.named(&ACTION, ELEMENT, tree::at(request, ELEMENT))
}

pub(crate) fn get(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    answer::one(call, &named(call, request)?)
}

/// Changes a comment. Rows of analytics with a key are changed, others are added, and some are removed.
pub(crate) fn update(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut action = named(call, request)?;
    let id = tree::at(&action, "id").clone();
    if !is_comment(&action) {
        return Err(Failure::refused(
            "4004",
            "action.id: only an action of the type ACTION or COMMENT can be changed",
        ));
    }
    let mut sent = tree::at(request, ELEMENT).clone();
    size(call, &sent);
    let rows = tree::take(&mut sent, "analitics");
    let removed = tree::take(&mut sent, "deletedAnalitics");
    let people = tree::at(&sent, "notifiedList").get("user").cloned();
    tree::take(&mut sent, "notifiedList");
    let status = tree::take(&mut sent, "taskNewStatus");
    // A missing value counts as 0.
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

/// Returns true if no later comment on its task or contact exists.
fn is_last_comment(call: &Call<'_>, action: &Value) -> Result<bool, Failure> {
    let (subject, id) = history::of(action);
    let (first, last) = Key::pairs_of(id);
    let comments = Term::has(format!("{subject}.comment"), Test::Between(first, last));
    let last = call.store.ids(&ACTION, comments)?.max();
    Ok(last.is_none_or(|last| tree::int(tree::at(action, "id")) == Some(last)))
}

/// Deletes a comment. One that has changed the status of its task cannot be deleted, and neither can entries of the
/// system.
pub(crate) fn delete(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut action = named(call, request)?;
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

/// action.getList: newest first, unless the request says otherwise.
pub(crate) fn list(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let (subject, _) = subject(call, request, "")?;
    let (name, id) = history::of(&subject);
    listed(call, request, name, &Key::pairs_of(id))
}

/// action.getListByPeriod: both ends are included; an end without a time is the end of the day.
pub(crate) fn by_period(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let (from, to) = (tree::at(request, "fromDate"), tree::at(request, "toDate"));
    let last = dates::read_end(to);
    let first = dates::read(from);
    if first > last {
        call.fault("0019", "fromDate: must not be after toDate");
    }
    let (first, last) = (
        first.map_or(i64::MIN, dates::seconds),
        last.map_or(i64::MAX, dates::seconds),
    );
    match tree::id(tree::at(request, "task.id")) {
        Some(task) => listed(call, request, "task", &(Key::Pair(task, first), Key::Pair(task, last))),
        None => listed(call, request, "time", &(Key::Int(first), Key::Int(last))),
    }
}

/// action.getListWithAnalitic: the actions on tasks with these analytics, newest first.
pub(crate) fn with_analytic(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let analytic = tree::int(tree::at(request, "analitic.id")).unwrap_or_default();
    let (first, last) = match tree::id(tree::at(request, "task.id")) {
        Some(task) => (Key::Pair(analytic, task), Key::Pair(analytic, task)),
        None => Key::pairs_of(analytic),
    };
    let found = call
        .store
        .ids(&ACTION, Term::has("analytic", Test::Between(first, last)))?;
    let mut ranked = call.store.ranked(&ACTION, "time", &found)?;
    // Of one minute, the last one comes first too.
    ranked.reverse();
    let sorted = paging::sort(found.iter(), ranked, true);
    paging::page(call, request, &ACTION, sorted, Unpaged::First, |_| Ok(()))
}

fn listed(call: &Call<'_>, request: &Value, subject: &str, range: &(Key, Key)) -> Result<Value, Failure> {
    let descends = tree::at(request, "sort").as_str() != Some("asc");
    paging::range(call, request, &ACTION, subject, range, descends, |_| Ok(()))
}
