//! Generated code compiles in every edition that a user's crate may have, with planfix-api under another name. Words
//! reserved only in a later edition are field names there.

mod support;

use std::fs;
use std::path::Path;
use support::{check, user_crate};

/// Returns a program that must compile, for a crate that imports planfix-api as `renamed`.
fn program(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("compile-pass").join(name);
    fs::read_to_string(path).unwrap().replace("planfix_api", "renamed")
}

#[test]
fn every_construct_compiles_in_both_editions() {
    for edition in ["2021", "2024"] {
        for name in ["every_type.rs", "every_shared_type.rs", "no_prelude.rs"] {
            let folder = user_crate(&format!("edition-{edition}"), edition, &program(name));
            let built = check(&folder);
            assert!(built.is_ok(), "{name} in {edition}: {}", built.unwrap_err());
        }
    }
}
