//! Several tasks by their identifiers and numbers.

use super::show;
use crate::answer;
use crate::call::Call;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::object_kind::TASK;
use crate::tree;
use serde_json::Value;

/// task.getMulti: each task once, those by identifier first.
pub(crate) fn get_several(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let sent = tree::at(request, "tasks");
    let (mut seen, mut tasks) = (Ids::default(), Vec::new());
    for &(name, by) in TASK.selectors {
        for id in tree::ids(tree::at(sent, name)) {
            // A missing one has been reported with the references.
            let Some(mut task) = call.store.find(&TASK, by, id)? else {
                continue;
            };
            let id = tree::int(tree::at(&task, "id")).unwrap_or_default();
            if !seen.contains(id) {
                seen.insert(id);
                show(call, &mut task)?;
                tasks.push(task);
            }
        }
    }
    answer::list(call, tasks.len(), &tasks)
}
