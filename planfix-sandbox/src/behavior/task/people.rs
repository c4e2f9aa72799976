//! The assignees of tasks.

use super::{identifier, named};
use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{TASK, USER};
use crate::{history, tree};
use serde_json::Value;

/// Returns true if an employee is an assignee, directly or in a group.
pub(super) fn is_worker(call: &Call<'_>, task: &Value, user: i64) -> Result<bool, Failure> {
    if tree::ids(tree::at(task, "workers.users.id")).contains(&user) {
        return Ok(true);
    }
    let groups = tree::ids(tree::at(task, "workers.groups.id"));
    let own = call
        .store
        .get(&USER, user)?
        .map(|user| tree::ids(tree::at(&user, "userGroups.id")));
    Ok(own.into_iter().flatten().any(|group| groups.contains(&group)))
}

/// task.changeWorkers: first removes and then adds, so that a person in both lists is an assignee afterwards.
pub(crate) fn change_workers(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut task = named(call, request)?;
    let change = tree::at(request, "task.workers");
    let (mut came, mut went) = (false, false);
    for (list, add, remove) in [("users", "addUsers", "delUsers"), ("groups", "addGroups", "delGroups")] {
        let path = format!("workers.{list}.id");
        let before = tree::ids(tree::at(&task, &path));
        let (added, removed) = (
            tree::ids(tree::at(change, &format!("{add}.id"))),
            tree::ids(tree::at(change, &format!("{remove}.id"))),
        );
        let mut after: Vec<i64> = before.iter().copied().filter(|id| !removed.contains(id)).collect();
        for id in added {
            if !after.contains(&id) {
                after.push(id);
            }
        }
        came |= after.iter().any(|id| !before.contains(id));
        went |= before.iter().any(|id| !after.contains(id));
        tree::put(&mut task, &path, after);
    }
    tree::put(&mut task, "changed", call.timestamp());
    call.store.save(&TASK, &task)?;
    for (happened, kind) in [(came, "WORKEREMPLOYED"), (went, "WORKERUNEMPLOYED")] {
        if happened {
            history::log(call, &history::of_task(&task), kind)?;
        }
    }
    Ok(identifier(&task))
}
