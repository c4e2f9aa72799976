//! A member of a one-of cannot belong to an alternative.

planfix_api::method! {
    /// # order.find
    ///
    /// Finds orders.
    ///
    /// - effect: read
    /// - source: an example
    ///
    /// ## Request
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | begin | date | `one-of key` `alternative by=period` First day. |
    /// | end | date | `one-of key` Last day. |
    /// | user | UserId | `alternative by=user` Who. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
