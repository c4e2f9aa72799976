//! The methods of directories and their records. The records form a tree: each names the group of records it is in.

use super::file;
use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{HANDBOOK, RECORD};
use crate::paging;
use crate::property::Key;
use crate::store::{Term, Test};
use crate::{answer, custom_fields, tree};
use serde_json::{Value, json};

/// handbook.getList.
pub(crate) fn handbooks(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let group = tree::id(tree::at(request, "group.id"));
    let mut all = call.store.all(&HANDBOOK)?;
    all.retain(|handbook| group.is_none_or(|group| tree::int(tree::at(handbook, "group.id")) == Some(group)));
    answer::list(call, all.len(), &all)
}

/// Returns the identifier of the directory that a request is about.
fn named(call: &Call<'_>, request: &Value) -> Result<i64, Failure> {
    let handbook = call.named(&HANDBOOK, "handbook", tree::at(request, "handbook"))?;
    Ok(tree::int(tree::at(&handbook, "id")).unwrap_or_default())
}

/// Reads all records of a directory.
pub(crate) fn records(call: &Call<'_>, handbook: i64) -> Result<Vec<Value>, Failure> {
    let (first, last) = Key::pairs_of(handbook);
    let found = call
        .store
        .ids(&RECORD, Term::has("group", Test::Between(first, last)))?;
    Ok(call.store.objects(&RECORD, found.iter())?)
}

fn record(call: &Call<'_>, handbook: i64, key: i64) -> Result<Option<Value>, Failure> {
    let found = call.store.get(&RECORD, key)?;
    Ok(found.filter(|record| tree::int(tree::at(record, "handbook")) == Some(handbook)))
}

fn existing(call: &Call<'_>, handbook: i64, path: &str, key: &Value) -> Result<Value, Failure> {
    let key = tree::int(key).unwrap_or_default();
    record(call, handbook, key)?.ok_or_else(|| {
        let message = format!("{path}: the directory {handbook} has no record {key}");
        Failure::refused(RECORD.missing, message)
    })
}

/// Returns the name of a record: of a group its name, otherwise the value of its first field.
pub(crate) fn name(call: &Call<'_>, record: &Value) -> Result<Option<String>, Failure> {
    if let Some(name) = tree::text(tree::at(record, "name")) {
        return Ok(Some(name.to_owned()));
    }
    let fields = custom_fields::of(call, tree::at(record, "handbook"))?;
    let first = fields.first().and_then(|field| tree::int(tree::at(field, "id")));
    Ok(first
        .and_then(|field| custom_fields::value(record, field))
        .map(str::to_owned))
}

/// Notes a fault if the parent in a request is not a group of records, is in another directory, or is below the record.
fn check_parent(call: &Call<'_>, handbook: i64, request: &Value, own: Option<i64>) -> Result<(), Failure> {
    let mut above = tree::id(tree::at(request, "parentKey"));
    let Some(key) = above else { return Ok(()) };
    match record(call, handbook, key)? {
        None => call.fault(
            "0101",
            format!("parentKey: the directory {handbook} has no record {key}"),
        ),
        Some(parent) if !tree::yes(tree::at(&parent, "isGroup")) => {
            call.fault("0016", format!("parentKey: the record {key} is not a group of records"));
        }
        Some(_) => {}
    }
    while let Some(key) = above {
        if Some(key) == own {
            call.fault("0016", "parentKey: a group of records cannot be inside itself");
            break;
        }
        let parent = record(call, handbook, key)?;
        above = parent.and_then(|parent| tree::id(tree::at(&parent, "parentKey")));
    }
    Ok(())
}

pub(crate) fn add(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let handbook = named(call, request)?;
    check_parent(call, handbook, request, None)?;
    let key = call.store.next(RECORD.name)?;
    let mut record = json!({ "key": key, "handbook": handbook, "isGroup": false, "archived": false });
    change(call, handbook, request, &mut record)?;
    Ok(json!({ "key": key }))
}

pub(crate) fn update(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let handbook = named(call, request)?;
    let mut record = existing(call, handbook, "key", tree::at(request, "key"))?;
    let key = tree::int(tree::at(&record, "key"));
    check_parent(call, handbook, request, key)?;
    change(call, handbook, request, &mut record)?;
    Ok(json!({ "key": key }))
}

