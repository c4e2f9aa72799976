//! What each method does: one line of the table in [`of`] for each.
//!
//! A method needs nothing here to be known: its table alone routes it and checks its fields, and without a
//! line it is answered with a sample of its response. A behaviour takes the checked request as JSON and
//! gives the response as JSON, both with the names of the wire; see `request` and `answer`.

use crate::authorisation::{self, Sessions};
use crate::failure::{Failure, Faults};
use crate::kind::{self, Kind};
use crate::store::Begun;
use crate::{action, analytic, contact, file, group, handbook, list, project, task, tree, user};
use planfix_api::jiff::civil::DateTime;
use planfix_api::table;
use serde_json::{Value, json};
use std::cell::{OnceCell, RefCell};

/// The employee in whose name every call is made.
pub(crate) const CALLER: i64 = 1;

/// What a behaviour works with: one call inside one transaction.
pub(crate) struct Call<'a> {
    pub(crate) store: &'a Begun<'a>,
    pub(crate) sessions: &'a Sessions,
    pub(crate) now: DateTime,
    pub(crate) method: &'static table::Method,
    /// The custom fields, read once.
    pub(crate) fields: OnceCell<Vec<Value>>,
    /// The code of the first fault, and all of them.
    faults: RefCell<(&'static str, Faults)>,
}

