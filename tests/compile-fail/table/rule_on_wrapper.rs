//! A list and the element around it are one field, whose rules are on the row of the items.

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
    /// | name         | type   | note |
    /// |--------------|--------|------|
    /// | id           | int    | `required` Number of the order. |
    /// | lines        |        | `patch` What was ordered. |
    /// | lines.line[] | string | One line. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
