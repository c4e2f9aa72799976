//! A relative module path would mean something else in each module.

planfix_api::method!("../../fixtures/methods/room.book.md", types: rooms);

fn main() {}
