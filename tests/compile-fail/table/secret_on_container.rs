//! An element with children cannot be secret.

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
    /// | client      |        | `secret` Who ordered. |
    /// | client.name | string | Name. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
