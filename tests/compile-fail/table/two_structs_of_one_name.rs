//! Two elements that would both define a struct `Line`.

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
    /// | name                | type   | note |
    /// |---------------------|--------|------|
    /// | id                  | int    | `required` Number of the order. |
    /// | lines               |        | What was ordered. |
    /// | lines.line[]        |        | One line. |
    /// | lines.line[].name   | string | `required` What. |
    /// | returns             |        | What came back. |
    /// | returns.line[]      |        | One line. |
    /// | returns.line[].name | string | `required` What. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
