//! A filter becomes a function, which cannot have the name of a setter.

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
    /// | type | name | operator | value  | note |
    /// |------|------|----------|--------|------|
    /// | 1    | kind | Equality | string | Which kind. |
}

fn main() {
    let _: Option<ParcelFilter> = None;
}
