//! The server may invent a value tomorrow.

use planfix_tests::types::ParcelSize;

fn main() {
    let word = |size: ParcelSize| match size {
        ParcelSize::Small => "s",
        ParcelSize::Large => "l",
        ParcelSize::Unlisted(_) => "?",
    };
    let _ = word;
}
