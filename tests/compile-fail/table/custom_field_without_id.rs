//! A custom field is found by its identifier.

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
    /// | Since | date | The date of the contract. |
}

fn main() {
    let _ = ContactFields::new();
}
