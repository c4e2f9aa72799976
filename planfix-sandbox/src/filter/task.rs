//! The filters of task.getList.

use super::{Asked, Form};
use crate::call::Call;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::object_kind::{ACTION, ANALYTIC, By, CONTACT, PROJECT, USER};
use crate::property::{self, CLASS, Key};
use crate::references::exists;
use crate::store::{Term, Test};
use crate::{custom_fields, dates};
use serde_json::Value;

pub(super) fn form(call: &Call<'_>, name: &str) -> Result<Option<Form>, Failure> {
    let look_up = |look_up: fn(&Asked<'_>) -> Result<Term, Failure>| Form::LookUp(Box::new(look_up));
    let has = |property, wanted| Form::Is(Term::some(property).wanted(wanted));
    Ok(Some(match name {
        "created" => Form::Date("beginDateTime"),
        "planned_start" => Form::Date("startTime"),
        "planned_end" => Form::Date("endTime"),
        "completed" => Form::Date("completed"),
        "done" => Form::Date("done"),
        "changed" => Form::Date("changed"),
        "last_active" => look_up(|asked| active(asked, false)),
        "changed_or_commented" => look_up(|asked| active(asked, true)),
        "owner" => Form::Id("owner.id"),
        "worker" => Form::Id("workers.users.id"),
        "member" => Form::Id("members.users.id"),
        "task_auditor" => Form::Id("auditors.users.id"),
        "project_auditor" => look_up(|asked| auditor(asked, false)),
        "task_or_project_auditor" => look_up(|asked| auditor(asked, true)),
        "without_start" => has("startTime", false),
        "with_start" => has("startTime", true),
        "without_end" => has("endTime", false),
        "with_end" => has("endTime", true),
        "repeating" => has("periodicity", true),
        "not_repeating" => has("periodicity", false),
        "overdue" => Form::Is(overdue(call)),
        "not_overdue" => Form::Is(overdue(call).not()),
        "without_workers" => nobody("workers.users.id", "workers.groups.id"),
        "without_members" => nobody("members.users.id", "members.groups.id"),
        "owner_is_user" => Form::Is(with_contact(call, "owner.id")?.not()),
        "owner_is_contact" => Form::Is(with_contact(call, "owner.id")?),
        "worker_is_user" => Form::Is(with_user(call, "workers.users.id")?),
        "worker_is_contact" => Form::Is(with_contact(call, "workers.users.id")?),
        "member_is_user" => Form::Is(with_user(call, "members.users.id")?),
        "member_is_contact" => Form::Is(with_contact(call, "members.users.id")?),
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

fn nobody(users: &'static str, groups: &'static str) -> Form {
    Form::Is(Term::Any(vec![Term::some(users), Term::some(groups)]).not())
}

/// Returns the tasks with a contact among the people in a property.
fn with_contact(call: &Call<'_>, property: &'static str) -> Result<Term, Failure> {
    let contacts = call.store.ids(&CONTACT, Term::some(CLASS))?;
    let users = call.store.values(&CONTACT, "userid", &contacts)?;
    Ok(Term::has(property, Test::In(users)))
}

/// Returns the tasks with an employee among the people in a property.
fn with_user(call: &Call<'_>, property: &'static str) -> Result<Term, Failure> {
    let employees = call.store.ids(&USER, Term::some(CLASS))?;
    Ok(Term::has(property, Test::In(employees)))
}

/// Compares the last comment, or the last of comment and change, with the period.
fn active(asked: &Asked<'_>, or_changed: bool) -> Result<Term, Failure> {
    let comments = asked.call.store.last_of_pairs(&ACTION, "task.comment")?;
    // The later of the two is at or after a time if either is.
    let since = |first: i64| {
        let found = comments.iter().filter(|(_, time)| *time >= first);
        let mut any = vec![Term::Of(found.map(|(task, _)| *task).collect())];
        if or_changed {
            any.push(Term::has("changed", Test::Between(Key::Int(first), Key::LAST)));
        }
        Term::Any(any)
    };
    let within = |first, last: i64| match last.checked_add(1) {
        Some(after) => Term::All(vec![since(first), since(after).not()]),
        None => since(first),
    };
    Ok(asked.period()?.term(&asked.operator(), within))
}

fn auditor(asked: &Asked<'_>, or_task: bool) -> Result<Term, Failure> {
    let user = asked.id()?;
    let wanted = asked.operator() != planfix_api::FilterOperator::NotEqual;
    let projects: Ids = (asked.call.store).ids(&PROJECT, Term::is("auditors.users.id", user))?;
    let mut any = vec![Term::has("project.id", Test::In(projects))];
    if or_task {
        any.push(Term::is("auditors.users.id", user));
    }
    Ok(Term::Any(any).wanted(wanted))
}

fn has_value(asked: &Asked<'_>, wanted: bool) -> Result<Term, Failure> {
    let id = asked.id()?;
    if custom_fields::find(asked.call, &Value::from("task"), id)?.is_none() {
        return Err(asked.wrong("0015", "value", "takes the identifier of a custom field of tasks"));
    }
    Ok(Term::has(property::custom(id), Test::Some).wanted(wanted))
}

fn has_analytic(asked: &Asked<'_>, wanted: bool) -> Result<Term, Failure> {
    let id = asked.id()?;
    if !exists(asked.call.store, &ANALYTIC, By::Key, id)? {
        return Err(asked.wrong("0015", "value", "takes the identifier of analytics"));
    }
    let tasks = asked.call.store.seconds_of_pairs(&ACTION, "analytic", id)?;
    Ok(Term::Of(tasks).wanted(wanted))
}

/// Returns the condition that an active task should have been finished before now.
pub(crate) fn overdue(call: &Call<'_>) -> Term {
    // The last whole second before now.
    let last = dates::seconds(call.now) - i64::from(call.now.subsec_nanosecond() == 0);
    Term::has("active", Test::Between(Key::FIRST, Key::Int(last)))
}
