//! A crate without a prelude.

#![no_implicit_prelude]
#![deny(warnings)]

mod order {
    pub(crate) mod update {
        ::planfix_api::method! {
            /// # order.update
            ///
            /// Changes one order.
            ///
            /// - effect: act
            /// - source: an example
            ///
            /// ## Request
            ///
            /// | name         | type      | note |
            /// |--------------|-----------|------|
            /// | id           | int       | `one-of key` Its number. |
            /// | code         | string    | `one-of key` Its code. |
            /// | weight       | decimal   | `patch` In kilograms. |
            /// | states       | words(Sex) | Of which kinds. |
            /// | notes        | brackets(string) | `only-if id=7` Texts. |
            /// | value        | FieldValue | `patch` A value. |
            /// | day          |           | `at-most-one-of rhythm` Every day. |
            /// | day.gen      | int       | `required` How often. |
            /// | once         | FilterPeriod | `at-most-one-of rhythm` Once. |
            /// | word[]       | string    | `at-most-one-of search` Words to find it by. |
            /// | days.day[]   | date      | `at-most-one-of search` Days to find it by. |
            /// | lines        |           | What was ordered. |
            /// | lines.line[] |           | `patch` One line. |
            /// | lines.line[].name | string | `required` What. |
            ///
            /// ## Response
            ///
            /// None.
        }
    }

    pub(crate) mod list {
        ::planfix_api::method! {
            /// # order.getList
            ///
            /// Reads every order.
            ///
            /// - effect: read
            /// - source: an example
            ///
            /// ## Request
            ///
            /// None.
            ///
            /// ## Response
            ///
            /// | name    | type | note |
            /// |---------|------|------|
            /// | order[] |      | One order. |
            /// | order[].id | int | `required` Its number. |
        }
    }
}

mod parcels {
    ::planfix_api::shared_type! {
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
        /// | Range  | TimePeriod   | From and to. |
        /// | Text   | string       | Anything else. |
    }

    ::planfix_api::shared_type! {
        /// # Size
        ///
        /// Size of a parcel, or a number.
        ///
        /// - kind: enum
        /// - number: Exact FieldId
        ///
        /// ## Values
        ///
        /// | value | note |
        /// |-------|------|
        /// | S     | Small. |
    }

    ::planfix_api::shared_type! {
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
        /// | type | name | operator | value        | note |
        /// |------|------|----------|--------------|------|
        /// | 1    | sent | Equality | FilterPeriod | When it was sent. |
        /// | 2    | lost | =equal   | =1           | Lost ones. |
    }
}

fn main() {
    let request = order::update::Request::new(7)
        .states([::planfix_api::Sex::Male])
        .notes(["blue"])
        .value("red")
        .rhythm(order::update::Day::new(3))
        .search([::planfix_api::jiff::civil::date(2026, 4, 9)])
        .lines([order::update::Line::new("pen")]);
    ::std::assert_eq!(parcels::ParcelFilter::lost().kind, 2);
    let weight: parcels::Weight = ::std::convert::From::from("heavy");
    ::std::assert!(weight.text().is_some());
    let _ = parcels::Size::S;
    ::std::assert!(request.weight.is_absent());
    let _ = order::list::Request::new();
}
