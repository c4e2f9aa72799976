//! A method that resets fields left out does so only if that is confirmed.

mod support;

use serde_json::{Value, json};
use support::{folder, run, run_with};

#[test]
fn a_task_cannot_be_wiped_by_accident() {
    let data = folder("left-out").join("planfix.db");
    let data = data.to_str().unwrap();
    let on = |args: &[&str]| run(&[args, &["--sandbox", "--data", data]].concat());
    let task = || on(&["task", "get", "--id", "1"]).ends(0).json();
    let before = task();
    let update = ["task", "update", "--id", "1", "--title", "Only a title"];
    let refused = on(&update).ends(1).complains(&[
        "nothing was sent",
        "--description",
        "--workers.users",
        "--customData",
        "--reset-left-out",
    ]);
    assert!(!refused.err.contains("--title,"), "{}", refused.err);
    run(&[&update[..], &["--dry-run"]].concat()).ends(1);
    assert_eq!(task(), before);
    on(&[&update[..], &["--reset-left-out"]].concat()).ends(0);
    assert_eq!(task()["task"]["title"], "Only a title");
}

#[test]
fn in_json_the_fields_are_named_by_their_paths() {
    let args = ["task", "update", "--json", "-", "--dry-run"];
    let text = r#"{"task": {"id": 1, "title": "x", "workers": {"users": {"id": [1]}}}}"#;
    let refused = run_with(&args, text)
        .ends(1)
        .complains(&["task.description", "task.workers.groups.id[]"]);
    assert!(!refused.err.contains("task.workers.users"), "{}", refused.err);
    run_with(&[&args[..], &["--reset-left-out"]].concat(), text).ends(0);
}

#[test]
fn a_request_that_leaves_nothing_out_needs_no_flag() {
    let args = ["task", "update", "--json", "-", "--dry-run"];
    let mut request = json!({"task": {"id": 1}});
    // Clears each missing path in turn.
    let refused = run_with(&args, &request.to_string()).ends(1).err;
    let paths = refused
        .split([',', '\n', ' '])
        .filter(|word| word.starts_with("task.") && !word.ends_with(':'));
    for path in paths.filter(|path| *path != "task.update") {
        let mut at = &mut request;
        // Only a list can be null, not an item of it.
        let path = path
            .rsplit_once('.')
            .filter(|_| path.ends_with("[]"))
            .map_or(path, |(list, _)| list);
        for name in path.split('.') {
            at = &mut at[name];
        }
        *at = Value::Null;
    }
    run_with(&args, &request.to_string()).ends(0);
}

#[test]
fn other_methods_keep_what_is_left_out_and_have_no_such_flag() {
    run(&["contact", "update", "--id", "1", "--name", "x", "--sandbox"]).ends(0);
    run(&[
        "contact",
        "update",
        "--id",
        "1",
        "--name",
        "x",
        "--sandbox",
        "--reset-left-out",
    ])
    .ends(2);
}

#[test]
fn a_hidden_comment_is_not_shown_by_accident() {
    let update = [
        "action",
        "update",
        "--id",
        "1",
        "--description",
        "Typo mended",
        "--dry-run",
    ];
    run(&update)
        .ends(1)
        .complains(&["a field is left out", "resets it to its default", "--isHidden"]);
    run(&[&update[..], &["--isHidden=true"]].concat()).ends(0);
    run(&[&update[..], &["--reset-left-out"]].concat()).ends(0);
}

#[test]
fn encode_warns_of_what_would_be_reset() {
    let input = r#"{"task": {"id": 1, "title": "x"}}"#;
    let run = run_with(&["encode", "task.update", "--request"], input).ends(0);
    let run = run.complains(&[
        "warning: task.update: ",
        "resets each of them to its default",
        "task.description",
    ]);
    assert!(run.out.contains("<title>x</title>"), "{}", run.out);
    let input = r#"{"contact": {"id": 1, "name": "x"}}"#;
    assert_eq!(
        run_with(&["encode", "contact.update", "--request"], input).ends(0).err,
        ""
    );
}
