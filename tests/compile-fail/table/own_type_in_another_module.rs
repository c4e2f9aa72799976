//! The help names the module that contains the types.

mod open {
    planfix_api::method!("../../fixtures/methods/room.open.md", types: crate::rooms);
}

mod rooms {}

fn main() {
    let _: Option<open::Request> = None;
}
