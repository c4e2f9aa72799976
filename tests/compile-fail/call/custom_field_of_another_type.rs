//! A date of a custom field is a date, not a text.

planfix_api::custom_fields! {
    /// # ContactFields
    ///
    /// Custom fields of contacts.
    ///
    /// ## Fields
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | Since | date | `id 104` |
}

fn main() {
    let _ = ContactFields::new().since("2026-02-03");
}
