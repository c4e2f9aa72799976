//! A filter is a part of a call.

use planfix_api::{ContactFilter, Method};

fn send<M: Method>(_request: &M) {}

fn main() {
    let go = |filter: ContactFilter| send(&filter);
    let _ = go;
}
