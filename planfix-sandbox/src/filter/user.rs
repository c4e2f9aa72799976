//! The filters of user.getList.

use super::Form;

pub(super) fn form(name: &str) -> Option<Form> {
    Some(match name {
        "email" => Form::Text(&["email"]),
        "name" => Form::Text(&["name", "lastName"]),
        _ => return None,
    })
}
