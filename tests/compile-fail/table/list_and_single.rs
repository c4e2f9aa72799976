//! An element both repeats and does not repeat.

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
    /// | line   | string | A line. |
    /// | line[] | string | Lines. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
