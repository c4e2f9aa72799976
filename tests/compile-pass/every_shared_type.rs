//! A shared type of every kind, in a crate that denies every warning.

#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused,
    rust_2018_idioms
)]
#![deny(nonstandard_style, future_incompatible, single_use_lifetimes, unused_qualifications)]
#![deny(clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]

pub mod parcels {
    //! The types of parcels.

    planfix_api::shared_type! {
        /// # ParcelId
        ///
        /// Identifier of a parcel.
        ///
        /// - kind: id
        /// - source: an example
    }

    planfix_api::shared_type! {
        /// # Size
        ///
        /// Size of a parcel, or its number of centimetres.
        ///
        /// - kind: enum
        /// - number: Exact FieldId
        ///
        /// ## Values
        ///
        /// | value | note |
        /// |-------|------|
        /// | S     | Small. |
        /// | 2XL   | `as VeryLarge` Very large. |
        /// | gen   | A word that is reserved. |
    }

    planfix_api::shared_type! {
        /// # Weight
        ///
        /// Weight of a parcel.
        ///
        /// - kind: union
        ///
        /// ## Forms
        ///
        /// | form   | type         | note |
        /// |--------|--------------|------|
        /// | Exact  | decimal      | In kilograms. |
        /// | Steps  | commas(int)  | In steps of a kilogram. |
        /// | Client | ContactId    | That of another one's. |
        /// | Range  | TimePeriod   | From and to. |
        /// | Text   | string       | Anything else. |
    }

    planfix_api::shared_type! {
        /// # Parcel
        ///
        /// A parcel.
        ///
        /// - kind: record
        ///
        /// ## Fields
        ///
        /// | name          | type     | note |
        /// |---------------|----------|------|
        /// | @version      | int      | Its version. |
        /// | sent          | date     | `at-most-one-of state` When it was sent. |
        /// | lost          |          | `at-most-one-of state` It is lost. |
        /// | lost.where    | string   | Where. |
        /// | type          | string   | `required` Of which type. |
        /// | value         | FieldValue | `personal` `required-if type=insured` What it is worth. |
        /// | parts.part[]  |          | `items 1..` What is in it. |
        /// | parts.part[].gen | Sex   | A word that is reserved. |
    }

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
        /// | operator | FilterOperator | `required` How to compare. |
        /// | value    | FilterValue | `required` With what. |
        /// | field    | FieldId     | Which custom field. |
        ///
        /// ## Filters
        ///
        /// | type | name       | operator       | value           | note |
        /// |------|------------|----------------|-----------------|------|
        /// | 1    | sent       | FilterOperator | FilterPeriod    | When it was sent. |
        /// | 2    | lost       | =equal         | =1              | Lost ones. |
        /// | 3    | number_field | Equality     | semicolons(int) | `field` A custom field. |
        /// | 4    | gen        | Equality       | bool            | A word that is reserved. |
    }
}

fn main() {
    use parcels::{Parcel, ParcelFilter, ParcelId, ParcelLost, ParcelPart, ParcelState, Size, Weight};
    use planfix_api::{Equality, FieldId, Maybe, Sex};

    assert_eq!(i64::from(ParcelId(7)), 7);
    assert_eq!(Size::unlisted("2XL"), Size::VeryLarge);
    assert_eq!(Size::unlisted("30"), Size::Exact(FieldId(30)));
    assert_eq!(Weight::from("heavy").text().as_deref(), Some("heavy"));
    let parcel = Parcel::new("box")
        .version(2)
        .state(ParcelLost::new().r#where("Tomsk"))
        .parts([ParcelPart::new().r#gen(Sex::Male)]);
    assert!(matches!(parcel.state, Some(ParcelState::Lost(_))));
    let filter = ParcelFilter::number_field(FieldId(9), Equality::Equal, [14, 15]);
    assert_eq!((filter.kind, filter.field), (3, Maybe::Set(FieldId(9))));
    assert_eq!(filter.value.text().as_deref(), Some("14;15"));
    assert_eq!(ParcelFilter::lost().kind, 2);
    assert_eq!(ParcelFilter::r#gen(Equality::Equal, true).kind, 4);
    assert!(planfix_api::validate(&filter).is_ok());
}
