//! A method that creates an object cannot have `patch`.

planfix_api::method! {
    /// # order.add
    ///
    /// Creates one order.
    ///
    /// - effect: create
    /// - source: an example
    ///
    /// ## Request
    ///
    /// | name  | type   | note |
    /// |-------|--------|------|
    /// | title | string | `patch` Its title. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
