//! The places of objects that lists and look-ups ask about. The store keeps what an object has there in an
//! index, so that no list reads the objects themselves but those that it shows.

use crate::request::CUSTOM_DATA;
use crate::{action, filter, references, task, tree};
use planfix_api::jiff::SignedDuration;
use planfix_api::jiff::civil::{DateTime, date};
use serde_json::Value;
use std::borrow::Cow;

/// Which class of its kind an object is: every kind with lists has this place, and every object a value there.
pub(crate) const CLASS: &str = "class";

/// A place of a kind of object.
#[derive(Debug)]
pub(crate) struct Place {
    /// The path in the object, or a name for what is computed.
    pub(crate) name: &'static str,
    has: Has,
}

/// What an object has at a place.
#[derive(Debug)]
enum Has {
    /// An integer, or each of a list of them.
    Int,
    /// A text in lower case; the path may go through lists.
    Text,
    /// A word as it is written.
    Word,
    /// A date with or without a time, in seconds.
    Time,
    /// 1 where the value says yes.
    Flag,
    /// 1 where there is any value.
    Some,
    /// What a function makes of the object.
    Made(fn(&Value) -> Vec<Key>),
}

/// What an index keeps of an object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Int(i64),
    Text(String),
    /// In the order of the first, then of the second.
    Pair(i64, i64),
}

impl Key {
    /// Before every other key, and after every other.
    pub(crate) const FIRST: Self = Self::Int(i64::MIN);
    pub(crate) const LAST: Self = Self::Pair(i64::MAX, i64::MAX);

    /// The first and the last pair that begins with a number.
    pub(crate) const fn pairs_of(number: i64) -> (Self, Self) {
        (Self::Pair(number, i64::MIN), Self::Pair(number, i64::MAX))
    }
}

/// The whole seconds of a time since 1970, which no zone moves.
pub(crate) fn seconds(at: DateTime) -> i64 {
    let since = at.duration_since(EPOCH);
    since.as_secs() - i64::from(since.subsec_nanos() < 0)
}

/// The time of such seconds.
pub(crate) fn time(seconds: i64) -> Option<DateTime> {
    EPOCH.checked_add(SignedDuration::from_secs(seconds)).ok()
}

const EPOCH: DateTime = date(1970, 1, 1).at(0, 0, 0, 0);

