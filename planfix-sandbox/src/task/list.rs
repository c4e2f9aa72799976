//! task.getList: which tasks, in which order.

use super::{is_active, is_overdue, is_template, people, show, status};
use crate::behaviour::{CALLER, Call};
use crate::failure::Failure;
use crate::kind::{PROJECT, TASK};
use crate::list::{self as lists, By, Unpaged};
use crate::{filter, references, tree};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The tasks that meet every condition; without a sort order in that of their identifiers.
pub(crate) fn list(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let target = target(tree::at(said, "target"))?;
    let conditions = filter::conditions(call, &TASK, said)?;
    let user = tree::id(tree::at(said, "user.id"));
    let projects = projects(call, said)?;
    let parent = tree::id(tree::at(said, "parent.id"));
    let wanted = tree::at(said, "status");
    let status = status::number(wanted);
    if !wanted.is_null() && status.is_none() {
        call.fault("0015", "status: there is no such status");
    }
    let words: Vec<&str> = tree::at(said, "filter")
        .as_str()
        .unwrap_or_default()
        .split_ascii_whitespace()
        .collect();

    let mut tasks = call.store.all(&TASK)?;
    let above: HashMap<i64, i64> = tasks
        .iter()
        .filter_map(|task| Some((tree::int(tree::at(task, "id"))?, tree::id(tree::at(task, "parent.id"))?)))
        .collect();
    tasks.retain(|task| {
        let is_owner = |user| tree::int(tree::at(task, "owner.id")) == Some(user);
        let is_worker = |user| tree::ids(tree::at(task, "workers.users.id")).contains(&user);
        let seen_from = user.unwrap_or(CALLER);
        (match target {
            "template" => is_template(task),
            "in" => !is_template(task) && is_worker(seen_from),
            "out" => !is_template(task) && is_owner(seen_from),
            // No method makes a template of repeating tasks.
            "periodic" => false,
            _ => !is_template(task),
        }) && user.is_none_or(|user| people::concerns(task, user))
            && projects
                .as_ref()
                .is_none_or(|all| tree::id(tree::at(task, "project.id")).is_some_and(|project| all.contains(&project)))
            && parent.is_none_or(|parent| is_below(task, parent, &above))
            && status.is_none_or(|status| tree::int(tree::at(task, "status")) == Some(status))
            && words.iter().all(|word| match *word {
                "ACTIVE" => is_active(task),
                "OVERDUE" => is_overdue(call, task),
                _ => is_worker(CALLER),
            })
            && conditions.iter().all(|holds| holds(task))
    });
    if let Some(word) = tree::text(tree::at(said, "sort")) {
        sort(call, word, &mut tasks)?;
    }
    lists::page(call, said, tasks, Unpaged::First, |task| show(call, task))
}

fn target(target: &Value) -> Result<&str, Failure> {
    match target {
        Value::Null => Ok("all"),
        Value::String(word) if matches!(word.as_str(), "all" | "in" | "out" | "template" | "periodic") => Ok(word),
        Value::Number(_) => Err(Failure::refused("0101", "target: a sandbox has no stored filters")),
        Value::String(word) if word.starts_with(':') => Err(Failure::refused(
            "0101",
            "target: a sandbox has no stored filters; the targets all, in and out say the same",
        )),
        _ => Err(Failure::refused(
            "0015",
            "target: expected all, in, out, template, periodic or the identifier of a stored filter",
        )),
    }
}

/// The project that the request names, and on demand those under it.
fn projects(call: &Call<'_>, said: &Value) -> Result<Option<HashSet<i64>>, Failure> {
    let Some(project) = tree::id(tree::at(said, "project.id")) else {
        return Ok(None);
    };
    let mut all = HashSet::from([project]);
    if tree::yes(tree::at(said, "project.withSubprojects")) {
        let projects = call.store.all(&PROJECT)?;
        loop {
            let under = projects
                .iter()
                .filter(|project| tree::id(tree::at(project, "parent.id")).is_some_and(|parent| all.contains(&parent)));
            let found: Vec<i64> = under.filter_map(|project| tree::int(tree::at(project, "id"))).collect();
            let before = all.len();
            all.extend(found);
            if all.len() == before {
                break;
            }
        }
    }
    Ok(Some(all))
}

/// Whether a task stands below another at any depth; no task stands below itself.
fn is_below(task: &Value, parent: i64, above: &HashMap<i64, i64>) -> bool {
    let mut next = tree::id(tree::at(task, "parent.id"));
    while let Some(id) = next {
        if id == parent {
            return true;
        }
        next = above.get(&id).copied();
    }
    false
}

fn sort(call: &Call<'_>, word: &str, tasks: &mut [Value]) -> Result<(), Failure> {
    let (name, descends) = lists::order(word);
    match name {
        "IMPORTANCE" => {
            let rank = |task: &Value| Some(i64::from(tree::at(task, "importance").as_str() == Some("HIGH")));
            lists::sort(tasks, &By::Number(&rank), descends);
        }
        "DEADLINE" => {
            // Dates in ISO 8601 stand in the order of time.
            let end = |task: &Value| tree::text(tree::at(task, "endTime")).map(str::to_owned);
            lists::sort(tasks, &By::Text(&end), descends);
        }
        "TASKTITLE" => {
            let title = |task: &Value| tree::text(tree::at(task, "title")).map(str::to_owned);
            lists::sort(tasks, &By::Text(&title), descends);
        }
        "PROJECT" => {
            let titles: HashMap<i64, String> = (call.store.all(&PROJECT)?.iter())
                .filter_map(|project| Some((tree::int(tree::at(project, "id"))?, references::label(project)?)))
                .collect();
            let title = |task: &Value| titles.get(&tree::id(tree::at(task, "project.id"))?).cloned();
            lists::sort(tasks, &By::Text(&title), descends);
        }
        _ => {
            let number = |task: &Value| tree::int(tree::at(task, "general"));
            lists::sort(tasks, &By::Number(&number), descends);
        }
    }
    Ok(())
}
