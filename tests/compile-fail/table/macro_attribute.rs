//! The macro accepts no attributes other than doc comments.

planfix_api::method! {
    #[derive(Debug)]
    /// # order.update
}

fn main() {}
