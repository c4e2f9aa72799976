//! An attribute is no row of a table.

planfix_api::method! {
    #[derive(Debug)]
    /// # order.update
}

fn main() {}
