//! The page of the error codes, and the list of codes that a method can be answered with.

use super::page::{code, escape, link, page, table};
use super::prose::cell;
use super::site::Site;
use planfix_api::table::Method;
use planfix_api::{Class, Code};

/// The group of codes that every method shares.
pub(super) const GENERAL: &str = "general";

/// The names of groups of methods that differ in the table of error codes.
const NAMES: [(&str, &str); 4] = [
    ("analitic", "analytics"),
    ("auth", "authentication"),
    ("user", "employee"),
    ("userGroup", "user group"),
];

/// Returns the group of codes for a method's kind of object.
pub(in crate::commands) fn group(method: &Method) -> &'static str {
    let named = NAMES.iter().find(|(group, _)| *group == method.group());
    named.map_or(method.group(), |(_, name)| name)
}

/// Lists the codes of a group, each linked to its row on the page of all codes.
pub(super) fn listing(site: &Site, up: &str, group: &str) -> Option<String> {
    let rows: Vec<_> = Code::all()
        .iter()
        .filter(|entry| entry.group == group)
        .map(|entry| {
            let to = link(&format!("{up}errors.html#{}", anchor(entry)), entry.code);
            (
                String::new(),
                vec![to, class(entry.class).to_owned(), cell(site, up, entry.meaning)],
            )
        })
        .collect();
    (!rows.is_empty()).then(|| table(&["code", "class", "meaning"], &rows))
}

/// Returns `errors.html`.
pub(super) fn page_of_codes(site: &Site) -> String {
    let classes: Vec<_> = CLASSES
        .iter()
        .map(|(_, word, what)| (String::new(), vec![(*word).to_owned(), escape(what)]))
        .collect();
    let rows: Vec<_> = Code::all()
        .iter()
        .map(|entry| {
            let cells = vec![
                code(entry.code),
                class(entry.class).to_owned(),
                escape(entry.group),
                cell(site, "", entry.meaning),
            ];
            (anchor(entry), cells)
        })
        .collect();
    let body = format!(
        "<h1>Error codes</h1>\n<p>PlanFix refuses a request with one of these codes. A code is text: leading zeros \
         count.</p>\n<h2>Classes</h2>\n{}<h2>Codes</h2>\n{}",
        table(&["class", "what to do"], &classes),
        table(&["code", "class", "group", "meaning"], &rows)
    );
    page("Error codes", "", &body)
}

fn anchor(entry: &Code) -> String {
    format!("code-{}", entry.code)
}

/// Each class, its word in the table, and the advice for it.
const CLASSES: [(Class, &str, &str); 11] = [
    (
        Class::Credentials,
        "credentials",
        "The key, token or password is wrong or not allowed: correct it; never repeat.",
    ),
    (Class::Session, "session", "Log in again, then repeat once."),
    (
        Class::Account,
        "account",
        "The account cannot use this (name, plan, freeze): do not repeat.",
    ),
    (
        Class::Endpoint,
        "endpoint",
        "The account is in another data center: use another endpoint.",
    ),
    (
        Class::Limit,
        "limit",
        "The daily limit is reached: wait until tomorrow.",
    ),
    (Class::Later, "later", "Maintenance: repeat in a few minutes."),
    (Class::Busy, "busy", "The object is being changed: repeat in a second."),
    (Class::NotFound, "not-found", "The object does not exist."),
    (Class::Denied, "denied", "No right to do this."),
    (Class::Input, "input", "The request itself is wrong."),
    (Class::Failed, "failed", "The server could not carry it out."),
];

fn class(class: Class) -> &'static str {
    about(class).0
}

/// Returns the word of a class, and the advice for it.
pub(in crate::commands) fn about(class: Class) -> (&'static str, &'static str) {
    let found = CLASSES.iter().find(|(known, ..)| *known == class);
    found.map_or(("", ""), |(_, word, what)| (word, what))
}
