//! The behavior of methods: one line in [`of`] for each method, and one function in the file of its kind of object.
//!
//! A method works without a line here: its table routes it and checks its fields, and it is answered with a sample of
//! its response. A behavior takes the checked request as JSON (see `patch`) and returns the response as JSON (see
//! `answer`), both with the names of the wire.

mod action;
mod analytic;
mod analytic_rows;
mod contact;
mod file;
mod group;
mod handbook;
mod handbook_structure;
mod people;
mod project;
mod project_group;
mod task;
mod user;
mod user_actions;

use crate::call::Call;
use crate::failure::Failure;
use crate::{authorization, object_kind, paging, tree};
use serde_json::{Value, json};

/// Carries out a checked request, and returns the response.
pub(crate) type Behavior = fn(&Call<'_>, &Value) -> Result<Value, Failure>;

/// Makes a [`Behavior`] that lists every object of a kind.
macro_rules! all {
    ($kind:path) => {
        |call, _| paging::all(call, &$kind)
    };
}

/// Returns the behavior of a method, if it has one.
pub(crate) fn of(name: &str) -> Option<Behavior> {
    Some(match name {
        "action.add" => action::add,
        "action.delete" => action::delete,
        "action.get" => action::get,
        "action.getList" => action::list,
        "action.getListByPeriod" => action::by_period,
        "action.getListWithAnalitic" => action::with_analytic,
        "action.update" => action::update,
        "analitic.getData" => analytic::data,
        "analitic.getDataByCondition" => analytic_rows::by_condition,
        "analitic.getGroupList" => all!(object_kind::ANALYTIC_GROUP),
        "analitic.getHandbook" => analytic::handbook,
        "analitic.getList" => all!(object_kind::ANALYTIC),
        "analitic.getOptions" => analytic::options,
        "auth.login" => login,
        "contact.add" => contact::add,
        "contact.delete" => contact::delete,
        "contact.get" => contact::get,
        "contact.getFilterList" => paging::none,
        "contact.getGroupList" => all!(object_kind::CONTACT_GROUP),
        "contact.getList" => contact::list,
        "contact.getPhoneTypes" => all!(object_kind::PHONE_TYPE),
        "contact.managePlanfixAccess" => contact::manage_access,
        "contact.update" => contact::update,
        "contact.updateContractors" => contact::update_contractors,
        "contact.updateCustomData" => contact::update_custom_data,
        "contact.updateUserInfo" => contact::update_login,
        "file.delete" => file::delete,
        "file.download" => file::download,
        "file.get" => file::get,
        "file.getHistory" => file::history,
        "file.getListForClient" => file::of_client,
        "file.getListForProject" => file::of_project,
        "file.getListForTask" => file::of_task,
        "file.getListForUser" => file::of_user,
        "file.upload" => file::upload,
        "handbook.addRecord" => handbook::add,
        "handbook.getGroupList" => all!(object_kind::HANDBOOK_GROUP),
        "handbook.getList" => handbook::handbooks,
        "handbook.getRecord" => handbook::get,
        "handbook.getRecordMulti" => handbook::get_several,
        "handbook.getRecords" => handbook::list,
        "handbook.getStructure" => handbook_structure::structure,
        "handbook.updateRecord" => handbook::update,
        "project.add" => project::add,
        "project.get" => project::get,
        "project.getList" => project::list,
        "project.update" => project::update,
        "projectGroup.add" => |call, request| group::add(call, request, &object_kind::PROJECT_GROUP),
        "projectGroup.get" => |call, request| group::get(call, request, &object_kind::PROJECT_GROUP),
        "projectGroup.getList" => project_group::list,
        "projectGroup.move" => project_group::relocate,
        "projectGroup.update" => |call, request| group::update(call, request, &object_kind::PROJECT_GROUP),
        "task.accept" => task::accept,
        "task.add" => task::add,
        "task.changeExpectDate" => task::change_end,
        "task.changeStatus" => task::change_status,
        "task.changeWorkers" => task::change_workers,
        "task.get" => task::get,
        "task.getFilterList" => paging::none,
        "task.getList" => task::list,
        "task.getMulti" => task::get_several,
        "task.getPossibleStatusToChange" => task::possible_statuses,
        "task.reject" => task::reject,
        "task.update" => task::update,
        "task.updateCustomData" => task::update_custom_data,
        "taskStatus.getListOfSet" => task::statuses_of_process,
        "taskStatus.getSetList" => all!(object_kind::PROCESS),
        "user.actionsAdded" => user_actions::count,
        "user.add" => user::add,
        "user.changeStatus" => user::change_status,
        "user.get" => user::get,
        "user.getList" => user::list,
        "user.update" => user::update,
        "user.updateGroupMembership" => user::update_membership,
        "userGroup.add" => |call, request| group::add(call, request, &object_kind::USER_GROUP),
        "userGroup.get" => |call, request| group::get(call, request, &object_kind::USER_GROUP),
        "userGroup.getHeads" => group::heads,
        "userGroup.getList" => group::users,
        "userGroup.update" => |call, request| group::update(call, request, &object_kind::USER_GROUP),
        _ => return None,
    })
}

/// auth.login: opens a session of one hour for the demo employee.
fn login(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let is = |name| tree::at(request, name).as_str() == Some(authorization::LOGIN);
    if !is("login") || !is("password") {
        return Err(Failure::refused(
            "1001",
            "the login or the password is wrong: a sandbox has the login demo with the password demo",
        ));
    }
    let sid = call.store.random_key()?;
    call.sessions.open(sid.clone(), call.now);
    Ok(json!({ "sid": sid }))
}
