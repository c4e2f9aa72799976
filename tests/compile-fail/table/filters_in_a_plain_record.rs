//! Only a record with the elements of a filter can have filters.

planfix_api::shared_type! {
    /// # ParcelFilter
    ///
    /// A condition on parcels.
    ///
    /// - kind: record
    ///
    /// ## Fields
    ///
    /// | name | type | note |
    /// |------|------|------|
    /// | id   | int  | Number. |
    ///
    /// ## Filters
    ///
    /// | type | name | operator | value        | note |
    /// |------|------|----------|--------------|------|
    /// | 1    | sent | Equality | FilterPeriod | When it was sent. |
}

fn main() {
    let _: Option<ParcelFilter> = None;
}
