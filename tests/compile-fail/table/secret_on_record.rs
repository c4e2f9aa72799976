//! A record cannot be secret; its rows would be shown.

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
    /// | name    | type    | note |
    /// |---------|---------|------|
    /// | id      | int     | `required` Number of the order. |
    /// | staff[] | UserRef | `secret` Who works on it. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
