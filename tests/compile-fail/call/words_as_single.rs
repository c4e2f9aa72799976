//! Joined words are a list, even if there is only one.

use planfix_api::TaskStateFilter;
use planfix_api::task::get_list::Request;

fn main() {
    let _ = Request::new().states(TaskStateFilter::Active);
}
