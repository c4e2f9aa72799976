//! A shared type that nobody has written yet.

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
