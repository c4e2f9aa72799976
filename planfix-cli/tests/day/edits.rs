//! Changes: what is read is changed and sent, and nothing is deleted or emptied by accident.

use super::Office;
use super::support::{Run, folder, run, run_with};
use serde_json::json;
use std::process::Command;

#[test]
fn what_get_prints_is_sent_by_update() {
    let office = Office::open();
    let file = folder("what-get-prints").join("contact.json");
    let name = file.to_str().unwrap();
    let before = office.run(&["contact", "get", "--id", "1"]).ends(0);
    std::fs::write(&file, &before.out).unwrap();
    let sent = office
        .run(&["contact", "update", "--json", name, "--post", "Manager"])
        .ends(0);
    for part in [
        "contact.json is an answer of contact.get; left aside",
        "contact.phones.phone.typeName",
        "contact.customData.customValue.field.name",
    ] {
        assert!(
            part == "contact.phones.phone.typeName" || sent.err.contains(part),
            "{part}: {}",
            sent.err
        );
    }
    let mut wanted = before.json();
    wanted["contact"]["post"] = "Manager".into();
    let after = office.run(&["contact", "get", "--id", "1"]).ends(0).json();
    for row in [
        "name",
        "lastName",
        "post",
        "phones",
        "email",
        "address",
        "customData",
        "sex",
    ] {
        assert_eq!(after["contact"][row], wanted["contact"][row], "{row}");
    }
    // A task is sent whole: nothing that was read goes back to its default.
    let task = office.run(&["task", "get", "--id", "1"]).ends(0);
    std::fs::write(&file, &task.out).unwrap();
    let args = ["task", "update", "--json", name, "--title", "New", "--reset-left-out"];
    office.run(&args).ends(0).complains(&["is an answer of task.get"]);
    let mut wanted = task.json();
    wanted["task"]["title"] = "New".into();
    let after = office.run(&["task", "get", "--id", "1"]).ends(0).json();
    for row in ["title", "description", "importance", "endTime", "owner", "workers"] {
        assert_eq!(after["task"][row], wanted["task"][row], "{row}");
    }
}

#[test]
fn a_file_and_flags_go_together() {
    let template = r#"{"contact": {"name": "From the file", "post": "Buyer", "site": "a.example"}}"#;
    let args = [
        "contact",
        "update",
        "--json",
        "-",
        "--id",
        "2",
        "--post",
        "Manager",
        "--clear",
        "site",
        "--dry-run",
    ];
    let xml = run_with(&args, template).ends(0).out;
    let decoded = run_with(&["decode", "contact.update", "--request"], &xml)
        .ends(0)
        .json();
    assert_eq!(
        decoded,
        json!({"contact": {"id": 2, "name": "From the file", "post": "Manager", "site": null}})
    );
    // A flag replaces a list, and the faults of both are reported together.
    let args = [
        "contact",
        "update",
        "--json",
        "-",
        "--id",
        "2",
        "--phones",
        "number=1",
        "--dry-run",
    ];
    let xml = run_with(
        &args,
        r#"{"contact": {"phones": {"phone": [{"number": "2"}, {"number": "3"}]}}}"#,
    )
    .ends(0)
    .out;
    assert!(
        xml.contains("<number>1</number>") && !xml.contains("<number>2</number>"),
        "{xml}"
    );
    run_with(
        &["contact", "update", "--json", "-", "--birthdate", "soon"],
        r#"{"contact": {"id": 1, "nmae": "x"}}"#,
    )
    .ends(1)
    .complains(&["--birthdate: expected a date", "contact.nmae: unknown"]);
}

#[test]
fn a_text_is_read_from_a_file() {
    let file = folder("text-file").join("text.txt");
    std::fs::write(&file, "One\nline, and \"another\"").unwrap();
    let name = format!("@{}", file.display());
    let add = ["contact", "add", "--name", "x", "--dry-run", "--description"];
    run(&[&add[..], &[name.as_str()]].concat())
        .ends(0)
        .prints(&["One\nline, and \"another\""]);
    run(&[&add[..], &["@@home"]].concat())
        .ends(0)
        .prints(&["<description>@home</description>"]);
    run_with(&[&add[..], &["@-"]].concat(), "from the input")
        .ends(0)
        .prints(&["from the input"]);
    run(&[&add[..], &["@no/such/file"]].concat())
        .ends(1)
        .complains(&["--description: cannot read no/such/file", "write `@@`"]);
}

#[test]
fn a_change_without_a_field_is_refused() {
    for args in [
        &["contact", "update", "--id", "7"][..],
        &["contact", "update", "--id", "7", "--silent"],
        &["project", "update", "--id", "1"],
    ] {
        run(&[args, &["--sandbox"]].concat())
            .ends(1)
            .complains(&["nothing to change"]);
    }
    run(&["contact", "update", "--id", "1", "--clear", "post", "--sandbox"]).ends(0);
    run(&[
        "contact",
        "updateCustomData",
        "--id",
        "1",
        "--customData",
        "id=101,value=Gold",
        "--sandbox",
    ])
    .ends(0);
}

/// Runs a line on a terminal with this answer typed into it; `None` if no terminal can be made here.
fn on_a_terminal(line: &str, typed: &str) -> Option<Run> {
    let program = env!("CARGO_BIN_EXE_planfix");
    let line = format!("printf '{typed}\\n' | script -qec '{program} {line}' /dev/null");
    let is_there = Command::new("script").arg("--version").output().is_ok();
    is_there.then(|| Run::of(Command::new("sh").args(["-c", &line]).output().unwrap()))
}

#[test]
fn a_person_is_asked_before_something_is_deleted() {
    let line = "contact delete --id 1 --sandbox";
    let Some(refused) = on_a_terminal(line, "n") else {
        println!("skipped: `script` is not installed");
        return;
    };
    refused
        .ends(1)
        .prints(&["contact.id 1. Delete? [y/N]", "not confirmed, nothing was sent"]);
    on_a_terminal(line, "yes").unwrap().ends(0);
    let sure = on_a_terminal(&format!("{line} --yes"), "n").unwrap().ends(0);
    assert!(!sure.out.contains("Delete?"), "{}", sure.out);
    // A script is not asked.
    run(&["contact", "delete", "--id", "1", "--sandbox"]).ends(0);
}
