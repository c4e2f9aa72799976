//! The fact `precedence`: the members of one one-of, strongest first.

use super::page::Page;
use super::rows::Parsed;
use crate::fault::Collector;
use crate::model::Record;
use crate::names::nearest;

/// Reads the fact; nothing where it is missing.
pub(super) fn precedence(faults: &mut Collector<'_>, page: &Page, request: &Record, rows: &Parsed) -> Vec<String> {
    let Some((_, value)) = page.facts.iter().find(|(key, _)| key.text == "precedence") else {
        return Vec::new();
    };
    if value.text.is_empty() {
        return Vec::new();
    }
    // A one-of may be in any struct of the request: its struct and its number identify it.
    let mut members = Vec::new();
    for (number, record) in std::iter::once(request).chain(request.records()).enumerate() {
        for field in record.fields() {
            if let Some(choice) = field.rules.choice {
                members.push((field.path.as_str(), (number, choice)));
            }
        }
    }
    let is_alone = |choice| members.iter().filter(|(_, other)| *other == choice).count() < 2;
    let mut group = None;
    let mut names = Vec::new();
    let mut strangers = false;
    for name in value.text.split(',').map(str::trim) {
        let Some((_, choice)) = members.iter().copied().find(|(path, _)| *path == name) else {
            strangers = true;
            if rows.may_have(name) || rows.has_broken_rule(name) {
                // It may be the row, or the rule, that was reported.
                continue;
            }
            let help = match nearest(name, members.iter().map(|(path, _)| *path)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "it names the members of one `one-of`, strongest first, comma between".to_owned(),
            };
            faults.help(
                value.span.clone(),
                format!("`{name}` is not a member of a one-of"),
                "one of these",
                help,
            );
            continue;
        };
        if names.iter().any(|known| known == name) {
            faults.add(value.span.clone(), format!("`{name}` appears twice"), "one of these");
        } else if group.is_some_and(|group| group != choice) && is_alone(choice) {
            // It was reported that its one-of has no other member.
            strangers = true;
        } else if *group.get_or_insert(choice) != choice {
            faults.add(
                value.span.clone(),
                format!("`{name}` belongs to another one-of"),
                "one of these",
            );
        } else {
            names.push(name.to_owned());
        }
    }
    for (path, _) in members.iter().filter(|(_, choice)| group == Some(*choice)) {
        // A misspelled name may have been this one.
        if !strangers && !names.iter().any(|name| name == path) {
            faults.help(
                value.span.clone(),
                format!("`{path}` is not in the precedence"),
                "it is not named here",
                "name every member of the one-of, strongest first",
            );
        }
    }
    names
}
