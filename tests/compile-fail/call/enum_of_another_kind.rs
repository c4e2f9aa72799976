//! A language is not a sex.

use planfix_api::contact::update::Request;
use planfix_api::{ContactId, Language};

fn main() {
    let _ = Request::new(ContactId(42)).sex(Language::Ru);
}
