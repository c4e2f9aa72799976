//! A journal whose last change was cut off anywhere, as by a power cut: nothing was sent that is not on disk as sent.

mod common;

use common::{Folder, entries, plan_csv, store};
use planfix_jobs::{Finished, SqliteStore, State, Store as _};
use std::path::Path;

/// The size of a page of the log, with its header.
const FRAME: usize = 4096 + 24;
const HEADER: usize = 32;

/// Copies a job that is in use, with its log cut to this length.
fn copy(from: &Folder, to: &Path, log: &[u8]) {
    std::fs::copy(from.path("test.job"), to).unwrap();
    std::fs::write(to.with_extension("job-wal"), log).unwrap();
}

#[test]
fn a_cut_log_leaves_the_state_before_or_after_the_last_change() {
    let folder = Folder::new();
    plan_csv(&folder, "contact.add", "name\na\nb\nc\n");
    let mut store = store(&folder);
    let first = store.claim(None).unwrap().unwrap();
    let before = std::fs::read(folder.path("test.job-wal")).unwrap();
    let states_before = [State::Sent, State::Planned, State::Planned];
    let done = Finished {
        number: first.number,
        state: State::Done,
        code: None,
        reason: None,
        answer: Some("{}".to_owned()),
    };
    store.claim(Some(&done)).unwrap().unwrap();
    let after = std::fs::read(folder.path("test.job-wal")).unwrap();
    let states_after = [State::Done, State::Sent, State::Planned];
    // A log may be longer than its content.
    let frames = |log: &[u8]| (log.len() - HEADER) / FRAME;
    assert!(frames(&after) > frames(&before));
    for cut in frames(&before)..=frames(&after) {
        for torn in [0, 1, FRAME / 2] {
            let length = (HEADER + cut * FRAME + torn).min(after.len());
            let copied = Folder::new();
            copy(&folder, &copied.path("test.job"), &after[..length]);
            let store = SqliteStore::lock(copied.path("test.job"), "a test").unwrap();
            let states: Vec<State> = entries(&store).iter().map(|entry| entry.state).collect();
            let is_whole = cut == frames(&after);
            // The second request leaves only after its change is on disk as a whole.
            assert_eq!(
                states,
                if is_whole { states_after } else { states_before },
                "{cut} pages and {torn} bytes"
            );
        }
    }
}
