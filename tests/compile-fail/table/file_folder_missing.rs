//! A path to a missing folder.

planfix_api::method!("spec/order.update.md");

fn main() {
    let _: Option<(Request, Response)> = None;
}
