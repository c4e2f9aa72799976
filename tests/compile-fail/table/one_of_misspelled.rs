//! A misspelled name of a one-of.

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
    /// | name | type   | note |
    /// |------|--------|------|
    /// | id   | int    | `one-of order` Number of the order. |
    /// | code | string | `one-of oder` Code of the order. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
