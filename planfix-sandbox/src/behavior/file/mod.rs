//! The methods of files. Each version of a file is an object with a unique identifier, and all versions share one
//! identifier. Their bytes are stored beside the documents.

mod store;

pub(crate) use store::{remove, store};

use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::ids::Ids;
use crate::object_kind::{ACTION, FILE, PROJECT, TASK};
use crate::paging::{self, Unpaged};
use crate::store::{Term, Test};
use crate::{answer, history, tree};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::HashMap;

const ELEMENT: &str = "file";

fn named(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    call.named(&FILE, ELEMENT, tree::at(request, ELEMENT))
}

/// file.upload: to a task with a new action, with an existing action, or to the task itself; or to a project.
pub(crate) fn upload(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut place = match request.get("task") {
        Some(selector) => history::of_task(&call.named(&TASK, "task", selector)?),
        None => {
            let project = call.named(&PROJECT, "project", tree::at(request, "project"))?;
            json!({ "project": { "id": tree::at(&project, "id") } })
        }
    };
    let owner = tree::id(tree::at(request, "owner.id")).unwrap_or(CALLER);
    tree::put(&mut place, "user", json!({ "id": owner }));
    let mut files = Vec::new();
    for (index, sent) in tree::items(tree::at(request, "files.file")).iter().enumerate() {
        files.extend(store(call, &format!("files.file[{index}]"), sent, place.clone())?);
    }
    let numbers: Vec<i64> = files
        .iter()
        .filter_map(|file| tree::int(tree::at(file, "id")))
        .collect();
    let shown: Vec<Value> = files
        .iter()
        .map(|file| json!({ "uniqueId": tree::at(file, "uniqueId"), "name": tree::at(file, "name") }))
        .collect();
    let mut answer = json!({ "files": { "file": shown } });
    if let Some(id) = carry(call, request, owner, &numbers, &place)? {
        tree::put(&mut answer, "action.id", id);
    }
    Ok(answer)
}

/// Adds the files to the action that has them.
fn carry(call: &Call<'_>, request: &Value, owner: i64, files: &[i64], place: &Value) -> Result<Option<i64>, Failure> {
    let target = tree::text(tree::at(request, "target"));
    let task = tree::int(tree::at(place, "task.id"));
    if task.is_none() {
        if target.is_some() {
            call.fault("0016", "target: only for files of a task");
        }
        return Ok(None);
    }
    if target == Some("task") {
        return Ok(None);
    }
    let mut carrier = if target == Some("action") {
        let id = tree::int(tree::at(request, "action.id")).unwrap_or_default();
        let found = call.store.get(&ACTION, id)?.unwrap_or(Value::Null);
        if !found.is_null() && tree::int(tree::at(&found, "task.id")) != task {
            call.fault("0016", format!("action.id: the action {id} belongs to another task"));
        }
        found
    } else {
        let mut new = history::new(call, place, "FILE")?;
        tree::take(&mut new, "user");
        tree::put(&mut new, "owner.id", owner);
        new
    };
    if carrier.is_null() {
        // Its absence has been reported with the references.
        return Ok(None);
    }
    let mut all = tree::ids(tree::at(&carrier, "files.id"));
    all.extend(files);
    tree::put(&mut carrier, "files", json!({ "id": all }));
    if let Some(people) = tree::at(request, "notifiedList").get("users") {
        tree::put(&mut carrier, "notifiedList", people.clone());
    }
    history::save(call, &carrier).map(Some)
}

pub(crate) fn get(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut file = named(call, request)?;
    show(call, request, &mut file);
    answer::one(call, &file)
}

/// Adds the size, in the unit that the page of the method says, and a link if the request asks for it.
fn show(call: &Call<'_>, request: &Value, file: &mut Value) {
    let bytes = tree::int(tree::at(file, "bytes")).unwrap_or_default();
    let in_bytes = matches!(call.method.name, "file.getListForClient" | "file.getHistory");
    let size = if in_bytes {
        bytes
    } else {
        bytes.saturating_add(1023) / 1024
    };
    tree::put(file, "size", size);
    if tree::yes(tree::at(request, "returnDownloadLinks")) {
        let id = tree::at(file, "uniqueId");
        let link = match tree::text(tree::at(file, "url")) {
            Some(url) => url.to_owned(),
            None => format!("https://sandbox.invalid/files/{id}"),
        };
        tree::put(file, "downloadLink", link);
    }
}

