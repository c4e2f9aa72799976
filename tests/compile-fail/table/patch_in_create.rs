//! What does not exist yet has no value to keep or clear.

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
