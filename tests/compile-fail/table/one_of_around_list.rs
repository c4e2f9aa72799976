//! If a list is a member of a one-of, the rule is on the row of its items.

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
    /// | name             | type   | note |
    /// |------------------|--------|------|
    /// | numbers          |        | `one-of key` Numbers of the orders. |
    /// | numbers.number[] | int    | One of them. |
    /// | codes            |        | `one-of key` Codes of the orders. |
    /// | codes.code[]     | string | One of them. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
