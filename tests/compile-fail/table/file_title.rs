//! The title must match the name of the file.

planfix_api::method!("../../fixtures/order.title.md");

fn main() {
    let _: Option<(Request, Response)> = None;
}
