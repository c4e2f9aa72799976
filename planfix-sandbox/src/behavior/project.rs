//! The methods of projects.

use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::{PROJECT, TASK};
use crate::paging::{self, Unpaged};
use crate::patch::{elements_of, patch};
use crate::property::{CLASS, Key, PARTICIPANTS};
use crate::store::Term;
use crate::{answer, custom_fields, dates, filter, tree};
use serde_json::{Value, json};

const ELEMENT: &str = "project";

fn owner() -> Value {
    Value::from(PROJECT.name)
}

fn named(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    call.named(&PROJECT, ELEMENT, tree::at(request, ELEMENT))
}

pub(crate) fn add(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut project = json!({
        "id": call.store.next(PROJECT.name)?,
        "general": call.store.next("project.general")?,
        "beginDate": call.timestamp(),
    });
    change(call, request, &mut project)?;
    call.store.save(&PROJECT, &project)?;
    Ok(identifier(&project))
}

pub(crate) fn update(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut project = named(call, request)?;
    change(call, request, &mut project)?;
    call.store.save(&PROJECT, &project)?;
    Ok(identifier(&project))
}

fn identifier(project: &Value) -> Value {
    json!({ "project": { "id": tree::at(project, "id") } })
}

fn change(call: &Call<'_>, request: &Value, project: &mut Value) -> Result<(), Failure> {
    let sent = tree::at(request, ELEMENT);
    patch(elements_of(call.method.request, ELEMENT), sent, project);
    // A request lists only people, an answer people and groups.
    for part in ["auditors", "managers", "workers", "members"] {
        let people = tree::take(project, &format!("{part}.id"));
        if !people.is_null() {
            tree::put(project, part, json!({ "users": { "id": people } }));
        }
    }
    if !tree::yes(tree::at(project, "hasEndDate")) {
        tree::take(project, "endDate");
    }
    if tree::id(tree::at(project, "owner.id")).is_none() {
        tree::put(project, "owner.id", CALLER);
    }
    for (name, default) in [
        ("status", Value::from("ACTIVE")),
        ("hidden", false.into()),
        ("hasEndDate", false.into()),
        ("client.id", 0.into()),
    ] {
        if tree::at(project, name).is_null() {
            tree::put(project, name, default);
        }
    }
    check_parents(call, project)?;
    custom_fields::merge(call, &owner(), ELEMENT, sent, project)
}

/// Notes a fault if a project is below itself.
fn check_parents(call: &Call<'_>, project: &Value) -> Result<(), Failure> {
    let own = tree::int(tree::at(project, "id"));
    let mut above = tree::id(tree::at(project, "parent.id"));
    while let Some(id) = above {
        if Some(id) == own {
            call.fault("0016", "project.parent.id: a project cannot be below itself");
            return Ok(());
        }
        let parent = call.store.get(&PROJECT, id)?;
        above = parent.and_then(|parent| tree::id(tree::at(&parent, "parent.id")));
    }
    Ok(())
}

pub(crate) fn get(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut project = named(call, request)?;
    show(call, &mut project)?;
    answer::one(call, &project)
}

/// Adds computed elements.
fn show(call: &Call<'_>, project: &mut Value) -> Result<(), Failure> {
    let own = tree::int(tree::at(project, "id")).unwrap_or_default();
    let tasks = call.store.count(&TASK, "project.id", Key::Int(own))?;
    tree::put(project, "taskCount", tree::count(tasks));
    let end = dates::read_end(tree::at(project, "endDate"));
    let begin = dates::read(tree::at(project, "beginDate"));
    let is_open = tree::at(project, "status").as_str() == Some("ACTIVE");
    let overdue = is_open && end.is_some_and(|end| end < call.now);
    let close = is_open
        && !overdue
        && begin.zip(end).is_some_and(|(begin, end)| {
            end > begin && end.duration_since(call.now).as_secs() <= end.duration_since(begin).as_secs() / 4
        });
    tree::put(project, "isOverdued", overdue);
    tree::put(project, "isCloseToDeadline", close);
    custom_fields::show(call, &owner(), project)
}

/// project.getList. Without a page, only the counts are returned.
pub(crate) fn list(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let conditions = filter::conditions(call, &PROJECT, request)?;
    let user = tree::id(tree::at(request, "user.id"));
    let seen_from = user.unwrap_or(CALLER);
    let target = tree::text(tree::at(request, "target")).unwrap_or("all");
    let status = tree::text(tree::at(request, "status"));
    let client = tree::id(tree::at(request, "client.id"));
    let owner = || Term::is("owner.id", seen_from);
    let part = || {
        let properties = PARTICIPANTS.into_iter().chain(["managers.users.id"]);
        Term::Any(properties.map(|property| Term::is(property, seen_from)).collect())
    };
    let class = Term::word(CLASS, if target == "template" { "template" } else { "project" });
    let mut terms = vec![class];
    terms.extend(match target {
        "in" => Some(part()),
        "out" => Some(owner()),
        _ => None,
    });
    terms.extend(user.map(|_| Term::Any(vec![owner(), part()])));
    terms.extend(status.map(|status| Term::word("status", status)));
    terms.extend(client.map(|client| Term::is("client.id", client)));
    terms.extend(conditions);
    let found = call.store.ids(&PROJECT, Term::All(terms))?;
    let prepare = |project: &mut Value| show(call, project);
    match tree::text(tree::at(request, "sortType")) {
        Some(word) => {
            let (name, descends) = paging::order(word);
            let property = if name == "TITLE" { "title" } else { "general" };
            let sorted = paging::sort(found.iter(), call.store.ranked(&PROJECT, property, &found)?, descends);
            paging::page(call, request, &PROJECT, sorted, Unpaged::Counts, prepare)
        }
        None => paging::page(call, request, &PROJECT, found.iter(), Unpaged::Counts, prepare),
    }
}
