//! Programs and tables that must not compile, with the compiler's messages, and programs with unusual names that must
//! compile.
//!
//! Each case is one file; `NAME.stderr` next to it is the output that its author sees. After changing a message on
//! purpose, `TRYBUILD=overwrite cargo test -p planfix-tests --test compile` accepts it; read the difference as a user
//! would. To run the cases with one name, name the test as well: `cargo test -p planfix-tests --test compile --
//! does_not_compile trybuild=NAME`.

use std::fs;
use std::path::Path;

#[test]
fn what_is_wrong_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("compile-fail/*/*.rs");
}

#[test]
fn generated_code_compiles_in_a_strict_crate() {
    let cases = trybuild::TestCases::new();
    cases.pass("compile-pass/*.rs");
}

#[test]
fn there_are_many_cases() {
    let count = |folder: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let (cases, accepted): (Vec<_>, Vec<_>) = names.partition(|path| path.extension().is_some_and(|e| e == "rs"));
        assert_eq!(
            cases.len(),
            accepted.len(),
            "each case in {} has its .stderr",
            folder.display()
        );
        cases.len()
    };
    assert!(count("compile-fail/table") >= 140);
    assert!(count("compile-fail/call") >= 60);
}
