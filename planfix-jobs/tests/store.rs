//! The file of a job: its readers, its lock, and files that are not jobs.

mod common;

use common::{Folder, plan_csv, store};
use planfix_jobs::{Draft, Job, SqliteStore, StoreError};

fn job() -> Folder {
    let folder = Folder::new();
    plan_csv(&folder, "contact.update", "contact.id,name\n1,Анна\n");
    folder
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_job() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = job();
    let _store = store(&folder);
    for name in ["test.job", "test.job-lock", "test.job-wal"] {
        let mode = folder.path(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_locked_job_says_who_has_it() {
    let folder = job();
    let first = SqliteStore::lock(folder.path("test.job"), "planfix, process 42").unwrap();
    let error = SqliteStore::lock(folder.path("test.job"), "another").unwrap_err();
    assert!(error.to_string().ends_with("in use by planfix, process 42"), "{error}");
    // It may be read meanwhile.
    SqliteStore::read(folder.path("test.job")).unwrap();
    drop(first);
    drop(store(&folder));
    let files: Vec<_> = std::fs::read_dir(folder.path("")).unwrap().collect();
    assert_eq!(files.len(), 2, "the job and its input: {files:?}");
}

#[test]
fn a_job_never_replaces_a_file() {
    let folder = job();
    let error = Draft::new(folder.path("test.job"), &Job::default()).unwrap_err();
    assert!(matches!(error, StoreError::Exists(_)), "{error}");
}

#[test]
fn a_file_that_is_not_a_job_is_refused() {
    let folder = Folder::new();
    folder.input(
        "notes.job",
        "not a database, but long enough to look at, and then some more text after it",
    );
    let error = SqliteStore::lock(folder.path("notes.job"), "a test").unwrap_err();
    assert!(matches!(error, StoreError::NotJob(_)), "{error}");
    let error = SqliteStore::lock(folder.path("none.job"), "a test").unwrap_err();
    assert!(matches!(error, StoreError::Missing(_)), "{error}");
}
