//! One of two paths of the same element is misspelled.

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
    /// | name       | type | note |
    /// |------------|------|------|
    /// | id         | int  | `required` `as order` Number of the order. |
    /// | room.id    | int  | Number of its room. |
    /// | roomm.size | int  | Size of its room. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _: Option<(Request, Response)> = None;
}
