//! A field that is no longer part of the API can be read, with a word that it may be missing.

#![deny(deprecated)]

fn main() {
    let user = planfix_api::User::new(planfix_api::UserId(1));
    let _ = user.jabber;
}
