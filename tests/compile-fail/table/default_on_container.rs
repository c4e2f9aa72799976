//! An element with children has no default.

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
    /// | name        | type   | note |
    /// |-------------|--------|------|
    /// | id          | int    | `required` Number of the order. |
    /// | client      |        | `default nobody` Who ordered. |
    /// | client.name | string | Name. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
