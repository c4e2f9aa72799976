//! Counts the actions that an employee added.

use crate::call::Call;
use crate::dates;
use crate::failure::Failure;
use crate::object_kind::{ACTION, USER};
use crate::property::Key;
use crate::store::{Term, Test};
use crate::tree;
use serde_json::{Value, json};

/// user.actionsAdded: both ends are included; an end without a time is the end of the day.
pub(crate) fn count(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let user = call.named(&USER, "user", tree::at(request, "user"))?;
    let first = dates::read(tree::at(request, "period.begin")).map_or(i64::MIN, dates::seconds);
    let last = dates::read_end(tree::at(request, "period.end")).map_or(i64::MAX, dates::seconds);
    if first > last {
        call.fault("0019", "period.begin: must not be after period.end");
    }
    let kind = tree::text(tree::at(request, "actionType"));
    // The index has the times of actions on tasks alone.
    let period = Term::has("time", Test::Between(Key::Int(first), Key::Int(last)));
    let possible = call
        .store
        .ids(&ACTION, Term::Any(vec![period, Term::some("contact")]))?;
    let actions = call.store.objects(&ACTION, possible.iter())?;
    let added = actions.iter().filter(|action| {
        let time = dates::read(tree::at(action, "dateTime")).map(dates::seconds);
        tree::at(action, "owner.id") == tree::at(&user, "id")
            && time.is_some_and(|time| (first..=last).contains(&time))
            && kind.is_none_or(|kind| tree::at(action, "type").as_str() == Some(kind))
    });
    Ok(json!({ "count": added.count() }))
}
