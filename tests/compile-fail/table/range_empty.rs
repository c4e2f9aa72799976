//! The bounds of a range go from low to high.

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
    /// | weight | int  | `range 100..1` In grams. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
