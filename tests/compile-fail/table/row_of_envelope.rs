//! `account` belongs to the envelope of every request and has no row.

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
    /// | name    | type   | note |
    /// |---------|--------|------|
    /// | account | string | `required` The account. |
    /// | id      | int    | `required` Number of the order. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
