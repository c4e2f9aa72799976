//! The macro takes a path or a doc comment.

planfix_api::method! { order.update }

fn main() {}
