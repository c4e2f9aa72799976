//! The methods of contacts: people, companies, and templates of them.

mod login;

pub(crate) use login::{manage_access, update_login};

use super::people;
use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::{By, CONTACT};
use crate::paging::{self, Unpaged};
use crate::patch::{elements_of, patch, refer};
use crate::property::{CLASS, class_of_contact};
use crate::store::{Term, Test};
use crate::{answer, custom_fields, filter, history, references, tree};
use serde_json::{Value, json};

const ELEMENT: &str = "contact";

fn owner() -> Value {
    Value::from(CONTACT.name)
}

/// Finds the contact that a request is about.
fn named(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    call.named(&CONTACT, ELEMENT, tree::at(request, ELEMENT))
}

/// contact.add: an empty contact, or one with properties of its template, changed by the request.
pub(crate) fn add(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut contact = json!({
        "id": call.store.next(CONTACT.name)?,
        "userid": free_userid(call)?,
        "general": call.store.next("contact.general")?,
        "isCompany": false,
        "owner": { "id": CALLER },
        "created": call.timestamp(),
    });
    let number = tree::int(tree::at(request, "contact.template"));
    if let Some(template) = number.map(|number| template(call, number)).transpose()?.flatten() {
        for name in ["isCompany", "group", "responsible", "canBeWorker", "canBeClient"] {
            if let Some(value) = template.get(name) {
                tree::put(&mut contact, name, value.clone());
            }
        }
    }
    change(call, request, &mut contact)?;
    call.store.save(&CONTACT, &contact)?;
    let mut answer = changed(&contact);
    tree::put(&mut answer, "contact.userid", tree::at(&contact, "userid").clone());
    tree::put(
        &mut answer,
        "actionid",
        history::log(call, &history::of_contact(&contact), "TASKCREATED")?,
    );
    Ok(answer)
}

pub(crate) fn update(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut contact = named(call, request)?;
    change(call, request, &mut contact)?;
    save(call, request, &contact)
}

pub(crate) fn update_custom_data(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    update(call, request)
}

/// Stores a changed contact. A silent change adds nothing to the history.
fn save(call: &Call<'_>, request: &Value, contact: &Value) -> Result<Value, Failure> {
    call.store.save(&CONTACT, contact)?;
    let mut answer = changed(contact);
    if !Call::is_silent(request) {
        tree::put(
            &mut answer,
            "actionid",
            history::log(call, &history::of_contact(contact), "TASKCHANGED")?,
        );
    }
    Ok(answer)
}

fn changed(contact: &Value) -> Value {
    json!({ "contact": { "id": tree::at(contact, "id"), "general": tree::at(contact, "general") } })
}

/// Applies a request, whose references have been checked, to a contact.
fn change(call: &Call<'_>, request: &Value, contact: &mut Value) -> Result<(), Failure> {
    let sent = tree::at(request, ELEMENT);
    if let Some(number) = tree::id(tree::at(sent, "template"))
        && template(call, number)?.is_none()
    {
        call.fault(
            "0015",
            format!("contact.template: there is no template of contacts with the number {number}"),
        );
    }
    patch(elements_of(call.method.request, ELEMENT), sent, contact);
    refer(contact, "template");
    people::phones(call, ELEMENT, contact)?;
    custom_fields::merge(call, &owner(), ELEMENT, sent, contact)?;
    people::check_email(call, "contact.email", tree::at(sent, "email"));
    for (index, address) in tree::items(tree::at(sent, "secondaryEmails.email")).iter().enumerate() {
        people::check_email(call, &format!("contact.secondaryEmails.email[{index}]"), address);
    }
    tree::put(contact, "lastUpdateDate", call.timestamp());
    Ok(())
}

/// Finds a template by its number.
fn template(call: &Call<'_>, number: i64) -> Result<Option<Value>, Failure> {
    let found = call.store.find(&CONTACT, By::General, number)?;
    Ok(found.filter(|contact| tree::yes(tree::at(contact, "isTemplate"))))
}

/// Returns a new `userid` that is not the identifier of an employee.
fn free_userid(call: &Call<'_>) -> Result<i64, Failure> {
    loop {
        let id = call.store.next("userid")?;
        if !references::exists(call.store, &crate::object_kind::USER, By::UserId, id)? {
            return Ok(id);
        }
    }
}

