//! A task filter is not a contact filter.

use planfix_api::contact::get_list::Request;
use planfix_api::{Equality, TaskFilter, UserId};

fn main() {
    let _ = Request::new().filters([TaskFilter::owner(Equality::Equal, UserId(1))]);
}
