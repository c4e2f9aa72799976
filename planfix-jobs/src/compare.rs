//! Comparing: reads the stored objects before anything is sent, and leaves out values that they already have.

use crate::plan::request;
use crate::run::{Caller, Hooks, RunError};
use crate::store::Store;
use planfix_api::json::Json;
use planfix_api::record::{Record, View};
use planfix_api::walk::leaves;
use planfix_api::{before_any, changes_any, reading_any};
use std::collections::HashMap;
use std::time::Duration;

/// The result of comparing.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Compared {
    /// Number of requests that change nothing.
    pub unchanged: u64,
    /// Number of requests that change something.
    pub changed: u64,
    /// Number of requests whose object could not be read; they are sent as they were planned.
    pub failed: u64,
    /// The first differences, for people to look at. They hold values of the account.
    pub first: Vec<Difference>,
}

/// The difference between a request and its object.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Line or row in the input.
    pub line: u64,
    /// The fields that differ, each with both values: `contact.post: "Buyer" -> "Manager"`.
    pub text: String,
}

/// How many differences are kept for people.
const SHOWN: usize = 10;

/// Reads the object of each planned request, and removes from the request what the object has already. A request that
/// changes nothing becomes unchanged. `pace` is the shortest time between two calls.
///
/// # Errors
/// The method of the job has no method that reads its object, the journal cannot be written, or every further call
/// would fail.
pub fn compare(
    store: &mut dyn Store,
    caller: &dyn Caller,
    pace: Duration,
    hooks: &mut dyn Hooks,
) -> Result<Compared, RunError> {
    let named = |name: &str| {
        planfix_api::methods()
            .iter()
            .find(|method| method.name == name)
            .copied()
    };
    let name = store.job().method.clone();
    let method = named(&name).ok_or(RunError::Method(name))?;
    let reads = method
        .reads
        .and_then(named)
        .ok_or(RunError::NotComparable(method.name))?;
    let mut compared = Compared::default();
    let mut last = 0;
    while let Some(planned) = store.planned_after(last)? {
        if hooks.is_stopped() || (last > 0 && !pace.is_zero() && !hooks.wait(pace)) {
            break;
        }
        last = planned.number;
        let body = serde_json::from_str(&planned.body).unwrap_or_default();
        let Ok(mut after) = request(method, &body) else {
            compared.failed += 1;
            continue;
        };
        let Ok(read) = reading_any(reads, &*after) else {
            compared.failed += 1;
            continue;
        };
        let before = match caller.call(reads, &*read) {
            Ok(answer) => before_any(method, &*answer),
            Err(error) if error.outcome() == planfix_api::client::Outcome::Refused && !error.is_not_now() => {
                compared.failed += 1;
                continue;
            }
            Err(error) => return Err(RunError::Call(Box::new(error))),
        };
        if !changes_any(&*before, &mut *after) {
            compared.unchanged += 1;
            store.compared(planned.number, None)?;
            continue;
        }
        compared.changed += 1;
        if compared.first.len() < SHOWN {
            compared.first.push(Difference {
                line: planned.line,
                text: differences(&*before, &*after),
            });
        }
        // Serializing a record to a text cannot fail: all keys are strings.
        let body = serde_json::to_string(&Json(&*after)).unwrap_or_default();
        store.compared(planned.number, Some(&body))?;
    }
    Ok(compared)
}

/// Lists the values of a request that differ, with those that were stored.
fn differences(before: &dyn Record, after: &dyn Record) -> String {
    let mut old = HashMap::new();
    leaves(before, &mut |leaf| {
        old.insert(leaf.path.to_owned(), shown(leaf.view));
    });
    let mut out = Vec::new();
    leaves(after, &mut |leaf| {
        let is_selector = leaf.row.rules.choice.is_some();
        let (was, is) = (old.get(leaf.path), shown(leaf.view));
        if !is_selector && was != Some(&is) {
            let was = was.map_or("nothing", String::as_str);
            out.push(format!("{}: {was} -> {is}", leaf.path));
        }
    });
    out.join(", ")
}

fn shown(view: View<'_>) -> String {
    match view {
        View::Empty => "nothing".to_owned(),
        view => planfix_api::record::wire_text(view).map_or_else(String::new, |text| format!("{text:?}")),
    }
}
