//! A comma would make prose of the rule behind it, and show what is personal.

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
    /// | id   | int    | `required` Number of the order. |
    /// | name | string | `patch`, `personal` For whom. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
