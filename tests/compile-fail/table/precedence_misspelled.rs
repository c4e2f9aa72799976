//! A precedence with an unknown row.

planfix_api::method! {
    /// # order.update
    ///
    /// Changes one order.
    ///
    /// - effect: set
    /// - source: an example
    /// - precedence: id, kode
    ///
    /// ## Request
    ///
    /// | name  | type   | note |
    /// |-------|--------|------|
    /// | id    | int    | `one-of key` Its number. |
    /// | code  | string | `one-of key` Its code. |
    /// | title | string | Its title. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
