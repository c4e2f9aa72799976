//! A text has no range.

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
    /// | name  | type   | note |
    /// |-------|--------|------|
    /// | id    | int    | `required` Number of the order. |
    /// | title | string | `range 1..32` Its title. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
