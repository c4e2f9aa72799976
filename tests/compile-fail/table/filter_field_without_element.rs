//! A filter on a custom field requires an element for its identifier.

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
    /// | type | name       | operator | value  | note |
    /// |------|------------|----------|--------|------|
    /// | 1    | text_field | Equality | string | `field` A custom field. |
}

fn main() {
    let _: Option<ParcelFilter> = None;
}
