//! A range contains two dots.

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
    /// | name   | type | note |
    /// |--------|------|------|
    /// | id     | int  | `required` Number of the order. |
    /// | weight | int  | `range 1-100` In grams. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