pub(crate) fn get(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut contact = named(call, request)?;
    show(call, request, &mut contact)?;
    answer::one(call, &contact)
}

pub(crate) fn delete(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let contact = named(call, request)?;
    let id = tree::int(tree::at(&contact, "id")).unwrap_or_default();
    call.store.delete(&CONTACT, id)?;
    Ok(json!({ "contact": { "id": id } }))
}

/// contact.getList: ordered by identifier. A page of zero or less has only the counts.
pub(crate) fn list(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let target = target(tree::at(request, "target"))?;
    let conditions = filter::conditions(call, &CONTACT, request)?;
    let mut terms = vec![Term::word(CLASS, target)];
    if let Some(search) = tree::text(tree::at(request, "search")).map(str::to_lowercase) {
        terms.push(Term::has(
            "search",
            Test::Text(Box::new(move |text| text.contains(&search))),
        ));
    }
    terms.extend(tree::id(tree::at(request, "company")).map(|company| Term::is("contractors.id", company)));
    terms.extend(conditions);
    let found = call.store.ids(&CONTACT, Term::All(terms))?;
    paging::page(call, request, &CONTACT, found.iter(), Unpaged::First, |contact| {
        show(call, request, contact)
    })
}

fn target(target: &Value) -> Result<&str, Failure> {
    match target {
        Value::Null => Ok("contact"),
        Value::String(word) if matches!(word.as_str(), "contact" | "company" | "template") => Ok(word),
        Value::Number(id) => Err(Failure::refused(
            "0101",
            format!("target: there is no stored filter {id}, because a sandbox has none"),
        )),
        Value::String(word) if word.starts_with(':') => Err(Failure::refused(
            "0101",
            "target: a sandbox has no stored filters; use the targets contact and company",
        )),
        _ => Err(Failure::refused(
            "0015",
            "target: expected contact, company, template or the identifier of a stored filter",
        )),
    }
}

/// Adds computed elements, and removes those that the request does not ask for.
fn show(call: &Call<'_>, request: &Value, contact: &mut Value) -> Result<(), Failure> {
    custom_fields::show(call, &owner(), contact)?;
    if contact.get("havePlanfixAccess").is_none() {
        tree::put(contact, "havePlanfixAccess", false);
    }
    if let Some(id) = tree::int(tree::at(contact, "telegram.id")) {
        tree::put(contact, "telegramId", id.to_string());
    } else {
        tree::take(contact, "telegram");
    }
    let asked = tree::items(tree::at(request, "fields.field"));
    let is_asked = |name: &str| asked.iter().any(|field| field == name);
    if !is_asked("lastUpdateDate") {
        tree::take(contact, "lastUpdateDate");
    }
    if is_asked("lastCommentDate") {
        let last = history::last_comment(call, contact)?;
        tree::put(contact, "lastCommentDate", last.unwrap_or(Value::Null));
    }
    Ok(())
}

pub(crate) fn update_contractors(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut contact = named(call, request)?;
    let id = tree::at(&contact, "id").clone();
    let change = tree::at(request, "contact.contractors");
    let (added, removed) = (
        tree::ids(tree::at(change, "addClient.id")),
        tree::ids(tree::at(change, "delClient.id")),
    );
    for (index, company) in added.iter().enumerate() {
        let found = call.store.get(&CONTACT, *company)?;
        if found.is_some_and(|found| class_of_contact(&found) != "company") {
            call.fault(
                "0015",
                format!("contact.contractors.addClient.id[{index}]: the contact {company} is not a company"),
            );
        }
    }
    let mut companies = tree::ids(tree::at(&contact, "contractors.id"));
    companies.retain(|company| !removed.contains(company));
    // A company in both lists stays.
    companies.extend(
        added
            .iter()
            .filter(|company| !companies.contains(company))
            .copied()
            .collect::<Vec<_>>(),
    );
    tree::put(&mut contact, "contractors", json!({ "id": companies }));
    tree::put(&mut contact, "lastUpdateDate", call.timestamp());
    call.store.save(&CONTACT, &contact)?;
    Ok(json!({ "contact": { "id": id } }))
}
