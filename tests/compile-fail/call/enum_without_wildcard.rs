//! A `match` on an enum requires a wildcard: the server may add values.

use planfix_tests::types::ParcelSize;

fn main() {
    let word = |size: ParcelSize| match size {
        ParcelSize::Small => "s",
        ParcelSize::Large => "l",
        ParcelSize::Unlisted(_) => "?",
    };
    let _ = word;
}
