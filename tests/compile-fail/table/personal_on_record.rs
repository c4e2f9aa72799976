//! `personal` belongs on the rows of a record, not on the record.

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
    /// | name   | type    | note |
    /// |--------|---------|------|
    /// | id     | int     | `required` Number of the order. |
    /// | client | Contact | `personal` Who ordered. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
