//! A field that may be absent is not a value.

use planfix_api::contact::update::Response;

fn main() {
    let number = |response: Response| response.general.0;
    let _ = number;
}
