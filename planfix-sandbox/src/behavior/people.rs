//! Telephones and e-mail addresses, which contacts and employees have.

use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::PHONE_TYPE;
use crate::tree;
use serde_json::{Value, json};

/// Stores the type of each telephone by its identifier. A request may give only its name.
pub(crate) fn phones(call: &Call<'_>, element: &str, person: &mut Value) -> Result<(), Failure> {
    let phones = tree::items(tree::at(person, "phones.phone")).to_vec();
    if phones.is_empty() {
        return Ok(());
    }
    let types = call.store.all(&PHONE_TYPE)?;
    let mut kept = Vec::new();
    for (index, phone) in phones.iter().enumerate() {
        let mut ty = tree::int(tree::at(phone, "typeId"));
        if let (None, Some(name)) = (ty, tree::text(tree::at(phone, "typeName"))) {
            let found = types.iter().find(|ty| tree::at(ty, "name").as_str() == Some(name));
            ty = found.and_then(|ty| tree::int(tree::at(ty, "id")));
            if ty.is_none() {
                call.fault(
                    "0015",
                    format!("{element}.phones.phone[{index}].typeName: there is no type of telephones {name:?}"),
                );
            }
        }
        kept.push(match ty {
            Some(ty) => json!({ "number": tree::at(phone, "number"), "typeId": ty }),
            None => json!({ "number": tree::at(phone, "number") }),
        });
    }
    tree::put(person, "phones.phone", kept);
    Ok(())
}

/// Notes a text that is not an e-mail address.
pub(crate) fn check_email(call: &Call<'_>, path: &str, address: &Value) {
    if tree::text(address).is_some_and(|address| !is_email(address)) {
        call.fault("8010", format!("{path}: not an e-mail address"));
    }
}

/// An address needs an `@` between two texts. Only a mail server could tell more.
fn is_email(address: &str) -> bool {
    !address.contains(char::is_whitespace)
        && address
            .rsplit_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
}
