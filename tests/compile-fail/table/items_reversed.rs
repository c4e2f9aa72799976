//! The bounds of `items` go from low to high.

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
    /// | name       | type   | note |
    /// |------------|--------|------|
    /// | id         | int    | `required` Number of the order. |
    /// | tags.tag[] | string | `items 3..1` A tag. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
