//! The methods of employees.

use super::people;
use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::ids::Ids;
use crate::object_kind::{By, CONTACT, ObjectKind, PROJECT, USER, USER_GROUP};
use crate::paging::{self, Unpaged};
use crate::patch::{elements_of, patch};
use crate::property::{CLASS, PARTICIPANTS, label};
use crate::store::Term;
use crate::{answer, filter, references, tree};
use serde_json::{Value, json};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

const ELEMENT: &str = "user";

fn named(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    call.named(&USER, ELEMENT, tree::at(request, ELEMENT))
}

pub(crate) fn add(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
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
    change(call, request, &mut user)?;
    call.store.save(&USER, &user)?;
    Ok(json!({ "user": { "id": id } }))
}

/// Returns a new identifier that is not the `userid` of a contact.
fn free_id(call: &Call<'_>) -> Result<i64, Failure> {
    loop {
        let id = call.store.next(USER.name)?;
        if !references::exists(call.store, &CONTACT, By::UserId, id)? {
            return Ok(id);
        }
    }
}

pub(crate) fn update(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut user = named(call, request)?;
    change(call, request, &mut user)?;
    call.store.save(&USER, &user)?;
    Ok(json!({ "user": { "id": tree::at(&user, "id") } }))
}

/// Applies a request to an employee. A password is not stored, and of a picture only its address.
fn change(call: &Call<'_>, request: &Value, user: &mut Value) -> Result<(), Failure> {
    let mut sent = tree::at(request, ELEMENT).clone();
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
        let found = call.store.ids(&USER, Term::word("email", &email.to_lowercase()))?;
        if call.store.objects(&USER, found.iter())?.iter().any(is_it) {
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

/// user.get: the caller, if the request has no identifier.
pub(crate) fn get(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let sent = tree::at(request, ELEMENT);
    let is_named = !tree::at(sent, "id").is_null() || !tree::at(sent, "general").is_null();
    let user = if is_named {
        named(call, request)?
    } else {
        call.named(&USER, ELEMENT, &json!({ "id": CALLER }))?
    };
    answer::one(call, &user)
}

/// user.changeStatus: without a status, it is toggled.
pub(crate) fn change_status(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut user = named(call, request)?;
    let present = tree::at(&user, "status").as_str();
    let opposite = if present == Some("ACTIVE") {
        "UNACTIVE"
    } else {
        "ACTIVE"
    };
    let status = tree::text(tree::at(request, "user.status"))
        .unwrap_or(opposite)
        .to_owned();
    tree::put(&mut user, "status", status.as_str());
    call.store.save(&USER, &user)?;
    Ok(json!({ "user": { "id": tree::at(&user, "id"), "status": status } }))
}

/// user.updateGroupMembership: a group in both lists stays.
pub(crate) fn update_membership(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut user = named(call, request)?;
    let removed = tree::ids(tree::at(request, "user.delUserGroup.id"));
    let mut groups = tree::ids(tree::at(&user, "userGroups.id"));
    groups.retain(|group| !removed.contains(group));
    for group in tree::ids(tree::at(request, "user.addUserGroup.id")) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    tree::put(&mut user, "userGroups", json!({ "id": groups }));
    call.store.save(&USER, &user)?;
    Ok(json!({ "user": { "id": tree::at(&user, "id") } }))
}

pub(crate) fn list(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let conditions = filter::conditions(call, &USER, request)?;
    let group = tree::id(tree::at(request, "userGroup.id"));
    // As the vendor says, the status is ignored if a group is given.
    let status = tree::text(tree::at(request, "status")).filter(|_| group.is_none());
    let online = tree::yes(tree::at(request, "onlyOnline"));
    let mut terms = vec![Term::some(CLASS)];
    terms.extend(status.map(|status| Term::word("status", status)));
    terms.extend(group.map(|group| Term::is("userGroups.id", group)));
    terms.extend(online.then(|| Term::some("isOnline")));
    terms.extend(conditions);
    let found = call.store.ids(&USER, Term::All(terms))?;
    match tree::text(tree::at(request, "sortType")) {
        Some(word) => {
            let sorted = sort(call, word, &found)?;
            paging::page(call, request, &USER, sorted, Unpaged::First, |_| Ok(()))
        }
        None => paging::page(call, request, &USER, found.iter(), Unpaged::First, |_| Ok(())),
    }
}

fn sort(call: &Call<'_>, word: &str, found: &Ids) -> Result<Vec<i64>, Failure> {
    let (name, descends) = paging::order(word);
    let property = match name {
        "GROUP" | "PROJECTS" => {
            let labels = if name == "GROUP" {
                let own = call.store.pairs(&USER, "userGroups.id", found)?;
                first_labels(call, &USER_GROUP, own)?
            } else {
                let projects = call.store.ids(&PROJECT, Term::some(CLASS))?;
                let mut own = Vec::new();
                for property in PARTICIPANTS {
                    let people = call.store.pairs(&PROJECT, property, &projects)?.into_iter();
                    own.extend(
                        people
                            .map(|(user, project)| (project, user))
                            .filter(|(_, user)| found.contains(*user)),
                    );
                }
                first_labels(call, &PROJECT, own)?
            };
            return Ok(paging::sort(found.iter(), labels, descends));
        }
        // `UNACTIVE` sorts before `ACTIVE`, as no before yes.
        "ISACTIVE" => "isActive",
        "ROLE" => "role",
        _ => "label",
    };
    Ok(paging::sort(
        found.iter(),
        call.store.ranked(&USER, property, found)?,
        descends,
    ))
}

/// Returns for each user the first name of the objects that refer to it, in lower case. The pairs are of object and
/// user.
fn first_labels(call: &Call<'_>, kind: &ObjectKind, pairs: Vec<(i64, i64)>) -> Result<Vec<(String, i64)>, Failure> {
    let mut users: BTreeMap<i64, String> = BTreeMap::new();
    let mut labels: HashMap<i64, Option<String>> = HashMap::new();
    for (object, user) in pairs {
        let label = match labels.entry(object) {
            Entry::Occupied(label) => label.into_mut(),
            Entry::Vacant(none) => none.insert(call.store.get(kind, object)?.as_ref().and_then(label)),
        };
        if let Some(label) = label {
            let first = users.entry(user).or_insert_with(|| label.clone());
            if *label < *first {
                first.clone_from(label);
            }
        }
    }
    Ok(users
        .into_iter()
        .map(|(user, label)| (label.to_lowercase(), user))
        .collect())
}
