//! The length of a text cannot be zero.

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
    /// | name | type      | note |
    /// |------|-----------|------|
    /// | id   | int       | `required` Number of the order. |
    /// | key  | string(0) | Its key. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
