//! An enum without values.

planfix_api::shared_type! {
    /// # Size
    ///
    /// Size of a parcel.
    ///
    /// - kind: enum
}

fn main() {
    let _: Option<Size> = None;
}
