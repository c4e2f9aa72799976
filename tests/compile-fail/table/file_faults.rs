//! Faults of a file are reported with line and column.

planfix_api::method!("../../fixtures/order.faults.md");

fn main() {
    let _: Option<(Request, Response)> = None;
}
