//! A removed field can be read, with a hint that it may be missing.

#![deny(deprecated)]

fn main() {
    let user = planfix_api::User::new(planfix_api::UserId(1));
    let _ = user.jabber;
}
