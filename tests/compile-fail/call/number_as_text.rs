//! A number is no text.

use planfix_api::contact::get_list::Request;

fn main() {
    let _ = Request::new().page_size("100");
}
