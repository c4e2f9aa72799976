//! A duplicate section.

planfix_api::method! {
    /// # order.update
    ///
    /// Changes one order.
    ///
    /// - effect: set
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
    ///
    /// ## Request
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
