//! What a fresh store holds: a few invented objects of each kind, in `seed.json`.
//!
//! Identifier, number and user identifier of a contact or a task differ, so that mixing them up shows.

use super::{Begun, StoreError};
use crate::kind;
use crate::tree;
use planfix_api::jiff::civil::DateTime;
use serde_json::Value;

const WRONG: StoreError = StoreError::Inconsistent("the sample objects of the program are damaged");

/// What stands for the present time.
const NOW: &str = "now";

pub(super) fn fill(store: &Begun<'_>, now: DateTime) -> Result<(), StoreError> {
    let (date, time) = (now.date(), now.time());
    let now = Value::from(format!("{date}T{:02}:{:02}", time.hour(), time.minute()));
    let mut seed: Value = serde_json::from_str(include_str!("seed.json")).map_err(|_| WRONG)?;
    for kind in kind::ALL {
        let objects = seed.get_mut(kind.name).map_or(Value::Null, Value::take);
        for mut object in objects.as_array().cloned().unwrap_or_default() {
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
