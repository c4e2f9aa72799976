//! The name of a one-of must be a valid Rust field name.

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
    /// | name | type   | note |
    /// |------|--------|------|
    /// | id   | int    | `one-of Key` Its number. |
    /// | code | string | `one-of Key` Its code. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
