//! A condition refers to a row of the same struct.

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
    /// | name         | type   | note |
    /// |--------------|--------|------|
    /// | id           | int    | `required` Number of the order. |
    /// | mode         | int    | How. |
    /// | address      |        | Where to. |
    /// | address.city | string | `only-if mode=1` City. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
