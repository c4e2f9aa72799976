//! The first letter of `patch` is a Cyrillic lookalike.

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
    /// | name  | type   | note |
    /// |-------|--------|------|
    /// | id    | int    | `required` Number of the order. |
    /// | title | string | `рatch` Its title. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
