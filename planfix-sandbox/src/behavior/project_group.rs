//! The order of the groups of projects. A group that was moved, or was there at a move, has its place in `place`; newer
//! groups come after these.

use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::PROJECT_GROUP;
use crate::{answer, tree};
use serde_json::{Value, json};

fn sorted(call: &Call<'_>) -> Result<Vec<Value>, Failure> {
    let mut groups = call.store.all(&PROJECT_GROUP)?;
    groups.sort_by_key(|group| tree::int(tree::at(group, "place")).unwrap_or(i64::MAX));
    Ok(groups)
}

/// projectGroup.getList.
pub(crate) fn list(call: &Call<'_>, _: &Value) -> Result<Value, Failure> {
    let groups = sorted(call)?;
    answer::list(call, groups.len(), &groups)
}

/// projectGroup.move: a group that is to come after itself stays where it is.
pub(crate) fn relocate(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let id = |path| tree::int(tree::at(request, path)).unwrap_or_default();
    let (moved, after) = (id("move.projectGroup.id"), id("after.projectGroup.id"));
    let is = |group: &Value, id| tree::int(tree::at(group, "id")) == Some(id);
    let groups = sorted(call)?;
    // A missing group has been reported with the references.
    let own = groups.iter().find(|group| is(group, moved)).cloned();
    if let Some(own) = own.filter(|_| moved != after) {
        let mut place = 0;
        for group in groups.into_iter().filter(|group| !is(group, moved)) {
            let is_before = is(&group, after);
            save(call, group, &mut place)?;
            if is_before {
                save(call, own.clone(), &mut place)?;
            }
        }
    }
    Ok(json!({ "projectGroup": { "id": moved } }))
}

/// Stores a group at the next place.
fn save(call: &Call<'_>, mut group: Value, place: &mut i64) -> Result<(), Failure> {
    *place += 1;
    tree::put(&mut group, "place", *place);
    Ok(call.store.save(&PROJECT_GROUP, &group)?)
}
