//! The log of a data file, as a kill leaves it: it is read up to a torn end, and refused if it is damaged.

mod common;

use common::{Folder, client, options};
use planfix_api::{ContactId, Maybe, contact};
use planfix_sandbox::{Sandbox, StoreError};
use rusqlite::Connection;
use std::fs;
use std::path::PathBuf;

const ALL: [&str; 4] = ["", "-wal", "-shm", "-seal"];
/// The files that a careful user copies.
const WITHOUT_INDEX: [&str; 3] = ["", "-wal", "-seal"];

fn part(folder: &Folder, suffix: &str) -> PathBuf {
    folder.0.join(format!("data.db{suffix}"))
}

/// The files of a process that was killed after some calls.
fn killed(suffixes: &[&str]) -> Folder {
    let (running, killed) = (Folder::new(), Folder::new());
    let sandbox = Sandbox::open(running.file(), options()).unwrap();
    for number in 0..8 {
        rename(&sandbox, &number.to_string());
    }
    copy(&running, &killed, suffixes);
    killed
}

fn copy(from: &Folder, to: &Folder, suffixes: &[&str]) {
    for suffix in suffixes {
        fs::copy(part(from, suffix), part(to, suffix)).unwrap();
    }
}

fn rename(sandbox: &Sandbox, name: &str) {
    let rename = contact::update::Request::new(ContactId(1)).name(name);
    client(sandbox).call(&rename).unwrap();
}

fn name(sandbox: &Sandbox) -> String {
    let get = contact::get::Request::new(ContactId(1));
    match client(sandbox).call(&get).unwrap().contact.name {
        Maybe::Set(name) => name,
        other => panic!("{other:?}"),
    }
}

/// Opens a copy of the files with another log.
fn open(killed: &Folder, log: &[u8], suffixes: &[&str]) -> Result<String, StoreError> {
    let folder = Folder::new();
    copy(killed, &folder, suffixes);
    fs::write(part(&folder, "-wal"), log).unwrap();
    let first = Sandbox::open(folder.file(), options()).map(|sandbox| name(&sandbox));
    if first.is_err() {
        // Trying again does not help.
        Sandbox::open(folder.file(), options()).unwrap_err();
    }
    first
}

#[test]
fn a_log_after_a_kill_is_read() {
    for suffixes in [&ALL[..], &WITHOUT_INDEX] {
        let killed = killed(suffixes);
        assert_eq!(name(&Sandbox::open(killed.file(), options()).unwrap()), "7");
    }
}

#[test]
fn a_flipped_bit_in_a_log_is_damage() {
    for (suffixes, margin) in [(&ALL[..], 0), (&WITHOUT_INDEX, 4120)] {
        let killed = killed(suffixes);
        let whole = fs::read(part(&killed, "-wal")).unwrap();
        let end = whole.len() - margin;
        for at in (0..32).chain((32..end).step_by(1013)).chain([end - 1]) {
            let mut log = whole.clone();
            log[at] ^= 1 << (at % 8);
            let error = open(&killed, &log, suffixes).unwrap_err();
            assert!(matches!(error, StoreError::DamagedLog { .. }), "{at}: {error}");
            assert!(error.to_string().contains("data.db-wal, the log of"), "{error}");
        }
    }
}

#[test]
fn a_torn_end_of_a_log_is_left_out() {
    for suffixes in [&ALL[..], &WITHOUT_INDEX] {
        let killed = killed(suffixes);
        let whole = fs::read(part(&killed, "-wal")).unwrap();
        // The frame that would come next, without its end or with the wrong checksum.
        for length in [10, 24, 2000, 4120] {
            let frame = whole.len() - 4120;
            let log = [&whole[..], &whole[frame..frame + length]].concat();
            assert_eq!(open(&killed, &log, suffixes).unwrap(), "7", "{length}");
        }
    }
    // Without the index, a log that is cut off is the same as one with a torn end.
    let killed = killed(&WITHOUT_INDEX);
    let whole = fs::read(part(&killed, "-wal")).unwrap();
    assert_eq!(
        open(&killed, &whole[..whole.len() - 2000], &WITHOUT_INDEX).unwrap(),
        "6"
    );
}

#[test]
fn a_log_that_is_cut_off_or_removed_is_damage() {
    let killed = killed(&ALL);
    let whole = fs::read(part(&killed, "-wal")).unwrap();
    for length in [0, 20, 32, whole.len() / 3, whole.len() * 2 / 3, whole.len() - 1] {
        let error = open(&killed, &whole[..length], &ALL).unwrap_err();
        assert!(matches!(error, StoreError::DamagedLog { .. }), "{length}: {error}");
    }
    fs::remove_file(part(&killed, "-wal")).unwrap();
    let error = Sandbox::open(killed.file(), options()).unwrap_err();
    assert!(error.to_string().contains("is missing or empty"), "{error}");
    // As the message says.
    fs::remove_file(part(&killed, "-shm")).unwrap();
    Sandbox::open(killed.file(), options()).unwrap();
}

#[test]
fn frames_of_a_change_that_was_rolled_back_are_not_damage() {
    let (running, killed) = (Folder::new(), Folder::new());
    let sandbox = Sandbox::open(running.file(), options()).unwrap();
    rename(&sandbox, "before");
    let length = fs::metadata(part(&running, "-wal")).unwrap().len();
    let other = Connection::open(running.file()).unwrap();
    // More than its cache has room for, so that it writes into the log before the end.
    other
        .execute_batch("PRAGMA cache_size = 10; BEGIN; UPDATE content SET bytes = randomblob(4000000); ROLLBACK;")
        .unwrap();
    assert!(fs::metadata(part(&running, "-wal")).unwrap().len() > length + 1_000_000);
    rename(&sandbox, "after");
    copy(&running, &killed, &WITHOUT_INDEX);
    assert_eq!(name(&Sandbox::open(killed.file(), options()).unwrap()), "after");
}

#[test]
fn a_file_may_be_opened_while_another_sandbox_changes_it() {
    let folder = Folder::new();
    let first = Sandbox::open(folder.file(), options()).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..600).for_each(|number| rename(&first, &number.to_string())));
        while !writer.is_finished() {
            drop(Sandbox::open(folder.file(), options()).unwrap());
        }
    });
    assert_eq!(name(&first), "599");
}
