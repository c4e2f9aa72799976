//! The properties of objects that lists and look-ups ask about. The store keeps them in an index, so that a list reads
//! only the objects that it shows.

mod content;
mod people;
mod work;

pub(crate) use content::{ACTION, FILE, RECORD, home, is_comment};
pub(crate) use people::{CONTACT, USER, USER_GROUP, class_of_contact, label};
pub(crate) use work::{ACCEPTED, ACTIVE, PARTICIPANTS, PROJECT, TASK, end, is_active, is_template};

use crate::{dates, tree};
use serde_json::Value;
use std::borrow::Cow;

/// The element with the values of custom fields.
pub(crate) const CUSTOM_DATA: &str = "customData";

/// The class of an object within its kind, such as template. Every kind with lists has this property, and every object
/// a value of it.
pub(crate) const CLASS: &str = "class";

/// A property of a kind of object.
#[derive(Debug)]
pub(crate) struct Property {
    /// The path in the object, or a name for a computed property.
    pub(crate) name: &'static str,
    has: Has,
}

/// The kind of a property, which tells how its keys are made from an object.
#[derive(Debug)]
enum Has {
    /// An integer, or each integer of a list.
    Int,
    /// A text in lower case. The path may lead through lists.
    Text,
    /// A text as it is stored.
    Word,
    /// A date, with or without a time, in seconds.
    Time,
    /// 1 if the value is true.
    Flag,
    /// 1 if there is a value.
    Some,
    /// The keys that a function returns for the object.
    Made(fn(&Value) -> Vec<Key>),
}

/// A value in the index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Int(i64),
    Text(String),
    /// Two numbers, ordered by the first, then by the second.
    Pair(i64, i64),
}

impl Key {
    /// The lower bound of all keys.
    pub(crate) const FIRST: Self = Self::Int(i64::MIN);
    /// The upper bound of all keys.
    pub(crate) const LAST: Self = Self::Pair(i64::MAX, i64::MAX);

    /// Returns the bounds of all pairs that begin with a number.
    pub(crate) const fn pairs_of(number: i64) -> (Self, Self) {
        (Self::Pair(number, i64::MIN), Self::Pair(number, i64::MAX))
    }
}

/// Returns every key of an object with its property, sorted, without duplicates.
pub(crate) fn keys(properties: &'static [Property], object: &Value) -> Vec<(Cow<'static, str>, Key)> {
    let mut keys = Vec::new();
    for property in properties {
        keys.extend(property.keys(object).into_iter().map(|key| (property.name.into(), key)));
    }
    if !properties.is_empty() {
        for (field, value) in tree::at(object, CUSTOM_DATA).as_object().into_iter().flatten() {
            keys.extend(tree::text(value).map(|text| (custom(field).into(), Key::Text(text.to_owned()))));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Returns the name of the property of a custom field, whose key is the value as it is stored.
pub(crate) fn custom(field: impl std::fmt::Display) -> String {
    format!("{CUSTOM_DATA}.{field}")
}

/// Returns true if there is such a property.
pub(crate) fn is_one(properties: &'static [Property], name: &str) -> bool {
    let is_custom = name.strip_prefix(CUSTOM_DATA).is_some_and(|rest| rest.starts_with('.'));
    properties.iter().any(|property| property.name == name) || (is_custom && !properties.is_empty())
}

impl Property {
    fn keys(&self, object: &Value) -> Vec<Key> {
        let value = || tree::at(object, self.name);
        let yes = |is: bool| if is { vec![Key::Int(1)] } else { Vec::new() };
        match self.has {
            Has::Int => match value() {
                Value::Array(list) => list.iter().filter_map(tree::int).map(Key::Int).collect(),
                one => tree::int(one).map(Key::Int).into_iter().collect(),
            },
            Has::Text => {
                let mut texts = Vec::new();
                lowercase(object, self.name, &mut texts);
                texts
            }
            Has::Word => words(tree::text(value())),
            Has::Time => dates::read(value())
                .map(dates::seconds)
                .map(Key::Int)
                .into_iter()
                .collect(),
            Has::Flag => yes(tree::yes(value())),
            Has::Some => yes(!value().is_null()),
            Has::Made(make) => make(object),
        }
    }
}

fn words(text: Option<&str>) -> Vec<Key> {
    text.map(|text| Key::Text(text.to_owned())).into_iter().collect()
}

/// Collects every text at a path, which may lead through lists.
fn lowercase(value: &Value, path: &str, texts: &mut Vec<Key>) {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    match (value, value.get(name), rest) {
        (Value::Array(list), _, _) => list.iter().for_each(|item| lowercase(item, path, texts)),
        (_, Some(inner), Some(rest)) => lowercase(inner, rest, texts),
        (_, Some(Value::Array(list)), None) => {
            texts.extend(
                list.iter()
                    .filter_map(tree::text)
                    .map(|text| Key::Text(text.to_lowercase())),
            );
        }
        (_, Some(text), None) => texts.extend(tree::text(text).map(|text| Key::Text(text.to_lowercase()))),
        (_, None, _) => {}
    }
}

const fn int(name: &'static str) -> Property {
    Property { name, has: Has::Int }
}

const fn text(name: &'static str) -> Property {
    Property { name, has: Has::Text }
}

const fn word(name: &'static str) -> Property {
    Property { name, has: Has::Word }
}

const fn time_at(name: &'static str) -> Property {
    Property { name, has: Has::Time }
}

const fn flag(name: &'static str) -> Property {
    Property { name, has: Has::Flag }
}

const fn some(name: &'static str) -> Property {
    Property { name, has: Has::Some }
}

const fn made(name: &'static str, make: fn(&Value) -> Vec<Key>) -> Property {
    Property {
        name,
        has: Has::Made(make),
    }
}

/// For kinds with few objects, and those that are read by identifier only.
pub(crate) const NONE: &[Property] = &[];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_found_through_lists_and_each_once() {
        let contact = json!({
            "name": "АННА",
            "phones": { "phone": [{ "number": "+7 A" }, { "number": "+7 A" }, {}] },
            "customData": { "101": "Gold", "102": "" },
        });
        let keys = keys(CONTACT, &contact);
        let at = |property: &str| {
            keys.iter()
                .filter(|(name, _)| name == property)
                .map(|(_, key)| key)
                .collect::<Vec<_>>()
        };
        assert_eq!(at("name"), [&Key::Text("анна".into())]);
        assert_eq!(at("phones.phone.number"), [&Key::Text("+7 a".into())]);
        assert_eq!(at("customData.101"), [&Key::Text("Gold".into())]);
        assert_eq!(at("customData.102"), [&Key::FIRST; 0]);
    }
}
