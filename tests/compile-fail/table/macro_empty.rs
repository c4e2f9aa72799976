//! The macro without a table.

planfix_api::method! {}

fn main() {}
