//! A field that may be absent is no value yet.

use planfix_api::contact::update::Response;

fn main() {
    let number = |response: Response| response.general.0;
    let _ = number;
}
