//! A `total` has the same bounds in every row.

planfix_api::method! {
    /// # order.find
    ///
    /// Finds orders.
    ///
    /// - effect: read
    /// - source: an example
    ///
    /// ## Request
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | id[] | int | `total keys 1..100` Numbers. |
    /// | code[] | string | `total keys 1..10` Codes. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
