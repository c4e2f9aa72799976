//! The macro takes a single table.

planfix_api::method! { "./order.update.md" "./order.get.md" }

fn main() {}
