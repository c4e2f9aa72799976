//! A shared type that does not exist yet.

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
    /// | name   | type         | note |
    /// |--------|--------------|------|
    /// | id     | int          | `required` Number of the order. |
    /// | parcel | ParcelNumber | Number of the parcel. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
