//! A shared type whose file is missing.

planfix_api::shared_type!("spec/types/ParcelSize.md");

fn main() {
    let _: Option<ParcelSize> = None;
}
