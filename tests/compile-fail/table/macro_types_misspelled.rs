//! A misspelled `types` argument.

planfix_api::method!("../../fixtures/methods/room.book.md", type: crate::rooms);

fn main() {}
