//! A value that is not a Rust name requires one.

planfix_api::shared_type! {
    /// # Size
    ///
    /// Size of a parcel.
    ///
    /// - kind: enum
    ///
    /// ## Values
    ///
    /// | value | note |
    /// |-------|------|
    /// | S     | Small. |
    /// | 2XL   | Very large. |
}

fn main() {
    let _ = Size::S;
}
