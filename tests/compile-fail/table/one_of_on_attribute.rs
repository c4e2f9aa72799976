//! A member of a one-of is an element or a list, not an attribute.

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
    /// | order@id   | int    | `one-of key` Its number. |
    /// | order.code | string | `one-of key` Its code. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
