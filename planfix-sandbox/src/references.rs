//! Checks that every object that a request refers to exists. Each identifier is looked up by its type. The message
//! names all that are missing, and the first determines the code.
//!
//! | refers to | code |
//! |---|---|
//! | task | 3001 |
//! | project | 2001; as the project of a task 3003 |
//! | contact | 8002 |
//! | employee, or contact by its `userid` | 6004 |
//! | group of employees | 5001; in a method of employees 6006 |
//! | action | 4002 |
//! | file | 9002 |
//! | analytics | 10002; in an action 4010 |
//! | directory, record of a directory | 0101; of analytics 10004, in an action 4015 |
//! | anything else: a group, a template, a job title, a process, a type of telephones, a custom field | 0015 |

use crate::call::Call;
use crate::object_kind::{self, By, CONTACT, ObjectKind, USER};
use crate::store::{Begun, StoreError};
use planfix_api::record::{Record, View};
use planfix_api::walk::leaves;
use serde_json::Value;

/// Notes every reference to a missing object. The object that the request is about is looked up where it is read, and
/// records of directories where the directory is known.
pub(crate) fn check(call: &Call<'_>, record: &dyn Record) -> Result<(), StoreError> {
    let mut found = Vec::new();
    leaves(record, &mut |leaf| {
        if let (View::Int(id), Some((kind, by))) = (leaf.view, object_kind::of_type(leaf.kind)) {
            found.push((leaf.path.to_owned(), kind, by, id, leaf.is_item));
        }
    });
    for (path, kind, by, id, is_item) in found {
        let (above, name) = path.rsplit_once('.').unwrap_or(("", &path));
        let is_selector = matches!(name, "id" | "general" | "userid" | "uniqueId");
        let is_own = is_selector && above == call.method.group();
        // Zero means no object, a template has its own rules, and custom fields belong to a kind of object.
        let is_none = id == 0 && !is_item;
        if is_own
            || is_none
            || name == "template"
            || kind.name == object_kind::FIELD.name
            || path.starts_with("filters.")
        {
            continue;
        }
        if exists(call.store, kind, by, id)? {
            continue;
        }
        let noun = match (kind.name, by) {
            ("contact", By::General) => "contact with the number",
            ("task", By::General) => "task with the number",
            ("user", _) => "employee, and no contact with the userid,",
            _ => kind.noun,
        };
        call.fault(
            code(kind, call.method.group(), &path),
            format!("{path}: there is no {noun} {id}"),
        );
    }
    Ok(())
}

fn code(kind: &ObjectKind, group: &str, path: &str) -> &'static str {
    match (kind.name, group) {
        ("project", "task") if path == "task.project.id" => "3003",
        ("userGroup", "user") => "6006",
        ("analytic", "action") => "4010",
        ("handbook", "analitic") => "10004",
        _ => kind.unknown,
    }
}

/// Returns true if there is such an object.
pub(crate) fn exists(store: &Begun<'_>, kind: &ObjectKind, by: By, id: i64) -> Result<bool, StoreError> {
    Ok(referred(store, kind, by, id)?.is_some())
}

/// Finds the object that a reference names. A reference to an employee may also name a contact by its `userid`.
pub(crate) fn referred(store: &Begun<'_>, kind: &ObjectKind, by: By, id: i64) -> Result<Option<Value>, StoreError> {
    if kind.name != USER.name || by != By::UserId {
        return store.find(kind, by, id);
    }
    match store.get(&USER, id)? {
        Some(user) => Ok(Some(user)),
        None => store.find(&CONTACT, By::UserId, id),
    }
}
