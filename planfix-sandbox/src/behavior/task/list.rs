//! task.getList: which tasks, in which order.

use super::{show, status};
use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::filter::{self, overdue};
use crate::ids::Ids;
use crate::object_kind::{ObjectKind, PROJECT, TASK};
use crate::paging::{self, Unpaged};
use crate::property::{CLASS, PARTICIPANTS};
use crate::store::{Term, Test};
use crate::tree;
use serde_json::Value;
use std::collections::HashMap;

/// The tasks that meet every condition; without a sort order in that of their identifiers.
pub(crate) fn list(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let target = target(tree::at(said, "target"))?;
    let conditions = filter::conditions(call, &TASK, said)?;
    let user = tree::id(tree::at(said, "user.id"));
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

    let seen_from = user.unwrap_or(CALLER);
    let class = Term::word(CLASS, if target == "template" { "template" } else { "task" });
    let mut terms = vec![class];
    terms.extend(match target {
        "in" => Some(Term::is("workers.users.id", seen_from)),
        "out" => Some(Term::is("owner.id", seen_from)),
        // No method makes a template of repeating tasks.
        "periodic" => Some(Term::Of(Ids::default())),
        _ => None,
    });
    // Set by, done by, or shared with the user.
    terms.extend(user.map(|user| {
        let places = PARTICIPANTS.into_iter().chain(["owner.id"]);
        Term::Any(places.map(|place| Term::is(place, user)).collect())
    }));
    terms.extend(projects(call, said)?.map(|projects| Term::has("project.id", Test::In(projects))));
    if let Some(parent) = tree::id(tree::at(said, "parent.id")) {
        terms.push(Term::Of(below(call, &TASK, parent)?));
    }
    terms.extend(status.map(|status| Term::is("status", status)));
    terms.extend(words.iter().map(|word| match *word {
        "ACTIVE" => Term::some("active"),
        "OVERDUE" => overdue(call),
        _ => Term::is("workers.users.id", CALLER),
    }));
    terms.extend(conditions);
    let found = call.store.ids(&TASK, Term::All(terms))?;
    let prepare = |task: &mut Value| show(call, task);
    match tree::text(tree::at(said, "sort")) {
        Some(word) => {
            let sorted = sort(call, word, &found)?;
            paging::page(call, said, &TASK, sorted, Unpaged::First, prepare)
        }
        None => paging::page(call, said, &TASK, found.iter(), Unpaged::First, prepare),
    }
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
fn projects(call: &Call<'_>, said: &Value) -> Result<Option<Ids>, Failure> {
    let Some(project) = tree::id(tree::at(said, "project.id")) else {
        return Ok(None);
    };
    let mut all = Ids::default();
    if tree::yes(tree::at(said, "project.withSubprojects")) {
        all = below(call, &PROJECT, project)?;
    }
    all.insert(project);
    Ok(Some(all))
}

/// The objects below one, at any depth.
fn below(call: &Call<'_>, kind: &ObjectKind, parent: i64) -> Result<Ids, Failure> {
    let mut all = Ids::default();
    let mut level = Ids::from_iter([parent]);
    while !level.is_empty() {
        level = call.store.ids(kind, Term::has("parent.id", Test::In(level)))?;
        level -= &all;
        all |= &level;
    }
    Ok(all)
}

fn sort(call: &Call<'_>, word: &str, found: &Ids) -> Result<Vec<i64>, Failure> {
    let (name, descends) = paging::order(word);
    let place = match name {
        "IMPORTANCE" => "rank",
        "DEADLINE" => "deadline",
        "TASKTITLE" => "title",
        "PROJECT" => {
            let projects = call.store.ids(&PROJECT, Term::some(CLASS))?;
            let ranks = call.store.ranked(&PROJECT, "title", &projects)?;
            let ranks: HashMap<i64, usize> = ranks.into_iter().map(|(rank, project)| (project, rank)).collect();
            let mut tasks = call.store.pairs(&TASK, "project.id", found)?;
            tasks.sort_unstable_by_key(|(_, task)| *task);
            let ranked = tasks
                .into_iter()
                .filter_map(|(project, task)| Some((*ranks.get(&project)?, task)));
            return Ok(paging::sort(found.iter(), ranked.collect(), descends));
        }
        _ => "general",
    };
    Ok(paging::sort(
        found.iter(),
        call.store.ranked(&TASK, place, found)?,
        descends,
    ))
}
