//! The server may invent a value tomorrow.

use planfix_api::Sex;

fn main() {
    let word = |sex: Sex| match sex {
        Sex::Male => "m",
        Sex::Female => "f",
        Sex::Unlisted(_) => "?",
    };
    let _ = word;
}
