//! A shared type with a table but without a Rust type.

mod book {
    planfix_api::method!("../../fixtures/methods/room.book.md");
}

mod types {}

fn main() {
    let _: Option<book::Request> = None;
}
