//! Two elements with the same Rust name.

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
    /// | id       | int    | `required` Number of the order. |
    /// | midName  | string | Middle name. |
    /// | mid_name | string | Middle name, in the old form. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
