//! Directories and their records, which form a tree: each record names the group of records it stands in.

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
pub(crate) fn handbooks(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let group = tree::id(tree::at(said, "group.id"));
    let mut all = call.store.all(&HANDBOOK)?;
    all.retain(|handbook| group.is_none_or(|group| tree::int(tree::at(handbook, "group.id")) == Some(group)));
    answer::list(call, all.len(), &all)
}

/// The directory that a request is about; its identifier.
fn named(call: &Call<'_>, said: &Value) -> Result<i64, Failure> {
    let handbook = call.named(&HANDBOOK, "handbook", tree::at(said, "handbook"))?;
    Ok(tree::int(tree::at(&handbook, "id")).unwrap_or_default())
}

/// The records of a directory.
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

fn existing(call: &Call<'_>, handbook: i64, place: &str, key: &Value) -> Result<Value, Failure> {
    let key = tree::int(key).unwrap_or_default();
    record(call, handbook, key)?.ok_or_else(|| {
        let message = format!("{place}: the directory {handbook} has no record {key}");
        Failure::refused(RECORD.missing, message)
    })
}

/// What a record is called: the name of a group, or the value of its first field.
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

/// The group of records that a request names must be one, of this directory, and not below the record.
fn check_parent(call: &Call<'_>, handbook: i64, said: &Value, own: Option<i64>) -> Result<(), Failure> {
    let mut above = tree::id(tree::at(said, "parentKey"));
    let Some(key) = above else { return Ok(()) };
    match record(call, handbook, key)? {
        None => call.fault(
            "0101",
            format!("parentKey: the directory {handbook} has no record {key}"),
        ),
        Some(parent) if !tree::yes(tree::at(&parent, "isGroup")) => {
            call.fault("0016", format!("parentKey: the record {key} is no group of records"));
        }
        Some(_) => {}
    }
    while let Some(key) = above {
        if Some(key) == own {
            call.fault("0016", "parentKey: a group of records cannot stand in itself");
            break;
        }
        let parent = record(call, handbook, key)?;
        above = parent.and_then(|parent| tree::id(tree::at(&parent, "parentKey")));
    }
    Ok(())
}

pub(crate) fn add(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let handbook = named(call, said)?;
    check_parent(call, handbook, said, None)?;
    let key = call.store.next(RECORD.name)?;
    let mut record = json!({ "key": key, "handbook": handbook, "isGroup": false, "archived": false });
    change(call, handbook, said, &mut record)?;
    Ok(json!({ "key": key }))
}

pub(crate) fn update(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let handbook = named(call, said)?;
    let mut record = existing(call, handbook, "key", tree::at(said, "key"))?;
    let key = tree::int(tree::at(&record, "key"));
    check_parent(call, handbook, said, key)?;
    change(call, handbook, said, &mut record)?;
    Ok(json!({ "key": key }))
}

/// What the request sets and clears; then the record is written.
fn change(call: &Call<'_>, handbook: i64, said: &Value, record: &mut Value) -> Result<(), Failure> {
    for name in ["parentKey", "isGroup", "name", "archived"] {
        if let Some(value) = said.get(name) {
            tree::put(record, name, value.clone());
        }
    }
    for name in ["isGroup", "archived"] {
        if tree::at(record, name).is_null() {
            tree::put(record, name, false);
        }
    }
    let before = record.clone();
    custom_fields::merge(call, &handbook.into(), "", said, record)?;
    for (index, item) in tree::items(tree::at(said, "customData.customValue")).iter().enumerate() {
        let Some(id) = tree::int(tree::at(item, "id")) else {
            continue;
        };
        let Some(field) = custom_fields::find(call, &handbook.into(), id)? else {
            continue;
        };
        let sent = tree::items(tree::at(item, "files.file"));
        if custom_fields::kind_of(field) == "files" {
            let place = format!("customData.customValue[{index}]");
            attach(call, &place, id, item, (&before, record))?;
        } else if !sent.is_empty() {
            call.fault(
                "0016",
                format!("customData.customValue[{index}].files: the field {id} is not of the type files"),
            );
        }
    }
    call.store.save(&RECORD, record)?;
    Ok(())
}

/// A field of files holds those that the value names, and the new ones. A file that was attached and that
/// the value does not name is deleted; where the value is left out, all stay.
fn attach(
    call: &Call<'_>,
    place: &str,
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
                format!("{place}.value: the file {id} is not attached to this field"),
            );
        }
    }
    for id in attached.iter().filter(|id| !kept.contains(id)) {
        file::remove(call, *id)?;
    }
    for (index, sent) in tree::items(tree::at(item, "files.file")).iter().enumerate() {
        let place = format!("{place}.files.file[{index}]");
        if let Some(file) = file::store(
            call,
            &place,
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

pub(crate) fn get(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let handbook = named(call, said)?;
    let mut record = existing(call, handbook, "key", tree::at(said, "key"))?;
    show(call, &mut record)?;
    answer::one(call, &record)
}

/// handbook.getRecordMulti: what has no record is left out.
pub(crate) fn get_several(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let handbook = named(call, said)?;
    let mut records = Vec::new();
    for key in tree::ids(tree::at(said, "records.key")) {
        if let Some(mut record) = record(call, handbook, key)? {
            show(call, &mut record)?;
            records.push(record);
        }
    }
    answer::list(call, records.len(), &records)
}

/// handbook.getRecords: one level of the tree; without a group the topmost.
pub(crate) fn list(call: &Call<'_>, said: &Value) -> Result<Value, Failure> {
    let handbook = named(call, said)?;
    let parent = tree::id(tree::at(said, "parentKey"));
    if parent.is_some() {
        existing(call, handbook, "parentKey", tree::at(said, "parentKey"))?;
    }
    let group = Key::Pair(handbook, parent.unwrap_or_default());
    paging::range(call, said, &RECORD, "group", &(group.clone(), group), false, |record| {
        show(call, record)
    })
}
