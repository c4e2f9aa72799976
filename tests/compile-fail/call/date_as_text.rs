//! A date is no text: nobody has to know how the wire writes it.

use planfix_api::contact::update::Request;
use planfix_api::ContactId;

fn main() {
    let _ = Request::new(ContactId(42)).birthdate("1990-04-09");
}
