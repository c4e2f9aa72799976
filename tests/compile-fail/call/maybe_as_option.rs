//! Left out and emptied are two things, so `Maybe` is not an `Option`.

use planfix_api::contact::get_list::Response;

fn main() {
    let count = |response: Response| response.contacts.count.unwrap_or(0);
    let _ = count;
}
