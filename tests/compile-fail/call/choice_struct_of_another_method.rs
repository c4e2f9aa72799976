//! The task of a list of actions is not that of a new action.

use planfix_api::{TaskId, action};

fn main() {
    let _ = action::get_list::Request::new(action::add::OnTask::new(TaskId(1)));
}
