//! A name of a custom field has one row.

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
    /// | Level | date | `id 102` |
}

fn main() {
    let _ = ContactFields::new();
}
