//! A member with children cannot be required.

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
    /// | name     | type | note |
    /// |----------|------|------|
    /// | day      |      | `one-of rhythm` `required` Every day. |
    /// | day.at   | time | At what time. |
    /// | week     |      | `one-of rhythm` Every week. |
    /// | week.day | int  | On which day. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
