//! Every text must have a form: the last one is string.

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
