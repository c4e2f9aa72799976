//! The names of types are case-sensitive.

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
    /// | name   | type      | note |
    /// |--------|-----------|------|
    /// | id     | int       | `required` Number of the order. |
    /// | client | contactid | Who ordered. |
    /// | count  | Int       | How many. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
