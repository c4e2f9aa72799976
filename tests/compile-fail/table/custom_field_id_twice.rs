//! Two rows cannot be the same custom field.

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
    /// | Since | date | `id 101` |
}

fn main() {
    let _ = ContactFields::new();
}
