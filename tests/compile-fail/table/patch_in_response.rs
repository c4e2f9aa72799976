//! A response cannot have `patch`.

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
    /// None.
    ///
    /// ## Response
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | `patch` Number of the order. |
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
