//! Editing a table rebuilds the crates that use it.
//!
//! The crate is created in the target folder of this workspace.

mod support;

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};
use support::{check, user_crate};

const SOURCE: &str = r#"//! A crate that knows planfix-api by another name.

#![deny(warnings)]

/// The method of the table.
pub mod update {
    renamed::method!("spec/order.update.md");
}

/// A request with a title.
#[must_use]
pub fn request() -> update::Request {
    update::Request::new(7).title("Pens")
}
"#;

#[test]
fn an_edited_table_is_noticed() {
    let folder = user_crate("rebuild", "2024", SOURCE);
    write_table(&folder, "| title | string | `patch` Its title. |", 0);
    let built = check(&folder);
    assert!(built.is_ok(), "the crate compiles: {built:?}");

    // The source is unchanged, so only the table can change the result.
    write_table(&folder, "| heading | string | `patch` Its title. |", 1);
    let message = check(&folder).expect_err("the field `title` is gone");
    assert!(message.contains("no method named `title`"), "{message}");

    write_table(&folder, "| title | strng | `patch` Its title. |", 2);
    let message = check(&folder).expect_err("the table has a fault");
    assert!(message.contains("unknown type `strng`"), "{message}");
    assert!(message.contains("--> spec/order.update.md:13:11"), "{message}");
    assert!(message.contains("did you mean `string`?"), "{message}");
    assert!(
        !message.contains("cannot find"),
        "the fault is the only error: {message}"
    );

    write_table(&folder, "| title | string | `patch` Its title. |", 3);
    let built = check(&folder);
    assert!(built.is_ok(), "the field is back: {built:?}");
}

/// Writes the table with this row. `edit` counts the edits: each gets a later time than everything before it, even on
/// a file system with a coarse clock.
fn write_table(folder: &Path, row: &str, edit: u64) {
    let text = format!(
        "# order.update\n\nChanges one order.\n\n- effect: set\n- source: an example\n\n## Request\n\n\
         | name | type | note |\n|---|---|---|\n| id | int | `required` Its number. |\n{row}\n\n## Response\n\nNone.\n"
    );
    let path = folder.join("spec/order.update.md");
    fs::write(&path, text).unwrap();
    let time = SystemTime::now() + Duration::from_secs(10 * edit);
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(time)
        .unwrap();
}