/// Every key of an object with its place, in order and each once.
pub(crate) fn keys(places: &'static [Place], object: &Value) -> Vec<(Cow<'static, str>, Key)> {
    let mut keys = Vec::new();
    for place in places {
        keys.extend(place.keys(object).into_iter().map(|key| (place.name.into(), key)));
    }
    if !places.is_empty() {
        for (field, value) in tree::at(object, CUSTOM_DATA).as_object().into_iter().flatten() {
            keys.extend(tree::text(value).map(|text| (custom(field).into(), Key::Text(text.to_owned()))));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The place of a custom field, which has the value as it is written.
pub(crate) fn custom(field: impl std::fmt::Display) -> String {
    format!("{CUSTOM_DATA}.{field}")
}

/// Whether there is such a place.
pub(crate) fn is_one(places: &'static [Place], name: &str) -> bool {
    let is_custom = name.strip_prefix(CUSTOM_DATA).is_some_and(|rest| rest.starts_with('.'));
    places.iter().any(|place| place.name == name) || (is_custom && !places.is_empty())
}

impl Place {
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
            Has::Time => filter::date(value()).map(seconds).map(Key::Int).into_iter().collect(),
            Has::Flag => yes(tree::yes(value())),
            Has::Some => yes(!value().is_null()),
            Has::Made(make) => make(object),
        }
    }
}

fn words(text: Option<&str>) -> Vec<Key> {
    text.map(|text| Key::Text(text.to_owned())).into_iter().collect()
}

/// Every text at a path, which may go through lists.
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

const fn int(name: &'static str) -> Place {
    Place { name, has: Has::Int }
}

const fn text(name: &'static str) -> Place {
    Place { name, has: Has::Text }
}

const fn word(name: &'static str) -> Place {
    Place { name, has: Has::Word }
}

const fn time_at(name: &'static str) -> Place {
    Place { name, has: Has::Time }
}

const fn flag(name: &'static str) -> Place {
    Place { name, has: Has::Flag }
}

const fn some(name: &'static str) -> Place {
    Place { name, has: Has::Some }
}

const fn made(name: &'static str, make: fn(&Value) -> Vec<Key>) -> Place {
    Place {
        name,
        has: Has::Made(make),
    }
}

/// Of kinds of which there are few, or that are only read by their identifiers.
pub(crate) const NONE: &[Place] = &[];

pub(crate) const CONTACT: &[Place] = &[
    int("general"),
    int("userid"),
    int("owner.id"),
    int("group.id"),
    int("template.id"),
    int("responsible.users.id"),
    int("contractors.id"),
    text("name"),
    text("lastName"),
    text("email"),
    text("secondaryEmails.email"),
    text("post"),
    text("address"),
    text("phones.phone.number"),
    text("user.email"),
    time_at("created"),
    time_at("birthdate"),
    flag("isCompany"),
    flag("havePlanfixAccess"),
    flag("canBeWorker"),
    flag("canBeClient"),
    made(CLASS, |contact| words(Some(class_of_contact(contact)))),
    made("search", |contact| vec![Key::Text(searched(contact))]),
];

/// Between the texts of a search; no XML can hold it.
const END: char = '\0';

/// What contact.getList searches, in one text.
fn searched(contact: &Value) -> String {
    let texts = ["name", "lastName", "email"]
        .iter()
        .filter_map(|name| contact.get(name)?.as_str());
    texts.fold(String::new(), |mut all, text| {
        all.push_str(&text.to_lowercase());
        all.push(END);
        all
    })
}

pub(crate) fn class_of_contact(contact: &Value) -> &'static str {
    if tree::yes(tree::at(contact, "isTemplate")) {
        "template"
    } else if tree::yes(tree::at(contact, "isCompany")) {
        "company"
    } else {
        "contact"
    }
}

pub(crate) const TASK: &[Place] = &[
    int("general"),
    int("owner.id"),
    int("parent.id"),
    int("template.id"),
    int("status"),
    int("client.id"),
    int("statusSet"),
    int("project.id"),
    int("workers.users.id"),
    int("members.users.id"),
    int("auditors.users.id"),
    int("workers.groups.id"),
    int("members.groups.id"),
    text("title"),
    time_at("beginDateTime"),
    time_at("startTime"),
    time_at("endTime"),
    time_at("completed"),
    time_at("done"),
    time_at("changed"),
    some("periodicity"),
    made(CLASS, |task| {
        words(Some(if task::is_template(task) { "template" } else { "task" }))
    }),
    made("rank", |task| {
        vec![Key::Int(i64::from(
            tree::at(task, "importance").as_str() == Some("HIGH"),
        ))]
    }),
    // As it is written: a day comes before its first minute.
    made("deadline", |task| words(tree::text(tree::at(task, "endTime")))),
    // When an active task ends; the last second that there is where it has no end.
    made("active", |task| {
        let end = task::end(task).map_or(i64::MAX, seconds);
        task::is_active(task).then_some(Key::Int(end)).into_iter().collect()
    }),
];

pub(crate) const PROJECT: &[Place] = &[
    int("general"),
    int("owner.id"),
    int("template.id"),
    int("parent.id"),
    int("client.id"),
    int("managers.users.id"),
    int("workers.users.id"),
    int("members.users.id"),
    int("auditors.users.id"),
    text("title"),
    word("status"),
    time_at("endDate"),
    made(CLASS, |project| {
        words(Some(if tree::yes(tree::at(project, "isTemplate")) {
            "template"
        } else {
            "project"
        }))
    }),
];

pub(crate) const USER: &[Place] = &[
    int("general"),
    int("userGroups.id"),
    text("email"),
    text("name"),
    text("lastName"),
    text("role"),
    word("status"),
    flag("isOnline"),
    made(CLASS, |_| words(Some("user"))),
    made("label", |user| {
        references::label(user)
            .map(|label| Key::Text(label.to_lowercase()))
            .into_iter()
            .collect()
    }),
    made("isActive", |user| {
        vec![Key::Int(i64::from(tree::at(user, "status").as_str() == Some("ACTIVE")))]
    }),
];

