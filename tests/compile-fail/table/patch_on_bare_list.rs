//! A list without a surrounding element cannot be written empty.

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
    /// | name   | type   | note |
    /// |--------|--------|------|
    /// | id     | int    | `required` Number of the order. |
    /// | line[] | string | `patch` One line. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
