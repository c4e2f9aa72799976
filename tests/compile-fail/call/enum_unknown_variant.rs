//! An unlisted value requires its own constructor.

use planfix_api::Sex;

fn main() {
    let _ = Sex::Other;
}