pub(crate) const USER_GROUP: &[Place] = &[text("name"), made(CLASS, |_| words(Some("userGroup")))];

/// Pairs are of the task or the number of the contact, and the time.
pub(crate) const ACTION: &[Place] = &[
    made("task", |action| by_time(action, "task.id")),
    made("contact", |action| by_time(action, "contact.general")),
    made("task.comment", |action| {
        if action::is_comment(action) {
            by_time(action, "task.id")
        } else {
            Vec::new()
        }
    }),
    made("contact.comment", |action| {
        if action::is_comment(action) {
            by_time(action, "contact.general")
        } else {
            Vec::new()
        }
    }),
    // When there was an action on any task.
    made("time", |action| {
        let time = filter::date(tree::at(action, "dateTime")).map(seconds);
        time.filter(|_| tree::int(tree::at(action, "task.id")).is_some())
            .map(Key::Int)
            .into_iter()
            .collect()
    }),
    // Analytics, and the task that has them.
    made("analytic", |action| {
        let rows = tree::items(tree::at(action, "analitics.analitic")).iter();
        let task = tree::int(tree::at(action, "task.id"));
        rows.filter_map(|row| Some(Key::Pair(tree::int(tree::at(row, "id"))?, task?)))
            .collect()
    }),
];

fn by_time(action: &Value, path: &str) -> Vec<Key> {
    let time = filter::date(tree::at(action, "dateTime")).map_or(i64::MIN, seconds);
    tree::int(tree::at(action, path))
        .map(|id| Key::Pair(id, time))
        .into_iter()
        .collect()
}

pub(crate) const FILE: &[Place] = &[
    int("id"),
    int("task.id"),
    int("project.id"),
    int("user.id"),
    text("name"),
    time_at("date"),
    made("extension", |file| {
        let name = tree::at(file, "name")
            .as_str()
            .and_then(|name| Some(name.rsplit_once('.')?.1.to_lowercase()));
        name.map(Key::Text).into_iter().collect()
    }),
    made("home", |file| {
        home(file, tree::at(file, "name").as_str().unwrap_or_default())
            .into_iter()
            .collect()
    }),
];

/// Where the name of a file must be the only one, with that name: its project, or else its task or the record
/// of a directory.
pub(crate) fn home(file: &Value, name: &str) -> Option<Key> {
    let homes = ["project.id", "task.id", "record.id"].into_iter();
    let mut homes = homes.filter_map(|home| Some(format!("{home} {} {name}", tree::int(tree::at(file, home))?)));
    homes.next().map(Key::Text)
}

pub(crate) const RECORD: &[Place] = &[
    // The directory, and the group of records that it stands in.
    made("group", |record| {
        let group = tree::id(tree::at(record, "parentKey")).unwrap_or_default();
        tree::int(tree::at(record, "handbook"))
            .map(|handbook| Key::Pair(handbook, group))
            .into_iter()
            .collect()
    }),
];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn seconds_are_whole_also_before_1970() {
        let last = date(1969, 12, 31).at(23, 59, 59, 999_999_999);
        assert_eq!(seconds(last), -1);
        assert_eq!(time(-1), Some(date(1969, 12, 31).at(23, 59, 59, 0)));
        assert_eq!(time(i64::MIN), None);
    }

    #[test]
    fn texts_are_found_through_lists_and_each_once() {
        let contact = json!({
            "name": "АННА",
            "phones": { "phone": [{ "number": "+7 A" }, { "number": "+7 A" }, {}] },
            "customData": { "101": "Gold", "102": "" },
        });
        let keys = keys(CONTACT, &contact);
        let at = |place: &str| {
            keys.iter()
                .filter(|(name, _)| name == place)
                .map(|(_, key)| key)
                .collect::<Vec<_>>()
        };
        assert_eq!(at("name"), [&Key::Text("анна".into())]);
        assert_eq!(at("phones.phone.number"), [&Key::Text("+7 a".into())]);
        assert_eq!(at("customData.101"), [&Key::Text("Gold".into())]);
        assert_eq!(at("customData.102"), [&Key::FIRST; 0]);
    }
}
