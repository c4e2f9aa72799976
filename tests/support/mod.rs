//! A crate of a user: made in the target folder, and checked by cargo as its author would.
//!
//! It knows planfix-api by another name only, so that it is also the proof that the macros do not depend
//! on the name. What it built before stays, and makes the next run fast.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes the crate anew: its edition, and the text of its `main.rs` or, without a `main`, its `lib.rs`.
pub(crate) fn user_crate(name: &str, edition: &str, source: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for part in ["src", "spec"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    let api = workspace.join("planfix-api");
    let manifest = format!(
        "[package]\nname = \"user\"\nedition = \"{edition}\"\n\n[dependencies]\nrenamed = {{ package = \"planfix-api\", path = {:?} }}\n\n[workspace]\n",
        api.canonicalize().unwrap()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let file = if source.contains("\nfn main()") {
        "src/main.rs"
    } else {
        "src/lib.rs"
    };
    fs::write(folder.join(file), source).unwrap();
    folder
}

/// Checks the crate; an error is what the compiler said.
pub(crate) fn check(folder: &Path) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--offline", "--quiet", "--color=never"])
        .current_dir(folder)
        // All of them are built from the same dependencies.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("users"))
        .output()
        .unwrap();
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
