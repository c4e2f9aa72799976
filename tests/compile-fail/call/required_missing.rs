//! A required argument is missing.

use planfix_api::contact::update::Phone;
use planfix_api::PhoneTypeId;

fn main() {
    let _ = Phone::new().phone_type(PhoneTypeId(1));
}
