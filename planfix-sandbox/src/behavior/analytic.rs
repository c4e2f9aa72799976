//! The methods of analytics: their definitions, and the rows of data that actions have.

use super::handbook;
use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{self, ANALYTIC, ANALYTIC_ROW, By, CONTACT, ObjectKind, PROJECT, RECORD, TASK, USER};
use crate::property::label;
use crate::references::{exists, referred};
use crate::{answer, custom_fields, tree};
use planfix_api::jiff::civil::{Date, Time};
use planfix_api::{Decimal, record::Typed};
use serde_json::{Value, json};

/// analitic.getOptions.
pub(crate) fn options(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let analytic = call.named(&ANALYTIC, "analitic", tree::at(request, "analitic"))?;
    answer::one(call, &analytic)
}

/// analitic.getHandbook: the records of a directory with all their fields.
pub(crate) fn handbook(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let id = tree::int(tree::at(request, "handbook.id")).unwrap_or_default();
    let fields = custom_fields::of(call, &id.into())?;
    let mut records = Vec::new();
    for mut record in handbook::records(call, id)? {
        let values = fields.iter().map(|field| {
            let value = custom_fields::value(&record, tree::int(tree::at(field, "id")).unwrap_or_default());
            json!({ "value": value.unwrap_or_default(), "name": tree::at(field, "name"), "isDisplayed": true })
        });
        let values: Vec<Value> = values.collect();
        tree::put(&mut record, "value", values);
        records.push(record);
    }
    answer::list(call, records.len(), &records)
}

/// analitic.getData: the rows with these keys; an empty element for each that does not exist.
pub(crate) fn data(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut rows = Vec::new();
    for key in tree::ids(tree::at(request, "analiticKeys.key")) {
        let Some(row) = call.store.get(&ANALYTIC_ROW, key)? else {
            rows.push(json!({}));
            continue;
        };
        rows.push(json!({ "key": key, "itemData": items(call, &row)? }));
    }
    answer::list(call, rows.len(), &rows)
}

/// Returns the values of a row, as text and as identifiers.
pub(super) fn items(call: &Call<'_>, row: &Value) -> Result<Vec<Value>, Failure> {
    let analytic = tree::int(tree::at(row, "id")).unwrap_or_default();
    let analytic = call.store.get(&ANALYTIC, analytic)?.unwrap_or(Value::Null);
    let mut items = Vec::new();
    for item in tree::items(tree::at(row, "items")) {
        let field = field(&analytic, tree::at(item, "fieldId"));
        let kind = tree::at(field, "type").as_str().unwrap_or_default();
        let (value, id) = shown(call, kind, tree::at(item, "value"))?;
        items.push(json!({
            "id": tree::at(item, "fieldId"),
            "name": tree::at(field, "name"),
            "value": value,
            "valueId": id,
        }));
    }
    Ok(items)
}

/// Finds a field of an analytic; null if it has no such field.
pub(super) fn field<'a>(analytic: &'a Value, id: &Value) -> &'a Value {
    let fields = tree::items(tree::at(analytic, "fields.field"));
    fields
        .iter()
        .find(|field| tree::at(field, "id") == id)
        .unwrap_or(&Value::Null)
}

/// Returns the kind of object that a field of this type refers to.
fn object(kind: &str) -> Option<(&'static ObjectKind, By)> {
    Some(match kind {
        "TASK" => (&TASK, By::Key),
        "PROJECT" => (&PROJECT, By::Key),
        "HANDBOOK" => (&RECORD, By::Key),
        "USER" | "GROUPUSERCONTACT" => (&USER, By::UserId),
        "CLIENT" | "CONTACT" => (&CONTACT, By::Key),
        _ => return None,
    })
}

/// Returns a value as text, and the identifiers of the objects it refers to.
fn shown(call: &Call<'_>, kind: &str, value: &Value) -> Result<(Option<String>, Option<String>), Failure> {
    if let Some((kind, by)) = object(kind) {
        let id = tree::int(value).unwrap_or_default();
        let found = referred(call.store, kind, by, id)?;
        let name = match &found {
            Some(record) if kind.name == RECORD.name => handbook::name(call, record)?,
            found => found.as_ref().and_then(label),
        };
        return Ok((name, Some(id.to_string())));
    }
    if kind == "LOGINLIST" {
        let ids = tree::ids(tree::at(value, "id"));
        let mut names = Vec::new();
        for id in &ids {
            names.extend(referred(call.store, &USER, By::UserId, *id)?.as_ref().and_then(label));
        }
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        return Ok((Some(names.join(", ")), Some(ids.join(","))));
    }
    if let (Some(begin), Some(end)) = (value.get("begin"), value.get("end")) {
        let text = |time: &Value| time.as_str().unwrap_or_default().to_owned();
        return Ok((Some(format!("{} - {}", text(begin), text(end))), None));
    }
    Ok((value.as_str().map(str::to_owned), None))
}

