//! A joined text cannot contain records.

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
    /// | name   | type            | note |
    /// |--------|-----------------|------|
    /// | id     | int             | `required` Number of the order. |
    /// | people | commas(Contact) | For whom. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
