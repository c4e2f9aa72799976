//! A user is not a contact.

use planfix_api::contact::get_list::Request;
use planfix_api::UserId;

fn main() {
    let _ = Request::new().company(UserId(1));
}
