//! A condition refers to an existing row.

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
    /// | name   | type   | note |
    /// |--------|--------|------|
    /// | id     | int    | `required` Number of the order. |
    /// | due    | date   | Until when. |
    /// | reason | string | `only-if duee=01-01-2024` Why so early. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
