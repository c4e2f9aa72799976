//! The name of a method is not the call.

use planfix_api::Method;

fn send<M: Method>(_request: &M) {}

fn main() {
    let _ = send(&"contact.update");
}
