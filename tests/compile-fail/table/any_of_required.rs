//! A required row makes an `any-of` redundant.

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
    /// | id | int | `required` `any-of keys` Number. |
    /// | code | string | `any-of keys` Code. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
