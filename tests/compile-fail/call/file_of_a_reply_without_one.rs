//! Only file.download answers with a file.

use planfix_api::file::get::Response;

fn main() {
    let read = |response: Response| response.content;
    let _ = read;
}
