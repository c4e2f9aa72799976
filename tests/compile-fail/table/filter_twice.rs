//! Two filters with the same type number.

planfix_api::shared_type! {
    /// # ParcelFilter
    ///
    /// A condition on parcels.
    ///
    /// - kind: record
    ///
    /// ## Fields
    ///
    /// | name     | type        | note |
    /// |----------|-------------|------|
    /// | type     | int         | `as kind` `required` What it looks at. |
    /// | operator | Equality    | `required` How to compare. |
    /// | value    | FilterValue | `required` With what. |
    ///
    /// ## Filters
    ///
    /// | type | name    | operator | value        | note |
    /// |------|---------|----------|--------------|------|
    /// | 1    | sent    | Equality | FilterPeriod | When it was sent. |
    /// | 1    | arrived | Equality | FilterPeriod | When it arrived. |
}

fn main() {
    let _: Option<ParcelFilter> = None;
}