/// A checked request to its response.
pub(crate) type Behaviour = fn(&Call<'_>, &Value) -> Result<Value, Failure>;

impl<'a> Call<'a> {
    pub(crate) fn new(
        store: &'a Begun<'a>,
        sessions: &'a Sessions,
        now: DateTime,
        method: &'static table::Method,
    ) -> Self {
        Self {
            store,
            sessions,
            now,
            method,
            fields: OnceCell::new(),
            faults: RefCell::default(),
        }
    }

    /// Notes a fault of the request: nothing is changed then, and all faults are named at once. The first
    /// gives the code.
    pub(crate) fn fault(&self, code: &'static str, message: impl Into<String>) {
        let (first, faults) = &mut *self.faults.borrow_mut();
        if faults.is_empty() {
            *first = code;
        }
        faults.add(|| message.into());
    }

    /// Refuses the request where faults were noted.
    pub(crate) fn settle(&self) -> Result<(), Failure> {
        let (code, faults) = &*self.faults.borrow();
        if faults.is_empty() {
            return Ok(());
        }
        Err(Failure::refused(code, faults.to_string()))
    }

    /// The present time, as it is kept.
    pub(crate) fn timestamp(&self) -> String {
        let (date, time) = (self.now.date(), self.now.time());
        format!("{date}T{:02}:{:02}", time.hour(), time.minute())
    }

    /// The object that a request names by one of its identifiers, such as `task` in task.get.
    pub(crate) fn named(&self, kind: &'static Kind, element: &str, selector: &Value) -> Result<Value, Failure> {
        for &(name, by) in kind.selectors {
            let Some(id) = tree::int(tree::at(selector, name)) else {
                continue;
            };
            return self.store.find(kind, by, id)?.ok_or_else(|| {
                Failure::refused(
                    kind.missing,
                    format!("{element}.{name}: there is no {} {id}", kind.noun),
                )
            });
        }
        let names: Vec<String> = kind
            .selectors
            .iter()
            .map(|(name, _)| format!("{element}.{name}"))
            .collect();
        Err(Failure::refused("0009", format!("{}: missing", names.join(" or "))))
    }

    /// Whether a request asks that no notice is taken of it.
    pub(crate) fn is_silent(said: &Value) -> bool {
        tree::yes(tree::at(said, "silent"))
    }
}

/// Makes a [`Behaviour`] that lists every object of a kind.
macro_rules! all {
    ($kind:path) => {
        |call, _| list::all(call, &$kind)
    };
}

pub(crate) fn of(name: &str) -> Option<Behaviour> {
    Some(match name {
        "action.add" => action::add,
        "action.delete" => action::delete,
        "action.get" => action::get,
        "action.getList" => action::list,
        "action.getListByPeriod" => action::by_period,
        "action.update" => action::update,
        "analitic.getData" => analytic::data,
        "analitic.getGroupList" => all!(kind::ANALYTIC_GROUP),
        "analitic.getHandbook" => analytic::handbook,
        "analitic.getList" => all!(kind::ANALYTIC),
        "analitic.getOptions" => analytic::options,
        "auth.login" => login,
        "contact.add" => contact::add,
        "contact.delete" => contact::delete,
        "contact.get" => contact::get,
        "contact.getFilterList" => list::none,
        "contact.getGroupList" => all!(kind::CONTACT_GROUP),
        "contact.getList" => contact::list,
        "contact.getPhoneTypes" => all!(kind::PHONE_TYPE),
        "contact.managePlanfixAccess" => contact::manage_access,
        "contact.update" => contact::update,
        "contact.updateContractors" => contact::update_contractors,
        "contact.updateCustomData" => contact::update_custom_data,
        "contact.updateUserInfo" => contact::update_login,
        "file.delete" => file::delete,
        "file.download" => file::download,
        "file.get" => file::get,
        "file.getListForClient" => file::of_client,
        "file.getListForProject" => file::of_project,
        "file.getListForTask" => file::of_task,
        "file.getListForUser" => file::of_user,
        "file.upload" => file::upload,
        "handbook.addRecord" => handbook::add,
        "handbook.getGroupList" => all!(kind::HANDBOOK_GROUP),
        "handbook.getList" => handbook::handbooks,
        "handbook.getRecord" => handbook::get,
        "handbook.getRecordMulti" => handbook::get_several,
        "handbook.getRecords" => handbook::list,
        "handbook.updateRecord" => handbook::update,
        "project.add" => project::add,
        "project.get" => project::get,
        "project.getList" => project::list,
        "project.update" => project::update,
        "projectGroup.add" => |call, said| group::add(call, said, &kind::PROJECT_GROUP),
        "projectGroup.get" => |call, said| group::get(call, said, &kind::PROJECT_GROUP),
        "projectGroup.getList" => all!(kind::PROJECT_GROUP),
        "projectGroup.update" => |call, said| group::update(call, said, &kind::PROJECT_GROUP),
        "task.accept" => task::accept,
        "task.add" => task::add,
        "task.changeExpectDate" => task::change_end,
        "task.changeStatus" => task::change_status,
        "task.changeWorkers" => task::change_workers,
        "task.get" => task::get,
        "task.getFilterList" => list::none,
        "task.getList" => task::list,
        "task.getPossibleStatusToChange" => task::possible_statuses,
        "task.reject" => task::reject,
        "task.update" => task::update,
        "task.updateCustomData" => task::update_custom_data,
        "taskStatus.getSetList" => all!(kind::PROCESS),
        "user.add" => user::add,
        "user.changeStatus" => user::change_status,
        "user.get" => user::get,
        "user.getList" => user::list,
        "user.update" => user::update,
        "user.updateGroupMembership" => user::update_membership,
        "userGroup.add" => |call, said| group::add(call, said, &kind::USER_GROUP),
        "userGroup.get" => |call, said| group::get(call, said, &kind::USER_GROUP),
        "userGroup.getList" => group::users,
        "userGroup.update" => |call, said| group::update(call, said, &kind::USER_GROUP),
        _ => return None,
    })
}

/// auth.login: the demo employee, and a session of an hour.
fn login(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let is = |name| tree::at(said, name).as_str() == Some(authorisation::LOGIN);
    if !is("login") || !is("password") {
        return Err(Failure::refused(
            "1001",
            "the login or the password is wrong (a sandbox knows the login demo with the password demo)",
        ));
    }
    let sid = call.store.random_key()?;
    call.sessions.open(sid.clone(), call.now);
    Ok(json!({ "sid": sid }))
}
