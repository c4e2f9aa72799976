//! A condition cannot refer to a list.

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
    /// | name   | type   | note |
    /// |--------|--------|------|
    /// | id     | int    | `required` Number of the order. |
    /// | tag[]  | string | A tag. |
    /// | reason | string | `required-if tag[]=urgent` Why. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
