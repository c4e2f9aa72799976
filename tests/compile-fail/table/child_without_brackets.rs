//! Paths of the children of a list contain its `[]`.

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
    /// | lines.line[]      |        | One line. |
    /// | lines.line[].name | string | What was ordered. |
    /// | lines.line.count  | int    | How many. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
