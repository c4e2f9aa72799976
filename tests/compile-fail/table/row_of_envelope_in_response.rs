//! The error code belongs to the envelope of every response and has no row.

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
    /// None.
    ///
    /// ## Response
    ///
    /// | name | type   | note |
    /// |------|--------|------|
    /// | id   | int    | `required` Number of the order. |
    /// | code | string | Code of the error. |
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
