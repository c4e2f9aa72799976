//! The access of contacts to PlanFix. A contact that gets access is invited by e-mail. Nobody reads the e-mail of a
//! sandbox, so no invitation is accepted: only contacts of a new sandbox are active.

use super::{ELEMENT, named};
use crate::behavior::people;
use crate::call::Call;
use crate::failure::Failure;
use crate::object_kind::CONTACT;
use crate::patch::{elements_of, patch};
use crate::store::Term;
use crate::tree;
use serde_json::{Value, json};

/// contact.managePlanfixAccess: grants or revokes access.
pub(crate) fn manage_access(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut contact = named(call, request)?;
    let opens = tree::yes(tree::at(request, "contact.havePlanfixAccess"));
    let has_access = tree::yes(tree::at(&contact, "havePlanfixAccess"));
    let activated = tree::yes(tree::at(&contact, "activated"));
    let status = match (opens, has_access, activated) {
        (true, _, true) => "ACTIVE",
        (true, true, false) => "NOTICE_RESEND",
        (true, false, false) => "NOTICE_SEND",
        (false, true, false) => "ACCESS_CANCELED",
        (false, _, _) => "UNACTIVE",
    };
    if status == "NOTICE_SEND" {
        invite(call, tree::at(request, "contact.email"), &mut contact)?;
    }
    tree::put(&mut contact, "havePlanfixAccess", opens);
    if tree::at(&contact, "user").is_object() {
        tree::put(&mut contact, "user.status", if opens { "ACTIVE" } else { "UNACTIVE" });
    }
    call.store.save(&CONTACT, &contact)?;
    Ok(json!({ "contact": { "id": tree::at(&contact, "id"), "status": status } }))
}

/// Creates the login, whose name is the address of the invitation.
fn invite(call: &Call<'_>, given: &Value, contact: &mut Value) -> Result<(), Failure> {
    let own = tree::text(tree::at(contact, "email"));
    let Some(address) = tree::text(given).or(own).map(str::to_owned) else {
        call.fault("8010", "contact.email: missing, and the contact has no e-mail address");
        return Ok(());
    };
    people::check_email(call, "contact.email", &Value::from(address.as_str()));
    taken(call, "contact.email", &address, contact)?;
    tree::put(
        contact,
        "user",
        json!({ "login": address, "role": "USER", "status": "ACTIVE", "email": address }),
    );
    Ok(())
}

/// Notes a fault if another contact logs in with this address.
fn taken(call: &Call<'_>, path: &str, address: &str, contact: &Value) -> Result<(), Failure> {
    let found = call
        .store
        .ids(&CONTACT, Term::word("user.email", &address.to_lowercase()))?;
    let own = tree::int(tree::at(contact, "id"));
    if found.iter().any(|id| Some(id) != own) {
        call.fault("8007", format!("{path}: another contact logs in with this address"));
    }
    Ok(())
}

/// contact.updateUserInfo: changes the login. A password is not stored.
pub(crate) fn update_login(call: &Call<'_>, request: &Value) -> Result<Value, Failure> {
    let mut contact = named(call, request)?;
    if !tree::yes(tree::at(&contact, "havePlanfixAccess")) {
        return Err(Failure::refused(
            "8006",
            "contact: has no access to PlanFix; contact.managePlanfixAccess gives access",
        ));
    }
    let mut sent = tree::at(request, ELEMENT).clone();
    let password = tree::take(&mut sent, "user.password");
    if !password.is_null() && !tree::yes(tree::at(&contact, "activated")) {
        call.fault(
            "8008",
            "contact.user.password: the contact has not accepted the invitation yet",
        );
    }
    let email = tree::at(&sent, "user.email").clone();
    people::check_email(call, "contact.user.email", &email);
    if let Some(address) = tree::text(&email) {
        taken(call, "contact.user.email", address, &contact)?;
    }
    // No answer has the picture of a login.
    tree::take(&mut sent, "user.pic");
    patch(elements_of(call.method.request, ELEMENT), &sent, &mut contact);
    for (flag, needs) in [("notifyByEmail", "email"), ("notifyByJabber", "jabber")] {
        let is_on = tree::yes(tree::at(&sent, &format!("user.{flag}")));
        if is_on && tree::text(tree::at(&contact, &format!("user.{needs}"))).is_none() {
            call.fault("0017", format!("contact.user.{flag}: needs contact.user.{needs}"));
        }
    }
    call.store.save(&CONTACT, &contact)?;
    Ok(json!({ "contact": { "id": tree::at(&contact, "id") } }))
}
