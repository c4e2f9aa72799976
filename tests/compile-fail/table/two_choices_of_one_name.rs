//! Two one-ofs that would become the same enum.

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
    /// | name        | type   | note |
    /// |-------------|--------|------|
    /// | id          | int    | `one-of key` Its number. |
    /// | code        | string | `one-of key` Its code. |
    /// | client      |        | Who ordered. |
    /// | client.id   | int    | `one-of key` Number. |
    /// | client.name | string | `one-of key` Name. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
