//! A custom field has a type that there is.

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
    /// | Since | dat | `id 102` |
}

fn main() {
    let _ = ContactFields::new();
}
