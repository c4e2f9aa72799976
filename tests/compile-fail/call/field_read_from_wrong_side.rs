//! A response has no given name.

use planfix_api::contact::update::Response;

fn main() {
    let read = |response: Response| response.name;
    let _ = read;
}
