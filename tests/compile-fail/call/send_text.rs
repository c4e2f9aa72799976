//! The name of a method cannot be sent.

use planfix_api::Method;

fn send<M: Method>(_request: &M) {}

fn main() {
    let _ = send(&"contact.update");
}
