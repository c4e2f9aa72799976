//! An enum is a shared type, not a primitive.

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
    /// | name  | type | note |
    /// |-------|------|------|
    /// | id    | int  | `required` Number of the order. |
    /// | state | enum | Its state. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
