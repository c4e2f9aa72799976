//! The variant for values that were read cannot be written by hand.

use planfix_api::{Sex, Unlisted};

fn main() {
    let _ = Sex::Unlisted(Unlisted("OTHER".into()));
}
