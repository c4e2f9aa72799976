//! A guessed type is a question for a person.

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
    /// | Since | date | `id 102` `question is it a date? Its value is one` |
}

fn main() {
    let _ = ContactFields::new();
}
