//! A value that the table does not list needs the constructor for such values.

use planfix_api::Sex;

fn main() {
    let _ = Sex::Other;
}
