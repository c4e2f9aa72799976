//! A one-of becomes a setter, which cannot be called `from`.

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
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | `required` Number of the order. |
    /// | seller | int | `at-most-one-of from` Who sells. |
    /// | shop | int | `at-most-one-of from` Which shop sells. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
