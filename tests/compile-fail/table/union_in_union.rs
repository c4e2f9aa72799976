//! A form has a single type, which is not a union.

planfix_api::shared_type! {
    /// # Weight
    ///
    /// Weight of a parcel.
    ///
    /// - kind: union
    ///
    /// ## Forms
    ///
    /// | form  | type       | note |
    /// |-------|------------|------|
    /// | Field | FieldValue | Of a custom field. |
    /// | Text  | string     | Anything else. |
}

fn main() {
    let _ = Weight::Text("heavy".to_owned());
}
