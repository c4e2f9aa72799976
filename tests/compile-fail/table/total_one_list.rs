//! A `total` of a single list means `items`.

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
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