/// Adds rows of analytics to an action, or changes the rows whose key is given.
pub(crate) fn attach(call: &Call<'_>, rows: &[Value], action: &mut Value) -> Result<(), Failure> {
    let own = tree::int(tree::at(action, "id"));
    for (index, row) in rows.iter().enumerate() {
        let path = format!("action.analitics.analitic[{index}]");
        let Some(analytic) = call
            .store
            .get(&ANALYTIC, tree::int(tree::at(row, "id")).unwrap_or_default())?
        else {
            // Its absence has been reported with the references.
            continue;
        };
        let key = tree::int(tree::at(row, "analiticData.key"));
        let mut kept = match key {
            None => json!({
                "key": call.store.next(ANALYTIC_ROW.name)?,
                "id": tree::at(&analytic, "id"),
                "action": own,
                "items": [],
            }),
            Some(key) => {
                let found = call.store.get(&ANALYTIC_ROW, key)?;
                let Some(found) = found.filter(|row| tree::int(tree::at(row, "action")) == own) else {
                    call.fault("4010", format!("{path}.analiticData.key: the action has no row {key}"));
                    continue;
                };
                if tree::at(&found, "id") != tree::at(&analytic, "id") {
                    call.fault(
                        "4016",
                        format!("{path}.analiticData.key: the row {key} belongs to other analytics"),
                    );
                    continue;
                }
                found
            }
        };
        let sent = tree::items(tree::at(row, "analiticData.itemData"));
        if key.is_none() && sent.is_empty() {
            call.fault("4011", format!("{path}.analiticData: at least one field needs a value"));
        }
        let mut items = tree::items(tree::at(&kept, "items")).to_vec();
        for (number, item) in sent.iter().enumerate() {
            let path = format!("{path}.analiticData.itemData[{number}]");
            take(call, &analytic, &path, item, &mut items)?;
        }
        tree::put(&mut kept, "items", items);
        call.store.save(&ANALYTIC_ROW, &kept)?;
        if key.is_none() {
            let mut all = tree::items(tree::at(action, "analitics.analitic")).to_vec();
            all.push(json!({ "id": tree::at(&analytic, "id"), "key": tree::at(&kept, "key") }));
            tree::put(action, "analitics.analitic", all);
        }
    }
    Ok(())
}

/// Sets the value of a field in a row.
fn take(call: &Call<'_>, analytic: &Value, path: &str, item: &Value, items: &mut Vec<Value>) -> Result<(), Failure> {
    let id = tree::at(item, "fieldId");
    let field = field(analytic, id);
    if field.is_null() {
        call.fault("4012", format!("{path}.fieldId: the analytics have no field {id}"));
        return Ok(());
    }
    let Some(value) = item.get("value") else {
        return Ok(());
    };
    items.retain(|kept| tree::at(kept, "fieldId") != id);
    if value.is_null() {
        return Ok(());
    }
    if let Some((code, expected)) = misfit(call, field, value)? {
        call.fault(code, format!("{path}.value: the field {id} takes {expected}"));
    }
    items.push(json!({ "fieldId": id, "value": value }));
    Ok(())
}

/// Returns the code and what the field takes, if this value is wrong for it.
fn misfit(call: &Call<'_>, field: &Value, value: &Value) -> Result<Option<(&'static str, &'static str)>, Failure> {
    let text = value.as_str().unwrap_or_default().trim();
    let kind = tree::at(field, "type").as_str().unwrap_or_default();
    if kind == "HANDBOOK" {
        let handbook = tree::int(tree::at(field, "handbook.id"));
        let record = call.store.get(&RECORD, tree::int(value).unwrap_or_default())?;
        let record = record.filter(|record| tree::int(tree::at(record, "handbook")) == handbook);
        return Ok(match record {
            None => Some(("4015", "the key of a record of its directory")),
            Some(record) if tree::yes(tree::at(&record, "isGroup")) => {
                Some(("4014", "the key of a record; this is a group of records"))
            }
            Some(_) => None,
        });
    }
    let (fits, expected) = match kind {
        "DATE" => (is::<Date>(text), "a date, dd-mm-yyyy"),
        "DATETIME" => (is::<planfix_api::DateTime>(text), "a date and time, dd-mm-yyyy hh:mm"),
        "TIME" => (is::<Time>(text), "a time, hh:mm"),
        "TIMEPERIOD" => (value.get("begin").is_some(), "a period with begin and end"),
        "NUMBER" => (is::<Decimal>(text), "a number"),
        "CHECKBOX" => (matches!(text, "0" | "1"), "0 or 1"),
        "STRING" => (
            value.is_string() && text.chars().count() <= 255,
            "a text of at most 255 characters",
        ),
        "LIST" => {
            let listed = tree::items(tree::at(field, "list.value"));
            (
                listed.iter().any(|listed| listed == text),
                "one of the values of its list",
            )
        }
        "LOGINLIST" => {
            let ids = tree::ids(tree::at(value, "id"));
            let mut all = !ids.is_empty();
            for id in ids {
                all &= exists(call.store, &object_kind::USER, By::UserId, id)?;
            }
            (all, "employees, each in an element id")
        }
        _ => match object(kind) {
            Some((kind, by)) => {
                let id = tree::int(value).unwrap_or_default();
                (
                    exists(call.store, kind, by, id)?,
                    "the identifier of an object that exists",
                )
            }
            None => (value.is_string(), "a text"),
        },
    };
    Ok((!fits).then_some(("4013", expected)))
}

fn is<T: Typed>(text: &str) -> bool {
    T::blank().set_text(text).is_ok()
}

/// Removes rows of analytics from an action.
pub(crate) fn remove(call: &Call<'_>, keys: &[i64], action: &mut Value) -> Result<(), Failure> {
    let mut all = tree::items(tree::at(action, "analitics.analitic")).to_vec();
    for key in keys {
        let before = all.len();
        all.retain(|row| tree::int(tree::at(row, "key")) != Some(*key));
        if all.len() == before {
            call.fault(
                "4010",
                format!("action.deletedAnalitics.key: the action has no row {key}"),
            );
        }
        call.store.delete(&ANALYTIC_ROW, *key)?;
    }
    if !keys.is_empty() {
        tree::put(action, "analitics.analitic", all);
    }
    Ok(())
}
