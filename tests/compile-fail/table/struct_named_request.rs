//! A struct cannot be called `Request`, like the request of the method.

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
    /// | name         | type   | note |
    /// |--------------|--------|------|
    /// | id           | int    | `required` Number of the order. |
    /// | request      |        | What was asked. |
    /// | request.text | string | The words. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
