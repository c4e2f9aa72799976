//! The children of an element are in consecutive rows.

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
    /// | client.name  | string | Name. |
    /// | title        | string | Its title. |
    /// | client.phone | string | Telephone. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
