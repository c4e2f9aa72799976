//! A name that is not ASCII needs a Rust name.

planfix_api::custom_fields! {
    /// # ContactFields
    ///
    /// Custom fields of contacts.
    ///
    /// ## Fields
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | Level | string | `id 101` How important the contact is. |
    /// | Город | string | `id 102` |
}

fn main() {
    let _ = ContactFields::new();
}
