//! A crate whose own types have the names of types in the standard library and in planfix-api.

#![deny(warnings, missing_docs, unreachable_pub)]
#![allow(unused_macros, non_camel_case_types)]

use planfix_api as renamed;

/// Names that generated code must not refer to.
pub mod shadows {
    /// A macro with the name of a frequently used one.
    macro_rules! compile_error {
        () => {};
    }
    macro_rules! include_str {
        ($($any:tt)*) => {
            0
        };
    }
    macro_rules! vec {
        ($($any:tt)*) => {
            0
        };
    }
    macro_rules! structs { ($($name:ident)+) => { $(
        #[doc = "Unlike the one of this name."]
        #[derive(Debug)]
        pub struct $name;
    )+ } }
    structs! { Option String Vec Result Some None Ok Err Box Clone Into From Default Iterator IntoIterator }
    structs! { PartialEq Eq Hash Copy Send Sync Sized Drop Fn ToString Any Cow Maybe Record Value Typed Method }
    structs! { Words Commas Semicolons Brackets Joined Arguments Struct Union FieldId FieldValue FilterValue }
    structs! { i64 u16 usize bool str core std alloc planfix_api quick_xml serde jiff Argument Contact ContactId }

    renamed::method! {
        /// # order.update
        ///
        /// Changes one order.
        ///
        /// - effect: set
        /// - source: an example
        ///
        /// ## Request
        ///
        /// | name         | type      | note |
        /// |--------------|-----------|------|
        /// | id           | int       | `one-of key` Its number. |
        /// | code         | string    | `one-of key` Its code. |
        /// | client       | ContactId | `patch` Who ordered. |
        /// | open         | bool      | `patch` Whether it goes on. |
        /// | states       | words(Sex) | Of which kinds. |
        /// | notes        | brackets(string) | `only-if open=1` Texts. |
        /// | value        | FieldValue | `patch` A value. |
        /// | day          |           | `at-most-one-of rhythm` Every day. |
        /// | day.gen      | int       | `required` How often. |
        /// | once         | FilterPeriod | `at-most-one-of rhythm` Once. |
        /// | word[]       | string    | `at-most-one-of search` Words to find it by. |
        /// | days.day[]   | date      | `at-most-one-of search` Days to find it by. |
        /// | lines        |           | What was ordered. |
        /// | lines.line[] |           | `patch` One line. |
        /// | lines.line[].name | string | `required` What. |
        /// | lines.line[].count | int  | `at-most-one-of much` How many. |
        /// | lines.line[].weight | decimal | `at-most-one-of much` How much. |
        ///
        /// ## Response
        ///
        /// | name   | type    | note |
        /// |--------|---------|------|
        /// | person | Contact | `required` Who ordered. |
    }

    renamed::shared_type! {
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

    renamed::shared_type! {
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

    renamed::shared_type! {
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

    use super::renamed;
}

fn main() {
    let request = shadows::Request::new(7)
        .client(renamed::ContactId(42))
        .states([renamed::Sex::Male])
        .notes(["blue"])
        .rhythm(shadows::Day::new(3))
        .search([renamed::jiff::civil::date(2026, 4, 9)])
        .lines([shadows::Line::new("pen")]);
    assert_eq!(shadows::ParcelFilter::lost().kind, 2);
    assert_eq!(shadows::Size::unlisted("7"), shadows::Size::Exact(renamed::FieldId(7)));
    assert_eq!(shadows::Weight::from("heavy").text().as_deref(), Some("heavy"));
    assert_eq!(request.client, renamed::Maybe::Set(renamed::ContactId(42)));
}
