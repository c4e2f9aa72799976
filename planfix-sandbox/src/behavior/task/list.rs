//! task.getList: its conditions and its order.

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

/// task.getList: ordered by identifier, unless the request says otherwise.
pub(crate) fn list(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let target = target(tree::at(request, "target"))?;
    let conditions = filter::conditions(call, &TASK, request)?;
    let user = tree::id(tree::at(request, "user.id"));
    let wanted = tree::at(request, "status");
    let status = status::number(wanted);
    if !wanted.is_null() && status.is_none() {
        call.fault("0015", "status: there is no such status");
    }
    let words: Vec<&str> = tree::at(request, "filter")
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
        // No method creates a template of repeating tasks.
        "periodic" => Some(Term::Of(Ids::default())),
        _ => None,
    });
    // Tasks that the user owns or takes part in.
    terms.extend(user.map(|user| {
        let properties = PARTICIPANTS.into_iter().chain(["owner.id"]);
        Term::Any(properties.map(|property| Term::is(property, user)).collect())
    }));
    terms.extend(projects(call, request)?.map(|projects| Term::has("project.id", Test::In(projects))));
    if let Some(parent) = tree::id(tree::at(request, "parent.id")) {
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
    match tree::text(tree::at(request, "sort")) {
        Some(word) => {
            let sorted = sort(call, word, &found)?;
            paging::page(call, request, &TASK, sorted, Unpaged::First, prepare)
        }
        None => paging::page(call, request, &TASK, found.iter(), Unpaged::First, prepare),
    }
}

fn target(target: &Value) -> Result<&str, Failure> {
    match target {
        Value::Null => Ok("all"),
        Value::String(word) if matches!(word.as_str(), "all" | "in" | "out" | "template" | "periodic") => Ok(word),
        Value::Number(_) => Err(Failure::refused("0101", "target: a sandbox has no stored filters")),
        Value::String(word) if word.starts_with(':') => Err(Failure::refused(
            "0101",
            "target: a sandbox has no stored filters; use the targets all, in and out",
        )),
        _ => Err(Failure::refused(
            "0015",
            "target: expected all, in, out, template, periodic or the identifier of a stored filter",
        )),
    }
}

/// Returns the project that the request names and, if it asks for them, those below it.
fn projects(call: &Call<'_>, request: &Value) -> Result<Option<Ids>, Failure> {
    let Some(project) = tree::id(tree::at(request, "project.id")) else {
        return Ok(None);
    };
    let mut all = Ids::default();
    if tree::yes(tree::at(request, "project.withSubprojects")) {
        all = below(call, &PROJECT, project)?;
    }
    all.insert(project);
    Ok(Some(all))
}

/// Returns the objects below an object, at any depth.
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
    let property = match name {
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
        call.store.ranked(&TASK, property, found)?,
        descends,
    ))
}
