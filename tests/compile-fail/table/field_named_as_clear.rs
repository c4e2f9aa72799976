//! A field cannot have the name of another field's `clear_` method.

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
