//! Several words are a list, also if it is one word.

use planfix_api::TaskStateFilter;
use planfix_api::task::get_list::Request;

fn main() {
    let _ = Request::new().states(TaskStateFilter::Active);
}
