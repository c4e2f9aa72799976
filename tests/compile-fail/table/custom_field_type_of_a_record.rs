//! The value of a custom field is a text.

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
    /// | Friend | Contact | `id 102` |
}

fn main() {
    let _ = ContactFields::new();
}
