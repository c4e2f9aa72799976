//! The filters of contact.getList, except 47 and 48, who may see or change a contact: a sandbox has no rights.

use super::task::overdue;
use super::{Asked, Form};
use crate::call::Call;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::object_kind::{ACTION, TASK};
use crate::property::{Key, PARTICIPANTS};
use crate::store::{Term, Test};

pub(super) fn form(call: &Call<'_>, name: &str) -> Result<Option<Form>, Failure> {
    let flag = |property, wanted| Form::Is(Term::some(property).wanted(wanted));
    let with_tasks = |which: Term, people: People, wanted| -> Result<Form, Failure> {
        let tasks = call.store.ids(&TASK, which)?;
        Ok(Form::Is(in_tasks(call, &tasks, people)?.wanted(wanted)))
    };
    let active = || Term::some("active");
    let active_in = |people, wanted| Form::LookUp(Box::new(move |asked| active_in(asked, people, wanted)));
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
        "responsible" => Form::Id("responsible.users.id"),
        "group" => Form::Id("group.id"),
        "template" => Form::Id("template.id"),
        "is_company" => flag("isCompany", true),
        "is_person" => flag("isCompany", false),
        "has_access" => flag("havePlanfixAccess", true),
        "can_be_worker" => flag("canBeWorker", true),
        "cannot_be_worker" => flag("canBeWorker", false),
        "can_be_client" => flag("canBeClient", true),
        "cannot_be_client" => flag("canBeClient", false),
        "client_with_active_tasks" => with_tasks(active(), People::Client, true)?,
        "client_without_active_tasks" => with_tasks(active(), People::Client, false)?,
        "client_with_overdue_tasks" => with_tasks(overdue(call), People::Client, true)?,
        "takes_part_in_active_tasks" => with_tasks(active(), People::Participants, true)?,
        "takes_no_part_in_active_tasks" => with_tasks(active(), People::Participants, false)?,
        "takes_part_in_overdue_tasks" => with_tasks(overdue(call), People::Participants, true)?,
        "client_with_tasks_active_in" => active_in(People::Client, true),
        "client_without_tasks_active_in" => active_in(People::Client, false),
        "takes_part_in_tasks_active_in" => active_in(People::Participants, true),
        "takes_no_part_in_tasks_active_in" => active_in(People::Participants, false),
        _ => return Ok(None),
    }))
}

/// The people of a task that a filter is about.
#[derive(Clone, Copy)]
enum People {
    /// The counterparty.
    Client,
    /// The people who work on it or watch it.
    Participants,
}

/// Returns the contacts among these people of tasks.
fn in_tasks(call: &Call<'_>, tasks: &Ids, people: People) -> Result<Term, Failure> {
    match people {
        People::Client => Ok(Term::Of(call.store.values(&TASK, "client.id", tasks)?)),
        People::Participants => {
            let mut users = Ids::default();
            for property in PARTICIPANTS {
                users |= &call.store.values(&TASK, property, tasks)?;
            }
            Ok(Term::has("userid", Test::In(users)))
        }
    }
}

/// Returns the contacts in tasks whose last comment, or without one, last change, compares with the period as the
/// operator says.
fn active_in(asked: &Asked<'_>, people: People, wanted: bool) -> Result<Term, Failure> {
    let comments = asked.call.store.last_of_pairs(&ACTION, "task.comment")?;
    let commented: Ids = comments.iter().map(|(task, _)| *task).collect();
    let which = asked.period()?.term(&asked.operator(), |first, last| {
        let found = comments.iter().filter(|(_, time)| (first..=last).contains(time));
        let changed = Term::has("changed", Test::Between(Key::Int(first), Key::Int(last)));
        Term::Any(vec![
            Term::Of(found.map(|(task, _)| *task).collect()),
            Term::All(vec![changed, Term::Of(commented.clone()).not()]),
        ])
    });
    let tasks = asked.call.store.ids(&TASK, which)?;
    Ok(in_tasks(asked.call, &tasks, people)?.wanted(wanted))
}
