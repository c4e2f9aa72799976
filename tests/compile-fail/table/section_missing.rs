//! A method requires the sections `Request` and `Response`.

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
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | `required` Number of the order. |
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
