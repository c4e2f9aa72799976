//! The macro takes a path or a table, not both.

planfix_api::method! {
    /// # order.update
    "./order.update.md"
}

fn main() {}
