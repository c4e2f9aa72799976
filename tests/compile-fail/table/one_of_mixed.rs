//! A one-of cannot be both exactly one and at most one.

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
    /// | id   | int    | `one-of key` Its number. |
    /// | code | string | `at-most-one-of key` Its code. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
