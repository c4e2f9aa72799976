//! A method and a shared type inside a function, and a method whose table is a file.

#![deny(warnings)]

fn number() -> i64 {
    planfix_api::shared_type! {
        /// # OrderId
        ///
        /// Identifier of an order.
        ///
        /// - kind: id
    }
    planfix_api::method! {
        /// # order.get
        ///
        /// Reads one order.
        ///
        /// - effect: read
        /// - source: an example
        ///
        /// ## Request
        ///
        /// | name | type | note |
        /// |------|------|------|
        /// | id   | int  | `required` Its number. |
        ///
        /// ## Response
        ///
        /// None.
    }
    let _: fn(Request) -> <Request as planfix_api::Method>::Response = |_| Response::new();
    Request::new(OrderId(7).0).id
}

mod file {
    planfix_api::method!("../fixtures/order.update.md");
}

fn main() {
    assert_eq!(number(), 7);
    let request = file::Request::new(7).clear_title();
    assert!(request.title.is_emptied());
    let method = <file::Request as planfix_api::Method>::METHOD;
    assert!(method.text.starts_with("# order.update"));
}
