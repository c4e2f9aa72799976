//! The methods of groups that have only a name: of projects, and of employees.

use crate::answer;
use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{ObjectKind, USER, USER_GROUP};
use crate::paging::{self, Unpaged};
use crate::property::{CLASS, Key};
use crate::store::Term;
use crate::tree;
use serde_json::{Value, json};

/// Creates a group. The element has the name of the kind.
pub(crate) fn add(call: &Call<'_>, request: &Value, kind: &'static ObjectKind) -> Result<Value, Failure> {
    let id = call.store.next(kind.name)?;
    let name = tree::at(tree::at(request, kind.name), "name");
    call.store.save(kind, &json!({ "id": id, "name": name }))?;
    Ok(json!({ kind.name: { "id": id } }))
}

pub(crate) fn get(call: &Call<'_>, request: &Value, kind: &'static ObjectKind) -> Result<Value, Failure> {
    let mut group = call.named(kind, kind.name, tree::at(request, kind.name))?;
    count(call, &mut group)?;
    answer::one(call, &group)
}

/// Renames a group.
pub(crate) fn update(call: &Call<'_>, request: &Value, kind: &'static ObjectKind) -> Result<Value, Failure> {
    let sent = tree::at(request, kind.name);
    let mut group = call.named(kind, kind.name, sent)?;
    tree::put(&mut group, "name", tree::at(sent, "name").clone());
    call.store.save(kind, &group)?;
    Ok(json!({ kind.name: { "id": tree::at(&group, "id") } }))
}

/// userGroup.getList.
pub(crate) fn users(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let groups = call.store.ids(&USER_GROUP, Term::some(CLASS))?;
    let sorted = match tree::text(tree::at(request, "sortType")).map(paging::order) {
        Some(("USERCOUNT", descends)) => {
            let counts: Result<Vec<_>, Failure> = groups.iter().map(|id| Ok((members(call, id)?, id))).collect();
            paging::sort(groups.iter(), counts?, descends)
        }
        Some((_, descends)) => {
            let ranked = call.store.ranked(&USER_GROUP, "name", &groups)?;
            paging::sort(groups.iter(), ranked, descends)
        }
        None => groups.iter().collect(),
    };
    paging::page(call, request, &USER_GROUP, sorted, Unpaged::First, |group| {
        count(call, group)
    })
}

/// userGroup.getHeads.
pub(crate) fn heads(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let group = call.named(&USER_GROUP, USER_GROUP.name, tree::at(request, USER_GROUP.name))?;
    let heads = call.store.objects(&USER, tree::ids(tree::at(&group, "heads.id")))?;
    answer::list(call, heads.len(), &heads)
}

/// Adds the number of employees. Groups of projects have no such element, and the answer drops it.
fn count(call: &Call<'_>, group: &mut Value) -> Result<(), Failure> {
    let Some(id) = tree::int(tree::at(group, "id")) else {
        return Ok(());
    };
    tree::put(group, "userCount", tree::count(members(call, id)?));
    Ok(())
}

fn members(call: &Call<'_>, group: i64) -> Result<usize, Failure> {
    Ok(call.store.count(&USER, "userGroups.id", Key::Int(group))?)
}
