//! The last form of a union is `string`, so that every text has a form.

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
    /// | Steps | int     | In steps of a kilogram. |
}

fn main() {
    let _ = Weight::Steps(1);
}
