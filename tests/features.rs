//! A crate that uses a group of methods without its feature is told the name of the feature.

mod support;

use std::fs;
use support::{check, user_crate};

const SOURCE: &str = "//! A crate that calls methods of contacts alone.

use renamed::ProjectId;

fn main() {
    let _: ProjectId;
    let _ = renamed::contact::get_list::Request::new();
    let _ = renamed::file::get::Request::new(1);
}
";

#[test]
fn a_group_or_a_type_whose_feature_is_off_is_named_with_its_feature() {
    let folder = user_crate("features", "2024", SOURCE);
    let path = folder.join("Cargo.toml");
    let manifest = fs::read_to_string(&path).unwrap();
    let manifest = manifest.replace(
        "renamed = {",
        "renamed = { default-features = false, features = [\"contact\"],",
    );
    fs::write(path, manifest).unwrap();
    let message = check(&folder).expect_err("the group `file` is left out");
    assert!(message.contains("found an item that was configured out"), "{message}");
    assert!(
        message.contains("the item is gated behind the `file` feature"),
        "{message}"
    );
    assert!(message.contains("no `ProjectId` in the root"), "{message}");
    for feature in ["file", "project", "task"] {
        let told = format!("the item is gated behind the `{feature}` feature");
        assert!(message.contains(&told), "{message}");
    }
}
