//! The contents of a new store: a few invented objects of each kind, in `seed.json`.
//!
//! Identifier, number and `userid` of an object differ, so that mixing them up shows.

use super::{Begun, StoreError};
use crate::object_kind::CALLER;
use crate::object_kind::{self, ObjectKind};
use crate::{dates, tree};
use planfix_api::jiff::civil::DateTime;
use serde_json::Value;

const WRONG: StoreError = StoreError::Inconsistent("the built-in objects cannot be read");

/// The placeholder for the current time.
const NOW: &str = "now";

/// The contents of a new store.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contents {
    /// The time at which its objects were created.
    pub(crate) now: DateTime,
    /// True if it has only the objects that no method creates and others need.
    pub(crate) empty: bool,
}

#[cfg(test)]
impl Contents {
    /// The contents for trying things out.
    pub(crate) const fn demo(now: DateTime) -> Self {
        Self { now, empty: false }
    }
}

/// Returns the object of an empty store, if it has this one.
fn bare(kind: &ObjectKind, mut object: Value) -> Option<Value> {
    match kind.name {
        "phoneType" | "process" => Some(object),
        "user" if tree::int(tree::at(&object, "id")) == Some(CALLER) => {
            // These are missing.
            tree::take(&mut object, "post");
            tree::take(&mut object, "userGroups");
            Some(object)
        }
        _ => None,
    }
}

pub(super) fn fill(store: &Begun<'_>, contents: Contents) -> Result<(), StoreError> {
    let now = Value::from(dates::written(contents.now));
    let mut seed: Value = serde_json::from_str(include_str!("seed.json")).map_err(|_| WRONG)?;
    for kind in object_kind::ALL {
        let objects = seed.get_mut(kind.name).map_or(Value::Null, Value::take);
        let objects = objects.as_array().cloned().unwrap_or_default();
        let chosen = objects.into_iter().filter_map(|object| match contents.empty {
            true => bare(kind, object),
            false => Some(object),
        });
        for mut object in chosen {
            for value in object.as_object_mut().into_iter().flat_map(|map| map.values_mut()) {
                if value == NOW {
                    value.clone_from(&now);
                }
            }
            let content = tree::take(&mut object, "content");
            store.save(kind, &object)?;
            let number = |element: &str| tree::int(tree::at(&object, element)).unwrap_or_default();
            store.reserve(kind.name, number(kind.key))?;
            store.reserve(&format!("{}.general", kind.name), number("general"))?;
            match kind.name {
                "contact" => store.reserve("userid", number("userid"))?,
                "file" => {
                    store.reserve("file.number", number("id"))?;
                    if let Some(text) = content.as_str() {
                        store.save_content(number(kind.key), text.as_bytes())?;
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Adds contacts, tasks and comments on tasks, modeled on the first ones. Their texts and times differ, and they are
/// spread over all people, projects and tasks.
pub(super) fn multiply(store: &Begun<'_>, each: u32) -> Result<(), StoreError> {
    let first = |kind| store.get(kind, 1)?.ok_or(WRONG);
    let (contact, task, comment) = (
        first(&object_kind::CONTACT)?,
        first(&object_kind::TASK)?,
        first(&object_kind::ACTION)?,
    );
    for number in 1..=i64::from(each) {
        let (day, minute) = (number % 28 + 1, number % 60);
        let mut contact = contact.clone();
        tree::put(&mut contact, "id", store.next(object_kind::CONTACT.name)?);
        tree::put(&mut contact, "userid", store.next("userid")?);
        tree::put(&mut contact, "general", store.next("contact.general")?);
        tree::put(&mut contact, "name", format!("Контакт {number}"));
        let address = format!("contact.{number}@example.com");
        tree::put(&mut contact, "email", address.clone());
        tree::put(&mut contact, "user.login", format!("contact.{number}"));
        tree::put(&mut contact, "user.email", address);
        tree::put(
            &mut contact,
            "birthdate",
            format!("{}-{:02}-{day:02}", 1950 + number % 50, number % 12 + 1),
        );
        store.write(&object_kind::CONTACT, &contact)?;
        let mut task = task.clone();
        let id = store.next(object_kind::TASK.name)?;
        tree::put(&mut task, "id", id);
        tree::put(&mut task, "general", store.next("task.general")?);
        tree::put(&mut task, "title", format!("Задача {number}"));
        tree::put(&mut task, "owner.id", number % 3 + 1);
        tree::put(&mut task, "project.id", number % 2 + 1);
        tree::put(&mut task, "status", number % 7 + 1);
        tree::put(&mut task, "endTime", format!("2099-12-{day:02}T18:{minute:02}"));
        store.write(&object_kind::TASK, &task)?;
        let mut comment = comment.clone();
        tree::put(&mut comment, "id", store.next(object_kind::ACTION.name)?);
        tree::put(&mut comment, "task.id", if number % 2 == 0 { 1 } else { id });
        tree::put(&mut comment, "dateTime", format!("2026-01-{day:02}T12:{minute:02}"));
        store.write(&object_kind::ACTION, &comment)?;
    }
    store.index_all()
}
