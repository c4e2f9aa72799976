//! A comment is on a task or on a contact, not on both.

use planfix_api::action::get_list::{OnContact, OnTask, Request};
use planfix_api::{ContactNumber, TaskId};

fn main() {
    let _ = Request::new(OnTask::new(TaskId(1)), OnContact::new(ContactNumber(2)));
}
