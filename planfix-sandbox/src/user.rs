//! The methods of employees.

use crate::behaviour::{CALLER, Call};
use crate::failure::Failure;
use crate::kind::{By as Named, CONTACT, PROJECT, USER, USER_GROUP};
use crate::list::{self as lists, By, Unpaged};
use crate::request::{elements_of, patch};
use crate::{answer, filter, people, references, task, tree};
use serde_json::{Value, json};

const ELEMENT: &str = "user";

fn named(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    call.named(&USER, ELEMENT, tree::at(said, ELEMENT))
}

pub(crate) fn add(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let id = free_id(call)?;
    let mut user = json!({
        "id": id,
        "general": call.store.next("user.general")?,
        "role": "USER",
        "status": "ACTIVE",
        "isInvisibleOutOfGroup": false,
        "isBlindOutOfGroup": false,
        "isOnline": false,
        "timezone": "UTC",
    });
    change(call, said, &mut user)?;
    call.store.save(&USER, &user)?;
    Ok(json!({ "user": { "id": id } }))
}

/// An identifier that no contact has as its `userid`.
fn free_id(call: &Call<'_>) -> Result<i64, Failure> {
    loop {
        let id = call.store.next(USER.name)?;
        if !references::exists(call.store, &CONTACT, Named::UserId, id)? {
            return Ok(id);
        }
    }
}

pub(crate) fn update(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut user = named(call, said)?;
    change(call, said, &mut user)?;
    call.store.save(&USER, &user)?;
    Ok(json!({ "user": { "id": tree::at(&user, "id") } }))
}

/// What the request sets and clears. A password is taken and not kept; of a picture only its address is.
fn change(call: &Call<'_>, said: &Value, user: &mut Value) -> Result<(), Failure> {
    let mut sent = tree::at(said, ELEMENT).clone();
    tree::take(&mut sent, "password");
    let id = tree::at(user, "id").clone();
    if sent.get("userPic").is_some_and(Value::is_string) {
        tree::put(&mut sent, "userPic", format!("https://sandbox.invalid/pictures/{id}"));
    }
    patch(elements_of(call.method.request, ELEMENT), &sent, user);
    people::phones(call, ELEMENT, user)?;
    let email = tree::at(&sent, "email");
    if tree::text(email).is_some_and(|email| !email.contains('@')) {
        call.fault("0015", "user.email: not an e-mail address");
    }
    if let Some(email) = tree::text(email) {
        let is_it = |other: &Value| {
            let found = tree::at(other, "email").as_str();
            tree::at(other, "id") != &id && found.is_some_and(|found| found.eq_ignore_ascii_case(email))
        };
        if call.store.all(&USER)?.iter().any(is_it) {
            call.fault("6002", "user.email: another employee has this address");
        }
        if tree::at(user, "login").is_null() {
            tree::put(user, "login", email);
        }
    }
    for (name, default) in [("role", "USER"), ("status", "ACTIVE")] {
        if tree::at(user, name).is_null() {
            tree::put(user, name, default);
        }
    }
    Ok(())
}

/// The employee that the request names; without an identifier the caller.
pub(crate) fn get(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let sent = tree::at(said, ELEMENT);
    let is_named = !tree::at(sent, "id").is_null() || !tree::at(sent, "general").is_null();
    let user = if is_named {
        named(call, said)?
    } else {
        call.named(&USER, ELEMENT, &json!({ "id": CALLER }))?
    };
    answer::one(call, &user)
}

/// Gives the status of the request; without one the opposite of the present one.
pub(crate) fn change_status(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut user = named(call, said)?;
    let present = tree::at(&user, "status").as_str();
    let opposite = if present == Some("ACTIVE") {
        "UNACTIVE"
    } else {
        "ACTIVE"
    };
    let status = tree::text(tree::at(said, "user.status")).unwrap_or(opposite).to_owned();
    tree::put(&mut user, "status", status.as_str());
    call.store.save(&USER, &user)?;
    Ok(json!({ "user": { "id": tree::at(&user, "id"), "status": status } }))
}

/// Groups that are added and removed; a group in both lists stays.
pub(crate) fn update_membership(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut user = named(call, said)?;
    let removed = tree::ids(tree::at(said, "user.delUserGroup.id"));
    let mut groups = tree::ids(tree::at(&user, "userGroups.id"));
    groups.retain(|group| !removed.contains(group));
    for group in tree::ids(tree::at(said, "user.addUserGroup.id")) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    tree::put(&mut user, "userGroups", json!({ "id": groups }));
    call.store.save(&USER, &user)?;
    Ok(json!({ "user": { "id": tree::at(&user, "id") } }))
}

pub(crate) fn list(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let conditions = filter::conditions(call, &USER, said)?;
    let group = tree::id(tree::at(said, "userGroup.id"));
    // The vendor: the status does not count where a group is given.
    let status = tree::text(tree::at(said, "status")).filter(|_| group.is_none());
    let online = tree::yes(tree::at(said, "onlyOnline"));
    let mut users = call.store.all(&USER)?;
    users.retain(|user| {
        status.is_none_or(|status| tree::at(user, "status").as_str() == Some(status))
            && group.is_none_or(|group| tree::ids(tree::at(user, "userGroups.id")).contains(&group))
            && (!online || tree::yes(tree::at(user, "isOnline")))
            && conditions.iter().all(|holds| holds(user))
    });
    if let Some(word) = tree::text(tree::at(said, "sortType")) {
        sort(call, word, &mut users)?;
    }
    lists::page(call, said, users, Unpaged::First, |_| Ok(()))
}

fn sort(call: &Call<'_>, word: &str, users: &mut [Value]) -> Result<(), Failure> {
    let (name, descends) = lists::order(word);
    let (groups, projects) = (call.store.all(&USER_GROUP)?, call.store.all(&PROJECT)?);
    let key = |user: &Value| -> Option<String> {
        match name {
            "GROUP" => {
                let own = tree::ids(tree::at(user, "userGroups.id"));
                let names = groups
                    .iter()
                    .filter(|group| tree::int(tree::at(group, "id")).is_some_and(|id| own.contains(&id)));
                names.filter_map(references::label).min()
            }
            "PROJECTS" => {
                let id = tree::int(tree::at(user, "id"))?;
                let own = projects
                    .iter()
                    .filter(|project| task::participants(project).contains(&id));
                own.filter_map(references::label).min()
            }
            // `UNACTIVE` before `ACTIVE`, as no before yes.
            "ISACTIVE" => Some(i32::from(tree::at(user, "status").as_str() == Some("ACTIVE")).to_string()),
            "ROLE" => tree::text(tree::at(user, "role")).map(str::to_owned),
            _ => references::label(user),
        }
    };
    lists::sort(users, &By::Text(&key), descends);
    Ok(())
}
