//! The vendor writes `boolean`, the tables `bool`.

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
    /// | silent | boolean | No notifications. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
