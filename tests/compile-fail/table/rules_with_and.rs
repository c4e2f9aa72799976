//! A word between two rules would make prose of the second one.

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
    /// | name | type   | note |
    /// |------|--------|------|
    /// | id   | int    | `required` Number of the order. |
    /// | name | string | `patch` and `secret` For whom. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
