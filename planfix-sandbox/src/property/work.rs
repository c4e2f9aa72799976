//! The properties of tasks and projects.

use super::{CLASS, Key, Property, int, made, some, text, time_at, word, words};
use crate::{dates, tree};
use planfix_api::jiff::civil::DateTime;
use serde_json::Value;

pub(crate) const TASK: &[Property] = &[
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
        words(Some(if is_template(task) { "template" } else { "task" }))
    }),
    made("rank", |task| {
        vec![Key::Int(i64::from(
            tree::at(task, "importance").as_str() == Some("HIGH"),
        ))]
    }),
    // A day sorts before its first minute.
    made("deadline", |task| words(tree::text(tree::at(task, "endTime")))),
    // The end of an active task; the last second if it has none.
    made("active", |task| {
        let end = end(task).map_or(i64::MAX, dates::seconds);
        is_active(task).then_some(Key::Int(end)).into_iter().collect()
    }),
];

pub(crate) const PROJECT: &[Property] = &[
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

/// The people of a task or a project, by employee identifier or `userid`: assignees, participants and auditors.
pub(crate) const PARTICIPANTS: [&str; 3] = ["workers.users.id", "members.users.id", "auditors.users.id"];

/// The statuses of tasks that somebody still has to work on.
pub(crate) const ACTIVE: i64 = 1;
pub(crate) const ACCEPTED: i64 = 2;

pub(crate) fn is_template(task: &Value) -> bool {
    tree::at(task, "type").as_str() == Some("template")
}

/// Returns true if somebody still has to work on the task.
pub(crate) fn is_active(task: &Value) -> bool {
    !is_template(task) && tree::int(tree::at(task, "status")).is_some_and(|status| matches!(status, ACTIVE | ACCEPTED))
}

/// Reads the end of a task. An end without a time is the end of the day.
pub(crate) fn end(task: &Value) -> Option<DateTime> {
    dates::read_end(tree::at(task, "endTime"))
}
