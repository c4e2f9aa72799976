//! Files are named by identifiers of one kind, never of both.

use planfix_api::file::delete::Request;
use planfix_api::{FileId, FileUniqueId};

fn main() {
    let _ = Request::new([FileId(1)]).unique_ids([FileUniqueId(7)]);
}
