//! The row of a list precedes the rows of its children.

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
    /// | name              | type   | note |
    /// |-------------------|--------|------|
    /// | id                | int    | `required` Number of the order. |
    /// | lines.line[].name | string | What was ordered. |
    /// | lines.line[]      |        | One line. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
