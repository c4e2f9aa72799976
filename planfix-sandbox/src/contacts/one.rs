//! The methods of one contact: add, update, get, delete.

use super::answer::{Answering, Shape};
use super::change;
use crate::behaviour::Call;
use crate::failure::Failure;
use crate::store::{Begun, Selector, Store, StoreError, Stored};
use planfix_api::contact::{add, delete, get, update};
use planfix_api::{ActionId, ContactId, DateTime, Maybe};
use serde_json::{Map, Value};

/// The contact that a request names, or 8002.
fn named(store: &Begun<'_>, selector: Selector) -> Result<Stored, Failure> {
    store.contact(&selector)?.ok_or_else(|| {
        let (name, value) = match selector {
            Selector::Id(id) => ("id", id.0),
            Selector::UserId(id) => ("userid", id.0),
            Selector::General(number) => ("general", number.0),
        };
        Failure::refused("8002", format!("contact.{name}: there is no contact {value}"))
    })
}

pub(crate) fn update(call: &Call<'_>, request: &update::Request) -> Result<update::Response, Failure> {
    let mut stored = named(call.store, (&request.key).into())?;
    change::apply(call.store, &mut stored, request)?;
    stored.contact.last_update_date = Maybe::Set(DateTime::from(call.now));
    call.store.save_contact(&stored)?;
    let mut response = update::Response::new(stored.contact.id);
    response.general = stored.contact.general;
    if request.silent != Maybe::Set(true) {
        response.action_id = Maybe::Set(ActionId(call.store.new_action(stored.contact.id, call.now)?));
    }
    Ok(response)
}

/// A new contact is an empty one, or one with the properties of its template, changed by what the
/// request sets.
pub(crate) fn add(call: &Call<'_>, request: &add::Request) -> Result<add::Response, Failure> {
    let mut stored = call.store.new_contact(call.now)?;
    stored.contact.is_company = Maybe::Set(false);
    if let Maybe::Set(number) = request.template
        && let Some(template) = call.store.template(number)?
    {
        stored.contact.is_company = template.contact.is_company;
        stored.contact.group = template.contact.group;
        stored.contact.responsible = template.contact.responsible;
        stored.extra.can_be_worker = template.extra.can_be_worker;
        stored.extra.can_be_client = template.extra.can_be_client;
    }
    if request.is_company.is_set() {
        stored.contact.is_company = request.is_company;
    }
    let changes = as_update(request, stored.contact.id)?;
    change::apply(call.store, &mut stored, &changes)?;
    stored.contact.last_update_date = Maybe::Set(DateTime::from(call.now));
    call.store.save_contact(&stored)?;
    let mut response = add::Response::new(stored.contact.id);
    response.user_id = stored.contact.user_id;
    response.general = stored.contact.general;
    response.action_id = Maybe::Set(ActionId(call.store.new_action(stored.contact.id, call.now)?));
    Ok(response)
}

/// contact.add as a contact.update: both have the same elements under the same names, but for
/// `isCompany`.
fn as_update(request: &add::Request, id: ContactId) -> Result<update::Request, StoreError> {
    let wrong = |_| StoreError::Inconsistent("a request of contact.add that is none of contact.update");
    let mut json = serde_json::to_value(request).map_err(wrong)?;
    if let Some(Value::Object(root)) = Some(&mut json)
        && let Value::Object(fields) = root.entry("contact").or_insert_with(|| Map::new().into())
    {
        fields.remove("isCompany");
        // What is empty in contact.add says as much as what is left out.
        fields.retain(|_, value| !value.is_null());
        fields.insert("id".to_owned(), id.0.into());
    }
    serde_json::from_value(json).map_err(wrong)
}

pub(crate) fn get(call: &Call<'_>, request: &get::Request) -> Result<get::Response, Failure> {
    let stored = named(call.store, (&request.key).into())?;
    let fields = request.fields.set().map_or([].as_slice(), Vec::as_slice);
    let answering = Answering::new(call.store, Shape::One, fields)?;
    Ok(get::Response::new(answering.contact(stored)?))
}

pub(crate) fn delete(call: &Call<'_>, request: &delete::Request) -> Result<delete::Response, Failure> {
    let stored = named(call.store, (&request.key).into())?;
    call.store.delete_contact(stored.contact.id)?;
    Ok(delete::Response::new(stored.contact.id))
}

/// Everything that is kept of a contact, as JSON below `contact`.
pub(crate) fn stored(store: &mut Store, id: ContactId) -> Result<Option<Value>, StoreError> {
    let Some(stored) = store.begin(false)?.contact(&Selector::Id(id))? else {
        return Ok(None);
    };
    let wrong = |_| StoreError::Inconsistent("a contact that cannot be written as JSON");
    let mut all = serde_json::json!({ "contact": serde_json::to_value(&stored.contact).map_err(wrong)? });
    merge(&mut all, serde_json::to_value(&stored.extra).map_err(wrong)?);
    Ok(Some(all))
}

/// Adds the names of `more` to those of `into`, objects in both at every depth.
fn merge(into: &mut Value, more: Value) {
    match (into, more) {
        (Value::Object(into), Value::Object(more)) => {
            for (name, value) in more {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, more) => *into = more,
    }
}
