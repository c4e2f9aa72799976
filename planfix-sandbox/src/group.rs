//! Groups that have a name alone: those of projects and of employees.

use crate::answer;
use crate::behaviour::Call;
use crate::failure::Failure;
use crate::kind::{Kind, USER, USER_GROUP};
use crate::list::{self as lists, By, Unpaged};
use crate::tree;
use serde_json::{Value, json};

/// Creates one. Elements and kinds of groups have the same names.
pub(crate) fn add(call: &Call<'_>, said: &Value, kind: &'static Kind) -> Result<Value, Failure> {
    let id = call.store.next(kind.name)?;
    let name = tree::at(tree::at(said, kind.name), "name");
    call.store.save(kind, &json!({ "id": id, "name": name }))?;
    Ok(json!({ kind.name: { "id": id } }))
}

pub(crate) fn get(call: &Call<'_>, said: &Value, kind: &'static Kind) -> Result<Value, Failure> {
    let mut group = call.named(kind, kind.name, tree::at(said, kind.name))?;
    count(call, &mut group)?;
    answer::one(call, &group)
}

/// Renames one.
pub(crate) fn update(call: &Call<'_>, said: &Value, kind: &'static Kind) -> Result<Value, Failure> {
    let sent = tree::at(said, kind.name);
    let mut group = call.named(kind, kind.name, sent)?;
    tree::put(&mut group, "name", tree::at(sent, "name").clone());
    call.store.save(kind, &group)?;
    Ok(json!({ kind.name: { "id": tree::at(&group, "id") } }))
}

/// userGroup.getList.
pub(crate) fn users(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut groups = call.store.all(&USER_GROUP)?;
    for group in &mut groups {
        count(call, group)?;
    }
    if let Some(word) = tree::text(tree::at(said, "sortType")) {
        let (name, descends) = lists::order(word);
        if name == "USERCOUNT" {
            lists::sort(
                &mut groups,
                &By::Number(&|group| tree::int(tree::at(group, "userCount"))),
                descends,
            );
        } else {
            let name = |group: &Value| tree::text(tree::at(group, "name")).map(str::to_owned);
            lists::sort(&mut groups, &By::Text(&name), descends);
        }
    }
    lists::page(call, said, groups, Unpaged::First, |_| Ok(()))
}

/// Adds how many employees are in a group; the groups of projects have no such element.
fn count(call: &Call<'_>, group: &mut Value) -> Result<(), Failure> {
    let Some(id) = tree::int(tree::at(group, "id")) else {
        return Ok(());
    };
    let users = call.store.all(&USER)?;
    let members = users
        .iter()
        .filter(|user| tree::ids(tree::at(user, "userGroups.id")).contains(&id));
    tree::put(group, "userCount", tree::count(members.count()));
    Ok(())
}
