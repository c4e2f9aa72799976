//! A default lies within the range of its row.

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
    /// | name  | type | note |
    /// |-------|------|------|
    /// | id    | int  | `required` Number of the order. |
    /// | count | int  | `range 1..100` `default 0` How many. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
