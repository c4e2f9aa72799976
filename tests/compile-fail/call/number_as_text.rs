//! A number is not a text.

use planfix_api::contact::get_list::Request;

fn main() {
    let _ = Request::new().page_size("100");
}
