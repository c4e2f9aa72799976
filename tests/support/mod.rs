//! A user's crate, created in the target folder and checked by cargo.
//!
//! The crate only knows planfix-api by another name, which proves that the macros do not depend on the name. Build
//! artifacts are kept, which makes the next run fast.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Recreates the crate with an edition and the text of its `main.rs` or, without a `main`, of its `lib.rs`.
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

/// Checks the crate; an error is the output of the compiler.
pub(crate) fn check(folder: &Path) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--offline", "--quiet", "--color=never"])
        .current_dir(folder)
        // All these crates share their built dependencies.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("users"))
        .output()
        .unwrap();
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
