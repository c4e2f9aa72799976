//! An unknown kind of shared type.

planfix_api::shared_type! {
    /// # Size
    ///
    /// Size of a parcel.
    ///
    /// - kind: enumeration
    ///
    /// ## Values
    ///
    /// | value | note |
    /// |-------|------|
    /// | S     | Small. |
}

fn main() {
    let _: Option<Size> = None;
}
