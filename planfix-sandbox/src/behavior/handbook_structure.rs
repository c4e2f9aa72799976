//! The fields of a directory, as handbook.getStructure returns them.

use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::HANDBOOK;
use crate::{answer, custom_fields, tree};
use serde_json::{Value, json};

/// handbook.getStructure. A field of files has no type, because the vendor lists none for it.
pub(crate) fn structure(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut handbook = call.named(&HANDBOOK, "handbook", tree::at(request, "handbook"))?;
    let mut fields = Vec::new();
    for (number, field) in (1..).zip(custom_fields::of(call, tree::at(&handbook, "id"))?) {
        let kind = match custom_fields::kind_of(field) {
            "text" => Some("STRING"),
            "number" => Some("NUMBER"),
            "date" => Some("DATE"),
            "checkbox" => Some("CHECKBOX"),
            "list" => Some("LIST"),
            "record" => Some("HANDBOOK"),
            "records" => Some("HANDBOOKSET"),
            "tasks" => Some("TASKSET"),
            "contact" => Some("CONTACT"),
            "user" => Some("USER"),
            "users" => Some("LOGINLIST"),
            "participant" => Some("GROUPUSERCONTACT"),
            "values" => Some("SETSTRING"),
            _ => None,
        };
        let mut shown = json!({
            "id": tree::at(field, "id"),
            "num": number,
            "name": tree::at(field, "name"),
            "type": kind,
        });
        if kind == Some("LIST") {
            tree::put(&mut shown, "list.value", tree::at(field, "list").clone());
        }
        fields.push(shown);
    }
    tree::put(&mut handbook, "fields.field", fields);
    answer::one(call, &handbook)
}
