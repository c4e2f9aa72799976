//! What contacts and employees have in common: telephones and e-mail addresses.

use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::PHONE_TYPE;
use crate::tree;
use serde_json::{Value, json};

/// Keeps the type of each telephone by its identifier, also where the request gives its name alone.
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

/// Notes what is no e-mail address at a place of the request.
pub(crate) fn check_email(call: &Call<'_>, place: &str, address: &Value) {
    if tree::text(address).is_some_and(|address| !is_email(address)) {
        call.fault("8010", format!("{place}: not an e-mail address"));
    }
}

/// An address needs an `@` with something on each side; more only a mail server can tell.
fn is_email(address: &str) -> bool {
    !address.contains(char::is_whitespace)
        && address
            .rsplit_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
}
