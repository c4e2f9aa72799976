//! Editing a table rebuilds what depends on it.
//!
//! The crate is made in the target folder, beside this workspace. It knows planfix-api by another name
//! only, so that it is also the proof that the macros do not depend on the name.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

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
    let folder = user_crate();
    let built = check(&folder);
    assert!(built.is_ok(), "the crate compiles: {built:?}");

    // The source is the same, so only the table can make the build differ.
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

/// Makes the crate anew; what it built before stays and makes the test fast.
fn user_crate() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for part in ["src", "spec"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    let api = workspace.join("planfix-api");
    let manifest = format!(
        "[package]\nname = \"user\"\nedition = \"2024\"\n\n[dependencies]\nrenamed = {{ package = \"planfix-api\", path = {:?} }}\n\n[workspace]\n",
        api.canonicalize().unwrap()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("src/lib.rs"), SOURCE).unwrap();
    write_table(&folder, "| title | string | `patch` Its title. |", 0);
    folder
}

/// Writes the table with this row. `edit` counts the edits: each is later than everything before it,
/// also where the clock of the file system is coarse.
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

/// Checks the crate; an error is what the compiler said.
fn check(folder: &Path) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--offline", "--quiet", "--color=never"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .unwrap();
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