/// file.getHistory: every version, the newest first.
pub(crate) fn history(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let id = tree::int(tree::at(&named(call, request)?, "id")).unwrap_or_default();
    let versions: Vec<i64> = call.store.ids(&FILE, Term::is("id", id))?.iter().collect();
    let mut files = call.store.objects(&FILE, versions.into_iter().rev())?;
    files.iter_mut().for_each(|file| show(call, request, file));
    answer::list(call, files.len(), &files)
}

/// file.download: the bytes, or the link of a file.
pub(crate) fn download(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let file = named(call, request)?;
    if let Some(url) = tree::text(tree::at(&file, "url")) {
        return Ok(json!({ "link": url }));
    }
    let id = tree::int(tree::at(&file, "uniqueId")).unwrap_or_default();
    let bytes = call.store.content(id)?.unwrap_or_default();
    Ok(json!({ "body": STANDARD.encode(bytes) }))
}

/// file.delete: an identifier deletes every version, a unique identifier one.
pub(crate) fn delete(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let (numbers, versions) = (
        tree::ids(tree::at(request, "files.id")),
        tree::ids(tree::at(request, "files.uniqueId")),
    );
    for number in &numbers {
        remove(call, *number)?;
    }
    for version in &versions {
        store::remove_version(call, *version)?;
    }
    Ok(json!({ "count": numbers.len() + versions.len() }))
}

pub(crate) fn of_task(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let task = call.named(&TASK, "task", tree::at(request, "task"))?;
    let id = tree::int(tree::at(&task, "id")).unwrap_or_default();
    list(call, request, Term::is("task.id", id))
}

pub(crate) fn of_project(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let id = tree::int(tree::at(request, "project.id")).unwrap_or_default();
    list(call, request, Term::is("project.id", id))
}

pub(crate) fn of_user(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let id = tree::int(tree::at(request, "user.id")).unwrap_or_default();
    list(call, request, Term::is("user.id", id))
}

/// file.getListForClient: the files of tasks and projects of this counterparty.
pub(crate) fn of_client(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let client = tree::int(tree::at(request, "client.id")).unwrap_or_default();
    let tasks = call.store.ids(&TASK, Term::is("client.id", client))?;
    let projects = call.store.ids(&PROJECT, Term::is("client.id", client))?;
    let (tasks, projects) = (Test::In(tasks), Test::In(projects));
    list(
        call,
        request,
        Term::Any(vec![Term::has("task.id", tasks), Term::has("project.id", projects)]),
    )
}

/// Answers with the newest version of each file that meets a condition, in the order of their oldest versions.
fn list(call: &Call<'_>, request: &Value, meant: Term) -> Result<Value, Failure> {
    let versions = call.store.ids(&FILE, meant)?;
    let mut files: Vec<(i64, i64)> = Vec::new();
    let (mut newest, mut present) = (Ids::default(), None);
    for (number, version) in call.store.pairs(&FILE, "id", &versions)? {
        match files.last_mut() {
            Some((_, last)) if present == Some(number) => *last = version,
            _ => files.push((version, version)),
        }
        present = Some(number);
    }
    files.sort_unstable();
    files.iter().for_each(|(_, last)| newest.insert(*last));
    let ids = files.iter().map(|(_, last)| *last);
    let prepare = |file: &mut Value| {
        show(call, request, file);
        Ok(())
    };
    let Some(word) = tree::text(tree::at(request, "sort")) else {
        return paging::page(call, request, &FILE, ids, Unpaged::First, prepare);
    };
    let (name, descends) = paging::order(word);
    let place = match name {
        "NUMBER" => "id",
        "DATE" => "date",
        "EXT" => "extension",
        _ => "name",
    };
    let ranks = call.store.ranked(&FILE, place, &newest)?;
    let ranks: HashMap<i64, usize> = ranks.into_iter().map(|(rank, id)| (id, rank)).collect();
    let ranked = ids.clone().filter_map(|id| Some((*ranks.get(&id)?, id))).collect();
    paging::page(
        call,
        request,
        &FILE,
        paging::sort(ids, ranked, descends),
        Unpaged::First,
        prepare,
    )
}
