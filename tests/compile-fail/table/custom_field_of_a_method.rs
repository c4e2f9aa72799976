//! `id` is a rule of custom fields.

planfix_api::method! {
    /// # order.find
    ///
    /// Finds orders.
    ///
    /// - effect: read
    /// - source: an example
    ///
    /// ## Request
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | name | string | `id 101` The name. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
