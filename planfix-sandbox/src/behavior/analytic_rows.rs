//! Rows of analytics by condition: those of one task or of all, and with values that pass filters.

use super::analytic;
use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::{ACTION, ANALYTIC, ANALYTIC_ROW, TASK};
use crate::paging::{self, Unpaged};
use crate::property::Key;
use crate::store::{Term, Test};
use crate::{dates, tree};
use planfix_api::jiff::civil::{DateTime, Time};
use planfix_api::record::{Typed as _, Value as _};
use serde_json::{Value, json};

/// analitic.getDataByCondition.
pub(crate) fn by_condition(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let analytic = call.named(&ANALYTIC, "analitic", tree::at(request, "analitic"))?;
    let id = tree::int(tree::at(&analytic, "id")).unwrap_or_default();
    let bounds = match request.get("task").and_then(Value::as_object) {
        Some(sent) if !sent.is_empty() => {
            let task = call.named(&TASK, "task", tree::at(request, "task"))?;
            let task = tree::int(tree::at(&task, "id")).unwrap_or_default();
            (Key::Pair(id, task), Key::Pair(id, task))
        }
        _ => Key::pairs_of(id),
    };
    let filters = tree::items(tree::at(request, "filters.filter"));
    for (index, filter) in filters.iter().enumerate() {
        let field = tree::at(filter, "field");
        if analytic::field(&analytic, field).is_null() {
            let message = format!("filters.filter[{index}].field: the analytics have no field {field}");
            call.fault("4012", message);
        }
    }
    let actions = call
        .store
        .ids(&ACTION, Term::has("analytic", Test::Between(bounds.0, bounds.1)))?;
    let mut keys = Vec::new();
    for action in call.store.objects(&ACTION, actions.iter())? {
        for row in tree::items(tree::at(&action, "analitics.analitic")) {
            let Some(key) = tree::int(tree::at(row, "key")).filter(|_| tree::int(tree::at(row, "id")) == Some(id))
            else {
                continue;
            };
            let row = call.store.get(&ANALYTIC_ROW, key)?.unwrap_or(Value::Null);
            if filters.iter().all(|filter| passes(&row, filter)) {
                keys.push(key);
            }
        }
    }
    keys.sort_unstable();
    paging::page(call, request, &ANALYTIC_ROW, keys, Unpaged::First, |row| {
        let action = tree::int(tree::at(row, "action")).unwrap_or_default();
        let action = call.store.get(&ACTION, action)?.unwrap_or(Value::Null);
        *row = json!({
            "key": tree::at(row, "key"),
            "task": { "id": tree::at(&action, "task.id") },
            "action": { "id": tree::at(&action, "id") },
            "itemData": analytic::items(call, row)?,
        });
        Ok(())
    })
}

/// Returns true if the value of the field of a filter is in its period, or has its employee.
fn passes(row: &Value, filter: &Value) -> bool {
    let mut items = tree::items(tree::at(row, "items")).iter();
    let field = tree::at(filter, "field");
    let Some(item) = items.find(|item| tree::at(item, "fieldId") == field) else {
        return false;
    };
    let value = tree::at(item, "value");
    if let Some(user) = tree::int(tree::at(filter, "userid")) {
        return tree::int(value) == Some(user) || tree::ids(tree::at(value, "id")).contains(&user);
    }
    let (from, to) = (
        dates::read(tree::at(filter, "fromDate")),
        dates::read_end(tree::at(filter, "toDate")),
    );
    let day = value.as_str().and_then(day);
    (from.is_none() && to.is_none())
        || day.is_some_and(|day| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to))
}

/// Reads a date of a row, which is stored as on the wire.
fn day(text: &str) -> Option<DateTime> {
    let mut day = planfix_api::DateTime::blank();
    day.set_text(text.trim()).ok()?;
    Some(match day {
        planfix_api::DateTime::Date(date) => date.to_datetime(Time::midnight()),
        planfix_api::DateTime::Minute(minute) => minute,
    })
}
