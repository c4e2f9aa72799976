//! Types that a compile-fail case uses from another crate, as a user would.

/// Types made from tables in this crate.
pub mod types {
    planfix_api::shared_type! {
        /// # ParcelSize
        ///
        /// Size of a parcel.
        ///
        /// - kind: enum
        /// - source: an example
        ///
        /// ## Values
        ///
        /// | value | note |
        /// |-------|------|
        /// | SMALL | Fits a letter box. |
        /// | LARGE | Does not. |
    }
}
