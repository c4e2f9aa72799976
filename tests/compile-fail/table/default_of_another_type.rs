//! A default has the type of its row.

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
    /// | name   | type      | note |
    /// |--------|-----------|------|
    /// | id     | int       | `required` Number of the order. |
    /// | gift   | bool      | `default yes` Whether it is one. |
    /// | due    | date      | `default 2024-02-29` Until when. |
    /// | client | ContactId | `default anna` Who ordered. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
