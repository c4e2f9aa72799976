//! An unknown item type in a joined text.

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
    /// | name   | type        | note |
    /// |--------|-------------|------|
    /// | id     | int         | `required` Number of the order. |
    /// | states | words(Sexx) | In which states. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
