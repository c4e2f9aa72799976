//! `spec check` accepts tables that name shared types of their own crate, as a build does.

mod support;

use std::fs;
use support::{folder, run};

const OUTSIDE: &str = "tests/outside";

#[test]
fn the_tables_of_a_crate_with_types_of_its_own_have_no_faults() {
    let spec = format!("{OUTSIDE}/spec");
    run(&["spec", "check", &spec]).ends(0).prints(&["6 tables, no faults"]);
    // The types are in a folder below the folder of the method.
    let desks = format!("{OUTSIDE}/src/desks");
    run(&["spec", "check", &desks]).ends(0).prints(&["3 tables, no faults"]);
    run(&["spec", "check", &format!("{desks}/desk.getFree.md")]).ends(0);
}

#[test]
fn a_type_without_a_table_is_a_fault_that_names_the_missing_file() {
    let folder = folder("spec-own-types");
    for part in ["methods", "types"] {
        let from = format!("{}/../{OUTSIDE}/spec/{part}", env!("CARGO_MANIFEST_DIR"));
        let to = folder.join(part);
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    fs::remove_file(folder.join("types/Booker.md")).unwrap();
    let path = folder.to_str().unwrap();
    run(&["spec", "check", path]).ends(1).complains(&[
        "unknown shared type `Booker`",
        &format!("make the file `{path}/types/Booker.md`"),
        "1 fault in 1 of 5 tables",
    ]);
}
