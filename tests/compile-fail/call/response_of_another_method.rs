//! The responses of contact.update and contact.get are different types.

use planfix_api::{ContactId, Method, contact};

fn send<M: Method>(_request: &M) -> M::Response {
    unimplemented!()
}

fn main() {
    let request = contact::update::Request::new(ContactId(42));
    let _: contact::get::Response = send(&request);
}
