//! A misspelled rule does not hide the fault of another row.

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
    /// | title             | string | `requried` Title. |
    /// | code              | string | `one-of key` Code. |
    /// | reason            | string | `only-if colour=1` Why. |
    /// | lines.line[].name | string | What. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
