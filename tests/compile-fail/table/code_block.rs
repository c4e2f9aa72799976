//! A table cannot contain a code block.

planfix_api::method! {
    /// # order.update
    ///
    /// Changes one order.
    ///
    /// ```xml
    /// <id>1</id>
    /// ```
    ///
    /// - effect: set
    /// - source: an example
    ///
    /// ## Request
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | `required` Number of the order. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
