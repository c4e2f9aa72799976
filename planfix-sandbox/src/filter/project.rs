//! The filters of project.getList. Who is the client manager (5008) no method of the API sets.

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
