//! A file that is not there; one with almost this name is.

planfix_api::method!("../../fixtures/order.updat.md");

fn main() {
    let _: Option<(Request, Response)> = None;
}
