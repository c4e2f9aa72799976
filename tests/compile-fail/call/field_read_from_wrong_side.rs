//! A field of a request cannot be read from a response.

use planfix_api::contact::update::Response;

fn main() {
    let read = |response: Response| response.name;
    let _ = read;
}
