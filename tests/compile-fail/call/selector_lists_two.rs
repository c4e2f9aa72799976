//! Files are selected by one kind of identifier, not by two.

use planfix_api::file::delete::Request;
use planfix_api::{FileId, FileUniqueId};

fn main() {
    let _ = Request::new([FileId(1)]).unique_ids([FileUniqueId(7)]);
}
