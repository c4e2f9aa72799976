//! A type that neither planfix-api nor this crate defines.

mod open {
    planfix_api::method!("../../fixtures/methods/room.open.md");
}

fn main() {
    let _: Option<open::Request> = None;
}
