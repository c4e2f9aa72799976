//! All faults of a table are reported at once.

planfix_api::method! {
    /// # order.update
    ///
    /// Changes one order.
    ///
    /// - effect: changes
    /// - source: an example
    ///
    /// ## Request
    ///
    /// | name   | type       | note |
    /// |--------|------------|------|
    /// | id     | integer    | `requierd` Its number. |
    /// | client | ContactIdd | Who ordered. |
    /// | client | ContactId  | Who ordered. |
    ///
    /// ## Response
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | `patch` Its number. |
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
