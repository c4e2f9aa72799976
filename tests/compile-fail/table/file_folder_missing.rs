//! A folder that is not there.

planfix_api::method!("spec/order.update.md");

fn main() {
    let _: Option<(Request, Response)> = None;
}
