//! Task identifiers cannot select files.

use planfix_api::TaskId;
use planfix_api::file::delete::Request;

fn main() {
    let _ = Request::new([TaskId(42), TaskId(43)]);
}
