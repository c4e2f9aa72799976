//! The filters of project.getList, except 5008, the client manager, whom no method sets.

use super::Form;

pub(super) fn form(name: &str) -> Option<Form> {
    Some(match name {
        "title" => Form::Text(&["title"]),
        "owner" => Form::Id("owner.id"),
        "template" => Form::Id("template.id"),
        "parent" => Form::Id("parent.id"),
        "end_date" => Form::Date("endDate"),
        _ => return None,
    })
}
