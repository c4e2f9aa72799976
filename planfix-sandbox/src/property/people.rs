//! The properties of contacts, employees, and groups of employees.

use super::{CLASS, Key, Property, flag, int, made, text, time_at, word, words};
use crate::tree;
use serde_json::Value;

pub(crate) const CONTACT: &[Property] = &[
    int("general"),
    int("userid"),
    int("owner.id"),
    int("group.id"),
    int("template.id"),
    int("responsible.users.id"),
    int("contractors.id"),
    text("name"),
    text("lastName"),
    text("email"),
    text("secondaryEmails.email"),
    text("post"),
    text("address"),
    text("phones.phone.number"),
    text("user.email"),
    time_at("created"),
    time_at("birthdate"),
    flag("isCompany"),
    flag("havePlanfixAccess"),
    flag("canBeWorker"),
    flag("canBeClient"),
    made(CLASS, |contact| words(Some(class_of_contact(contact)))),
    made("search", |contact| vec![Key::Text(searched(contact))]),
];

/// Separates the texts of a search; XML cannot contain it.
const END: char = '\0';

/// Returns the texts that contact.getList searches, as one text.
fn searched(contact: &Value) -> String {
    let texts = ["name", "lastName", "email"]
        .iter()
        .filter_map(|name| contact.get(name)?.as_str());
    texts.fold(String::new(), |mut all, text| {
        all.push_str(&text.to_lowercase());
        all.push(END);
        all
    })
}

pub(crate) fn class_of_contact(contact: &Value) -> &'static str {
    if tree::yes(tree::at(contact, "isTemplate")) {
        "template"
    } else if tree::yes(tree::at(contact, "isCompany")) {
        "company"
    } else {
        "contact"
    }
}

pub(crate) const USER: &[Property] = &[
    int("general"),
    int("userGroups.id"),
    text("email"),
    text("name"),
    text("lastName"),
    text("role"),
    word("status"),
    flag("isOnline"),
    made(CLASS, |_| words(Some("user"))),
    made("label", |user| {
        label(user)
            .map(|label| Key::Text(label.to_lowercase()))
            .into_iter()
            .collect()
    }),
    made("isActive", |user| {
        vec![Key::Int(i64::from(tree::at(user, "status").as_str() == Some("ACTIVE")))]
    }),
];

pub(crate) const USER_GROUP: &[Property] = &[text("name"), made(CLASS, |_| words(Some("userGroup")))];

/// Returns the name of an object, as objects that refer to it show it.
pub(crate) fn label(object: &Value) -> Option<String> {
    if let Some(title) = tree::text(tree::at(object, "title")) {
        return Some(title.to_owned());
    }
    let name = tree::text(tree::at(object, "name"));
    // References show a contact by its first name only, an employee by both names.
    let is_contact = !tree::at(object, "userid").is_null();
    let last = tree::text(tree::at(object, "lastName")).filter(|_| !is_contact);
    let both: Vec<&str> = name.into_iter().chain(last).collect();
    (!both.is_empty()).then(|| both.join(" "))
}
