//! A row with two one-of rules.

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
    /// | name | type   | note |
    /// |------|--------|------|
    /// | id   | int    | `one-of key` `at-most-one-of other` Its number. |
    /// | code | string | `one-of key` Its code. |
    /// | name | string | `at-most-one-of other` Its name. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
