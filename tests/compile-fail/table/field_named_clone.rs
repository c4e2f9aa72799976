//! A setter `clone` would hide `Clone::clone`.

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
    /// | clone | string | `patch` What it was made from. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
