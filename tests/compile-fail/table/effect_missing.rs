//! The fact `effect` is missing, which decides what a lost answer means.

planfix_api::method! {
    /// # order.update
    ///
    /// Changes one order.
    ///
    /// - source: an example
    ///
    /// ## Request
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | `required` Number of the order. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
