//! The filters of task.getList.

use super::{Asked, Condition, Form, date};
use crate::behaviour::Call;
use crate::failure::Failure;
use crate::kind::{ACTION, ANALYTIC, By, CONTACT, PROJECT};
use crate::references::exists;
use crate::task;
use crate::{fields, tree};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

pub(super) fn form(call: &Call<'_>, name: &str) -> Result<Option<Form>, Failure> {
    let look_up = |look_up: fn(&Asked<'_>) -> Result<Condition, Failure>| Form::LookUp(Box::new(look_up));
    Ok(Some(match name {
        "created" => Form::Date("beginDateTime"),
        "planned_start" => Form::Date("startTime"),
        "planned_end" => Form::Date("endTime"),
        "completed" => Form::Date("completed"),
        "done" => Form::Date("done"),
        "changed" => Form::Date("changed"),
        "last_active" => look_up(|asked| commented(asked, false)),
        "changed_or_commented" => look_up(|asked| commented(asked, true)),
        "owner" => Form::Id("owner.id"),
        "worker" => Form::Among("workers.users.id"),
        "member" => Form::Among("members.users.id"),
        "task_auditor" => Form::Among("auditors.users.id"),
        "project_auditor" => look_up(|asked| auditor(asked, false)),
        "task_or_project_auditor" => look_up(|asked| auditor(asked, true)),
        "without_start" => Form::Is(|task| !has(task, "startTime")),
        "with_start" => Form::Is(|task| has(task, "startTime")),
        "without_end" => Form::Is(|task| !has(task, "endTime")),
        "with_end" => Form::Is(|task| has(task, "endTime")),
        "repeating" => Form::Is(|task| has(task, "periodicity")),
        "not_repeating" => Form::Is(|task| !has(task, "periodicity")),
        "overdue" => Form::In(overdue(call)?),
        "not_overdue" => Form::NotIn(overdue(call)?),
        "without_workers" => Form::Is(|task| has_nobody(task, "workers")),
        "without_members" => Form::Is(|task| has_nobody(task, "members")),
        "owner_is_user" => Form::NotIn(with_contacts(call, owner)?),
        "owner_is_contact" => Form::In(with_contacts(call, owner)?),
        "worker_is_user" => look_up(|asked| with_user(asked, "workers.users.id")),
        "worker_is_contact" => Form::In(with_contacts(call, |task| {
            tree::ids(tree::at(task, "workers.users.id"))
        })?),
        "member_is_user" => look_up(|asked| with_user(asked, "members.users.id")),
        "member_is_contact" => Form::In(with_contacts(call, |task| {
            tree::ids(tree::at(task, "members.users.id"))
        })?),
        "title" => Form::Text(&["title"]),
        "parent" => Form::Id("parent.id"),
        "template" => Form::Id("template.id"),
        "status" => Form::AnyOf("status"),
        "client" => Form::Id("client.id"),
        "process" => Form::Id("statusSet"),
        "has_field_value" => look_up(|asked| has_value(asked, true)),
        "has_no_field_value" => look_up(|asked| has_value(asked, false)),
        "has_analytic" => look_up(|asked| has_analytic(asked, true)),
        "has_no_analytic" => look_up(|asked| has_analytic(asked, false)),
        _ => return Ok(None),
    }))
}

fn has(task: &Value, name: &str) -> bool {
    !tree::at(task, name).is_null()
}

fn has_nobody(task: &Value, part: &str) -> bool {
    let empty = |list: &str| tree::items(tree::at(task, &format!("{part}.{list}.id"))).is_empty();
    empty("users") && empty("groups")
}

fn owner(task: &Value) -> Vec<i64> {
    tree::id(tree::at(task, "owner.id")).into_iter().collect()
}

fn overdue(call: &Call<'_>) -> Result<HashSet<i64>, Failure> {
    let tasks = call.store.all(&crate::kind::TASK)?;
    let overdue = tasks.iter().filter(|task| task::is_overdue(call, task));
    Ok(overdue.filter_map(|task| tree::int(tree::at(task, "id"))).collect())
}

/// Tasks with a contact among these people.
fn with_contacts(call: &Call<'_>, people: impl Fn(&Value) -> Vec<i64>) -> Result<HashSet<i64>, Failure> {
    let mut found = HashSet::new();
    for task in call.store.all(&crate::kind::TASK)? {
        for person in people(&task) {
            if exists(call.store, &CONTACT, By::UserId, person)? {
                found.extend(tree::int(tree::at(&task, "id")));
            }
        }
    }
    Ok(found)
}

/// Tasks with an employee among these people.
fn with_user(asked: &Asked<'_>, place: &'static str) -> Result<Condition, Failure> {
    let employees = asked.call.store.all(&crate::kind::USER)?;
    let employees: HashSet<i64> = employees
        .iter()
        .filter_map(|user| tree::int(tree::at(user, "id")))
        .collect();
    Ok(Box::new(move |task| {
        tree::ids(tree::at(task, place)).iter().any(|id| employees.contains(id))
    }))
}

/// The last comment, or the last of comment and change, against the period.
fn commented(asked: &Asked<'_>, or_changed: bool) -> Result<Condition, Failure> {
    let (period, operator) = (asked.period()?, asked.operator());
    let comments = task::last_comments(asked.call)?;
    Ok(Box::new(move |task| {
        let comment = tree::int(tree::at(task, "id"))
            .and_then(|id| comments.get(&id))
            .and_then(date);
        let changed = date(tree::at(task, "changed")).filter(|_| or_changed);
        period.holds(&operator, comment.max(changed))
    }))
}

fn auditor(asked: &Asked<'_>, or_task: bool) -> Result<Condition, Failure> {
    let user = asked.id()?;
    let wanted = asked.operator() != planfix_api::FilterOperator::NotEqual;
    let projects: HashMap<i64, Vec<i64>> = (asked.call.store.all(&PROJECT)?.iter())
        .filter_map(|project| {
            let id = tree::int(tree::at(project, "id"))?;
            Some((id, tree::ids(tree::at(project, "auditors.users.id"))))
        })
        .collect();
    Ok(Box::new(move |task| {
        let project = tree::id(tree::at(task, "project.id")).and_then(|id| projects.get(&id));
        let of_project = project.is_some_and(|auditors| auditors.contains(&user));
        let of_task = or_task && tree::ids(tree::at(task, "auditors.users.id")).contains(&user);
        wanted == (of_project || of_task)
    }))
}

fn has_value(asked: &Asked<'_>, wanted: bool) -> Result<Condition, Failure> {
    let id = asked.id()?;
    if fields::find(asked.call, &Value::from("task"), id)?.is_none() {
        return Err(asked.wrong("0015", "value", "takes the identifier of a custom field of tasks"));
    }
    Ok(Box::new(move |task| wanted == fields::value(task, id).is_some()))
}

fn has_analytic(asked: &Asked<'_>, wanted: bool) -> Result<Condition, Failure> {
    let id = asked.id()?;
    if !exists(asked.call.store, &ANALYTIC, By::Key, id)? {
        return Err(asked.wrong("0015", "value", "takes the identifier of analytics"));
    }
    let mut tasks = HashSet::new();
    for action in asked.call.store.all(&ACTION)? {
        let rows = tree::items(tree::at(&action, "analitics.analitic"));
        if rows.iter().any(|row| tree::int(tree::at(row, "id")) == Some(id)) {
            tasks.extend(tree::int(tree::at(&action, "task.id")));
        }
    }
    Ok(Box::new(move |task| {
        wanted == tree::int(tree::at(task, "id")).is_some_and(|id| tasks.contains(&id))
    }))
}
