//! A length that is not a number.

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
    /// | name | type         | note |
    /// |------|--------------|------|
    /// | id   | int          | `required` Number of the order. |
    /// | key  | string(many) | Its key. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
