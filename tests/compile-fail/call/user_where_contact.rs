//! A user is no company.

use planfix_api::contact::get_list::Request;
use planfix_api::UserId;

fn main() {
    let _ = Request::new().company(UserId(1));
}
