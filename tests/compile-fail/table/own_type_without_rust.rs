//! The table of the type is there, and the Rust type is not.

mod book {
    planfix_api::method!("../../fixtures/methods/room.book.md");
}

mod types {}

fn main() {
    let _: Option<book::Request> = None;
}
