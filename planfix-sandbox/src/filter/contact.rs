//! The filters of contact.getList. Who may see or change a contact (47, 48) a sandbox does not know.

use super::{Asked, Condition, Form, date, people};
use crate::behaviour::Call;
use crate::failure::Failure;
use crate::task;
use crate::tree;
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn form(call: &Call<'_>, name: &str) -> Result<Option<Form>, Failure> {
    let active = |task: &Value| task::is_active(task);
    let overdue = |task: &Value| task::is_overdue(call, task);
    Ok(Some(match name {
        "name" => Form::Text(&["name", "lastName"]),
        "post" => Form::Text(&["post"]),
        "phone" => Form::Text(&["phones.phone.number"]),
        "address" => Form::Text(&["address"]),
        "email" => Form::Text(&["email"]),
        "secondary_email" => Form::Text(&["secondaryEmails.email"]),
        "given_name" => Form::Text(&["name"]),
        "last_name" => Form::Text(&["lastName"]),
        "created" => Form::Date("created"),
        "birthdate" => Form::Date("birthdate"),
        "birthday" => Form::Yearly("birthdate"),
        "created_by" => Form::Id("owner.id"),
        "responsible" => Form::Among("responsible.users.id"),
        "group" => Form::Id("group.id"),
        "template" => Form::Id("template.id"),
        "is_company" => Form::Is(|contact| tree::yes(tree::at(contact, "isCompany"))),
        "is_person" => Form::Is(|contact| !tree::yes(tree::at(contact, "isCompany"))),
        "has_access" => Form::Is(|contact| tree::yes(tree::at(contact, "havePlanfixAccess"))),
        "can_be_worker" => Form::Is(|contact| tree::yes(tree::at(contact, "canBeWorker"))),
        "cannot_be_worker" => Form::Is(|contact| !tree::yes(tree::at(contact, "canBeWorker"))),
        "can_be_client" => Form::Is(|contact| tree::yes(tree::at(contact, "canBeClient"))),
        "cannot_be_client" => Form::Is(|contact| !tree::yes(tree::at(contact, "canBeClient"))),
        "client_with_active_tasks" => Form::In(people(call, active, clients)?),
        "client_without_active_tasks" => Form::NotIn(people(call, active, clients)?),
        "client_with_overdue_tasks" => Form::In(people(call, overdue, clients)?),
        "takes_part_in_active_tasks" => Form::In(takers(call, active)?),
        "takes_no_part_in_active_tasks" => Form::NotIn(takers(call, active)?),
        "takes_part_in_overdue_tasks" => Form::In(takers(call, overdue)?),
        "client_with_tasks_active_in" => Form::LookUp(Box::new(|asked| active_in(asked, true, true))),
        "client_without_tasks_active_in" => Form::LookUp(Box::new(|asked| active_in(asked, true, false))),
        "takes_part_in_tasks_active_in" => Form::LookUp(Box::new(|asked| active_in(asked, false, true))),
        "takes_no_part_in_tasks_active_in" => Form::LookUp(Box::new(|asked| active_in(asked, false, false))),
        _ => return Ok(None),
    }))
}

/// The counterparty of a task.
fn clients(task: &Value) -> Vec<i64> {
    tree::id(tree::at(task, "client.id")).into_iter().collect()
}

/// The contacts that take part in tasks, by their `id`.
fn takers(call: &Call<'_>, which: impl Fn(&Value) -> bool) -> Result<HashSet<i64>, Failure> {
    let users = people(call, which, task::participants)?;
    contacts_of(call, &users)
}

fn contacts_of(call: &Call<'_>, users: &HashSet<i64>) -> Result<HashSet<i64>, Failure> {
    let mut found = HashSet::new();
    for user in users {
        let contact = call.store.find(&crate::kind::CONTACT, crate::kind::By::UserId, *user)?;
        found.extend(contact.as_ref().and_then(|contact| tree::int(tree::at(contact, "id"))));
    }
    Ok(found)
}

/// Counterparties of, or people in, tasks whose last activity stands to the period as the operator says.
fn active_in(asked: &Asked<'_>, as_client: bool, wanted: bool) -> Result<Condition, Failure> {
    let (period, operator) = (asked.period()?, asked.operator());
    let comments = task::last_comments(asked.call)?;
    let which = |task: &Value| {
        let comment = tree::int(tree::at(task, "id")).and_then(|id| comments.get(&id));
        let last = comment.unwrap_or_else(|| tree::at(task, "changed"));
        period.holds(&operator, date(last))
    };
    let set = if as_client {
        people(asked.call, which, clients)?
    } else {
        takers(asked.call, which)?
    };
    Ok(Box::new(move |contact| {
        wanted == tree::int(tree::at(contact, "id")).is_some_and(|id| set.contains(&id))
    }))
}
