//! Two forms with the same name.

planfix_api::shared_type! {
    /// # Weight
    ///
    /// Weight of a parcel.
    ///
    /// - kind: union
    ///
    /// ## Forms
    ///
    /// | form  | type    | note |
    /// |-------|---------|------|
    /// | Exact | decimal | In kilograms. |
    /// | Exact | int     | In grams. |
    /// | Text  | string  | Anything else. |
}

fn main() {
    let _ = Weight::Text("heavy".to_owned());
}
