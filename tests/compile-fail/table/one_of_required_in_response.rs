//! A response cannot require exactly one of several rows.

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
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | `required` Number of the order. |
    ///
    /// ## Response
    ///
    /// | name | type   | note |
    /// |------|--------|------|
    /// | body | base64 | `one-of content` The file. |
    /// | link | string | `one-of content` Where it is. |
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
