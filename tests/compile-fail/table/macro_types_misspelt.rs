//! One word follows the table.

planfix_api::method!("../../fixtures/methods/room.book.md", type: crate::rooms);

fn main() {}
