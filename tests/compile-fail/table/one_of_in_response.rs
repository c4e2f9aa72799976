//! `one-of` is not allowed in a response: the server chooses.

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
    /// | name   | type   | note |
    /// |--------|--------|------|
    /// | id     | int    | `one-of key` Its number. |
    /// | number | string | `one-of key` Its number in the interface. |
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
