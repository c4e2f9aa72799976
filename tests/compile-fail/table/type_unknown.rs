//! A misspelled type.

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
    /// | name  | type  | note |
    /// |-------|-------|------|
    /// | id    | int   | `required` Number of the order. |
    /// | title | strng | Its title. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
