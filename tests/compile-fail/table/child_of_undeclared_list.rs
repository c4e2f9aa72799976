//! A list requires a row of its own.

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
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
