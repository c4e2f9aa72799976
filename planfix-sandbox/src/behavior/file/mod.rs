//! The methods of files. A version of a file is an object of its own with a unique identifier; all versions
//! have one identifier in common. Their bytes are kept beside the documents.

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

fn named(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    call.named(&FILE, ELEMENT, tree::at(said, ELEMENT))
}

/// file.upload: to a task by a new action, by an action that exists, or to the task itself; to a project.
pub(crate) fn upload(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut place = match said.get("task") {
        Some(selector) => history::of_task(&call.named(&TASK, "task", selector)?),
        None => {
            let project = call.named(&PROJECT, "project", tree::at(said, "project"))?;
            json!({ "project": { "id": tree::at(&project, "id") } })
        }
    };
    let owner = tree::id(tree::at(said, "owner.id")).unwrap_or(CALLER);
    tree::put(&mut place, "user", json!({ "id": owner }));
    let mut files = Vec::new();
    for (index, sent) in tree::items(tree::at(said, "files.file")).iter().enumerate() {
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
    if let Some(id) = carry(call, said, owner, &numbers, &place)? {
        tree::put(&mut answer, "action.id", id);
    }
    Ok(answer)
}

/// The action that carries the files.
fn carry(call: &Call<'_>, said: &Value, owner: i64, files: &[i64], place: &Value) -> Result<Option<i64>, Failure> {
    let target = tree::text(tree::at(said, "target"));
    let task = tree::int(tree::at(place, "task.id"));
    if task.is_none() {
        if target.is_some() {
            call.fault("0016", "target: files of a project are attached to the project itself");
        }
        return Ok(None);
    }
    if target == Some("task") {
        return Ok(None);
    }
    let mut carrier = if target == Some("action") {
        let id = tree::int(tree::at(said, "action.id")).unwrap_or_default();
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
        // Its absence was noted with the references.
        return Ok(None);
    }
    let mut all = tree::ids(tree::at(&carrier, "files.id"));
    all.extend(files);
    tree::put(&mut carrier, "files", json!({ "id": all }));
    if let Some(people) = tree::at(said, "notifiedList").get("users") {
        tree::put(&mut carrier, "notifiedList", people.clone());
    }
    history::save(call, &carrier).map(Some)
}

pub(crate) fn get(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let mut file = named(call, said)?;
    show(call, said, &mut file);
    answer::one(call, &file)
}

/// Adds the size in the unit that the page of the method gives, and a link on demand.
fn show(call: &Call<'_>, said: &Value, file: &mut Value) {
    let bytes = tree::int(tree::at(file, "bytes")).unwrap_or_default();
    let in_bytes = call.method.name == "file.getListForClient";
    let size = if in_bytes {
        bytes
    } else {
        bytes.saturating_add(1023) / 1024
    };
    tree::put(file, "size", size);
    if tree::yes(tree::at(said, "returnDownloadLinks")) {
        let id = tree::at(file, "uniqueId");
        let link = match tree::text(tree::at(file, "url")) {
            Some(url) => url.to_owned(),
            None => format!("https://sandbox.invalid/files/{id}"),
        };
        tree::put(file, "downloadLink", link);
    }
}

/// file.download: the bytes, or where the file lies.
pub(crate) fn download(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let file = named(call, said)?;
    if let Some(url) = tree::text(tree::at(&file, "url")) {
        return Ok(json!({ "link": url }));
    }
    let id = tree::int(tree::at(&file, "uniqueId")).unwrap_or_default();
    let bytes = call.store.content(id)?.unwrap_or_default();
    Ok(json!({ "body": STANDARD.encode(bytes) }))
}

/// file.delete: a plain identifier deletes every version.
pub(crate) fn delete(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let (numbers, versions) = (
        tree::ids(tree::at(said, "files.id")),
        tree::ids(tree::at(said, "files.uniqueId")),
    );
    for number in &numbers {
        remove(call, *number)?;
    }
    for version in &versions {
        store::remove_version(call, *version)?;
    }
    Ok(json!({ "count": numbers.len() + versions.len() }))
}

pub(crate) fn of_task(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let task = call.named(&TASK, "task", tree::at(said, "task"))?;
    let id = tree::int(tree::at(&task, "id")).unwrap_or_default();
    list(call, said, Term::is("task.id", id))
}

pub(crate) fn of_project(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let id = tree::int(tree::at(said, "project.id")).unwrap_or_default();
    list(call, said, Term::is("project.id", id))
}

pub(crate) fn of_user(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let id = tree::int(tree::at(said, "user.id")).unwrap_or_default();
    list(call, said, Term::is("user.id", id))
}

/// The files of the tasks and projects whose counterparty is the client.
pub(crate) fn of_client(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let client = tree::int(tree::at(said, "client.id")).unwrap_or_default();
    let tasks = call.store.ids(&TASK, Term::is("client.id", client))?;
    let projects = call.store.ids(&PROJECT, Term::is("client.id", client))?;
    let (tasks, projects) = (Test::In(tasks), Test::In(projects));
    list(
        call,
        said,
        Term::Any(vec![Term::has("task.id", tasks), Term::has("project.id", projects)]),
    )
}

/// The newest version of each file that is meant, in the order of the oldest ones.
fn list(call: &Call<'_>, said: &Value, meant: Term) -> Result<Value, Failure> {
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
        show(call, said, file);
        Ok(())
    };
    let Some(word) = tree::text(tree::at(said, "sort")) else {
        return paging::page(call, said, &FILE, ids, Unpaged::First, prepare);
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
        said,
        &FILE,
        paging::sort(ids, ranked, descends),
        Unpaged::First,
        prepare,
    )
}
