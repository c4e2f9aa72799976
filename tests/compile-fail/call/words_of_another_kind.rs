//! The states of a task are an enum of their own.

use planfix_api::TaskStatusId;
use planfix_api::task::get_list::Request;

fn main() {
    let _ = Request::new().states([TaskStatusId(1)]);
}
