//! A condition cannot refer to a record.

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
    /// | name | type    | note |
    /// |------|---------|------|
    /// | id   | int     | `required` Number of the order. |
    /// | gift | bool    | Whether it is one. |
    /// | to   | UserRef | `only-if gift=1` Who gets it. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
