//! The properties of actions, files, and records of directories.

use super::{Key, Property, int, made, text, time_at};
use crate::{dates, tree};
use serde_json::Value;

/// Each pair is the identifier of the task, or the number of the contact, and the time.
pub(crate) const ACTION: &[Property] = &[
    made("task", |action| by_time(action, "task.id")),
    made("contact", |action| by_time(action, "contact.general")),
    made("task.comment", |action| {
        if is_comment(action) {
            by_time(action, "task.id")
        } else {
            Vec::new()
        }
    }),
    made("contact.comment", |action| {
        if is_comment(action) {
            by_time(action, "contact.general")
        } else {
            Vec::new()
        }
    }),
    // The time of an action on any task.
    made("time", |action| {
        let time = dates::read(tree::at(action, "dateTime")).map(dates::seconds);
        time.filter(|_| tree::int(tree::at(action, "task.id")).is_some())
            .map(Key::Int)
            .into_iter()
            .collect()
    }),
    // Pairs of the analytics and the task that has them.
    made("analytic", |action| {
        let rows = tree::items(tree::at(action, "analitics.analitic")).iter();
        let task = tree::int(tree::at(action, "task.id"));
        rows.filter_map(|row| Some(Key::Pair(tree::int(tree::at(row, "id"))?, task?)))
            .collect()
    }),
];

fn by_time(action: &Value, path: &str) -> Vec<Key> {
    let time = dates::read(tree::at(action, "dateTime")).map_or(i64::MIN, dates::seconds);
    tree::int(tree::at(action, path))
        .map(|id| Key::Pair(id, time))
        .into_iter()
        .collect()
}

pub(crate) const FILE: &[Property] = &[
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

/// Returns the place where the name of a file must be unique, with the name: its project, or else its task or the
/// record of a directory.
pub(crate) fn home(file: &Value, name: &str) -> Option<Key> {
    let homes = ["project.id", "task.id", "record.id"].into_iter();
    let mut homes = homes.filter_map(|home| Some(format!("{home} {} {name}", tree::int(tree::at(file, home))?)));
    homes.next().map(Key::Text)
}

pub(crate) const RECORD: &[Property] = &[
    // The directory, and the group of records that the record is in.
    made("group", |record| {
        let group = tree::id(tree::at(record, "parentKey")).unwrap_or_default();
        tree::int(tree::at(record, "handbook"))
            .map(|handbook| Key::Pair(handbook, group))
            .into_iter()
            .collect()
    }),
];

/// Returns true if a person wrote the action.
pub(crate) fn is_comment(action: &Value) -> bool {
    matches!(tree::at(action, "type").as_str(), Some("COMMENT" | "ACTION"))
}
