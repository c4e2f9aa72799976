//! An attribute holds text, not a record.

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
    /// | name         | type    | note |
    /// |--------------|---------|------|
    /// | id           | int     | `required` Number of the order. |
    /// | parcel       |         | What is sent. |
    /// | parcel@to    | UserRef | Who gets it. |
    /// | parcel.count | int     | How many. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
