//! The second setter of a `patch` field has a name as well.

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
    /// | title      | string | `patch` Its title. |
    /// | clearTitle | bool   | Whether to empty the title. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
