//! The response of a file reply has exactly two rows.

planfix_api::method! {
    /// # order.update
    ///
    /// Changes one order.
    ///
    /// - effect: set
    /// - source: an example
    /// - reply: file
    ///
    /// ## Request
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | `required` Number of the order. |
    ///
    /// ## Response
    ///
    /// | name    | type   | note |
    /// |---------|--------|------|
    /// | picture | base64 | The file. |
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
