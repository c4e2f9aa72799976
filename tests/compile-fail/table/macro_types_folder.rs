//! The folder of the types follows from the folder of the table.

planfix_api::method!("../../fixtures/methods/room.book.md", types: "fixtures/types");

fn main() {}
