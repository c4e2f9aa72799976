//! A record has no default.

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
    /// | name   | type    | note |
    /// |--------|---------|------|
    /// | id     | int     | `required` Number of the order. |
    /// | client | Contact | `default anna` Who ordered. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
