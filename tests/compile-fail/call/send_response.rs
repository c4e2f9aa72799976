//! A response cannot be sent.

use planfix_api::{Method, contact::update::Response};

fn send<M: Method>(_request: &M) {}

fn main() {
    let go = |response: Response| send(&response);
    let _ = go;
}