/// Applies a request to a record, and stores it.
fn change(call: &Call<'_>, handbook: i64, request: &Value, record: &mut Value) -> Result<(), Failure> {
    for name in ["parentKey", "isGroup", "name", "archived"] {
        if let Some(value) = request.get(name) {
            tree::put(record, name, value.clone());
        }
    }
    for name in ["isGroup", "archived"] {
        if tree::at(record, name).is_null() {
            tree::put(record, name, false);
        }
    }
    let before = record.clone();
    custom_fields::merge(call, &handbook.into(), "", request, record)?;
    for (index, item) in tree::items(tree::at(request, "customData.customValue"))
        .iter()
        .enumerate()
    {
        let Some(id) = tree::int(tree::at(item, "id")) else {
            continue;
        };
        let Some(field) = custom_fields::find(call, &handbook.into(), id)? else {
            continue;
        };
        let sent = tree::items(tree::at(item, "files.file"));
        if custom_fields::kind_of(field) == "files" {
            let path = format!("customData.customValue[{index}]");
            attach(call, &path, id, item, (&before, record))?;
        } else if !sent.is_empty() {
            call.fault(
                "0016",
                format!("customData.customValue[{index}].files: the field {id} does not have the type files"),
            );
        }
    }
    call.store.save(&RECORD, record)?;
    Ok(())
}

/// Updates a field of files: it has the files that the value names, and the new ones. An attached file that the value
/// does not name is deleted. Without a value, all stay.
fn attach(
    call: &Call<'_>,
    path: &str,
    field: i64,
    item: &Value,
    (before, record): (&Value, &mut Value),
) -> Result<(), Failure> {
    let numbers = |text: &str| -> Vec<i64> { text.split(',').filter_map(|id| id.trim().parse().ok()).collect() };
    let attached = custom_fields::value(before, field).map(numbers).unwrap_or_default();
    let mut kept = custom_fields::value(record, field).map(numbers).unwrap_or_default();
    for id in &kept {
        if !attached.contains(id) {
            call.fault(
                "9002",
                format!("{path}.value: the file {id} is not attached to this field"),
            );
        }
    }
    for id in attached.iter().filter(|id| !kept.contains(id)) {
        file::remove(call, *id)?;
    }
    for (index, sent) in tree::items(tree::at(item, "files.file")).iter().enumerate() {
        let path = format!("{path}.files.file[{index}]");
        if let Some(file) = file::store(
            call,
            &path,
            sent,
            json!({ "record": { "id": tree::at(record, "key") } }),
        )? {
            kept.extend(tree::int(tree::at(&file, "id")));
        }
    }
    let text: Vec<String> = kept.iter().map(i64::to_string).collect();
    let path = format!("customData.{field}");
    if text.is_empty() {
        tree::take(record, &path);
    } else {
        tree::put(record, &path, text.join(","));
    }
    Ok(())
}

fn show(call: &Call<'_>, record: &mut Value) -> Result<(), Failure> {
    let handbook = tree::at(record, "handbook").clone();
    custom_fields::show(call, &handbook, record)
}

pub(crate) fn get(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let handbook = named(call, request)?;
    let mut record = existing(call, handbook, "key", tree::at(request, "key"))?;
    show(call, &mut record)?;
    answer::one(call, &record)
}

/// handbook.getRecordMulti: keys without a record are left out.
pub(crate) fn get_several(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let handbook = named(call, request)?;
    let mut records = Vec::new();
    for key in tree::ids(tree::at(request, "records.key")) {
        if let Some(mut record) = record(call, handbook, key)? {
            show(call, &mut record)?;
            records.push(record);
        }
    }
    answer::list(call, records.len(), &records)
}

/// handbook.getRecords: one level of the tree; the top level, if no group is given.
pub(crate) fn list(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let handbook = named(call, request)?;
    let parent = tree::id(tree::at(request, "parentKey"));
    if parent.is_some() {
        existing(call, handbook, "parentKey", tree::at(request, "parentKey"))?;
    }
    let group = Key::Pair(handbook, parent.unwrap_or_default());
    paging::range(
        call,
        request,
        &RECORD,
        "group",
        &(group.clone(), group),
        false,
        |record| show(call, record),
    )
}
