//! A path to a missing file, with a similar name beside it.

planfix_api::method!("../../fixtures/order.updat.md");

fn main() {
    let _: Option<(Request, Response)> = None;
}
