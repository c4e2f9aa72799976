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

fn main() {
    let request = order::update::Request::new(7).lines([order::update::Line::new("pen")]);
    ::std::assert!(request.weight.is_absent());
    let _ = order::list::Request::new();
}
