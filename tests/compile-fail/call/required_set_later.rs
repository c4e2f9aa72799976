//! A required field is an argument of `new`, not a setter.

use planfix_api::contact::update::Phone;

fn main() {
    let _ = Phone::new("+7 495 123-45-67").number("+7 495 765-43-21");
}
