//! The filters of project.getList. Who is the client manager (5008) no method of the API sets.

use super::Form;

pub(super) fn form(name: &str) -> Option<Form> {
    Some(match name {
        "title" => Form::Text(&["title"]),
        "owner" => Form::Id("owner.id"),
        "template" => Form::Id("template.id"),
        "parent" => Form::Id("parent.id"),
        "end_date" => Form::Date("endDate"),
        "text_field" => Form::Custom("text"),
        "number_field" => Form::Custom("number"),
        "checkbox_field" => Form::Custom("checkbox"),
        "list_field" => Form::Custom("list"),
        "record_field" => Form::Custom("record"),
        "contact_field" => Form::Custom("contact"),
        "user_field" => Form::Custom("user"),
        "participant_field" => Form::Custom("participant"),
        "users_field" => Form::Custom("users"),
        "records_field" => Form::Custom("records"),
        _ => return None,
    })
}
