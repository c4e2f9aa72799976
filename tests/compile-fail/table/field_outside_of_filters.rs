//! `field` is a rule for filters, not for other rows.

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
    /// | name  | type    | note |
    /// |-------|---------|------|
    /// | id    | int     | `required` Number of the order. |
    /// | field | FieldId | `field` Which field. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
