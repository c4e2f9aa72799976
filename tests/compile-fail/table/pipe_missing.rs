//! A missing pipe joins the type and the note, which is a single fault.

planfix_api::method! {
    /// # room.book
    ///
    /// Books a room.
    ///
    /// - effect: create
    /// - source: an example
    ///
    /// ## Request
    ///
    /// | name  | type | note |
    /// |-------|------|------|
    /// | id    | int  | `required` Number of the room. |
    /// | seats | int `range 1..100` How many seats. |
    ///
    /// ## Response
    ///
    /// None.
}

fn main() {
    let _ = Request::new(1).seats(2);
}
