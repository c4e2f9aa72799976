//! A filter cannot be sent.

use planfix_api::{ContactFilter, Method};

fn send<M: Method>(_request: &M) {}

fn main() {
    let go = |filter: ContactFilter| send(&filter);
    let _ = go;
}
