//! The planfix program.
fn main() {}
