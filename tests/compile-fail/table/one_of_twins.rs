//! Two members of a one-of with the same name.

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
    /// | name     | type   | note |
    /// |----------|--------|------|
    /// | midName  | string | `one-of key` Its name. |
    /// | mid_name | string | `one-of key` Its name in the old form. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
