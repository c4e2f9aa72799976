//! The task of action.getList is a different type from the task of action.add.

use planfix_api::{TaskId, action};

fn main() {
    let _ = action::get_list::Request::new(action::add::OnTask::new(TaskId(1)));
}
