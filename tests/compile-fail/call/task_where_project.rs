//! A task is not a project.

use planfix_api::TaskId;
use planfix_api::task::add::Request;

fn main() {
    let _ = Request::new("Buy paper").project_id(TaskId(7));
}
