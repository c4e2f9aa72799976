//! The name of a struct is in PascalCase.

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
    /// | client      |        | `struct client` Who ordered. |
    /// | client.name | string | Name. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
