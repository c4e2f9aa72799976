//! The variant for unlisted values cannot be constructed.

use planfix_api::{Sex, Unlisted};

fn main() {
    let _ = Sex::Unlisted(Unlisted("OTHER".into()));
}
