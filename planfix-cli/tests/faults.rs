//! Wrong input: all faults are reported at once with their positions, and nothing is sent.

mod support;

use support::run;

#[test]
fn wrong_flags_are_all_named() {
    let run = run(&[
        "contact",
        "update",
        "--id",
        "x",
        "--birthdate",
        "9.4.1990",
        "--phones",
        "nmber=79001234567",
        "--phones",
        "typeId=x",
        "--responsible.users",
        "2,z",
        "--post",
        "",
        "--sex",
        "MAN",
        "--sandbox",
    ])
    .ends(1)
    .complains(&[
        "nothing was sent",
        "--id: expected the integer of a ContactId",
        "--birthdate: expected a date as YYYY-MM-DD",
        "--phones (number 1): nmber: unknown; did you mean `number`?",
        "--phones (number 2): typeId: expected the integer of a PhoneTypeId",
        "number: required, but missing or empty",
        "--responsible.users: expected the integer of a UserId",
        "`--clear post` empties it",
        "--sex: \"MAN\" is not a value of Sex",
    ]);
    // A birth date is personal.
    assert!(!run.err.contains("9.4.1990"), "{}", run.err);
    assert!(!run.err.contains("79001234567"), "{}", run.err);
}

#[test]
fn rules_are_checked_before_sending() {
    run(&["contact", "getList", "--pageSize", "500", "--sandbox"])
        .ends(1)
        .complains(&["--pageSize: must be at most 100", "spec/methods/contact.getList.md:"]);
}

#[test]
fn flags_that_exclude_each_other_are_reported() {
    for (args, status, complaint) in [
        ("action add --description x", 2, "--task.id <TaskId>|--task.general"),
        (
            "action add --task-id 1 --contact-general 2",
            2,
            "'--task.id <TaskId>' cannot be used with '--contact.general",
        ),
        (
            "action add --task.id 1 --task.general 2",
            2,
            "'--task.id <TaskId>' cannot be used with '--task.general",
        ),
        (
            "file upload --task.id 1 --project.id 2",
            2,
            "cannot be used with '--project.id",
        ),
        (
            "file delete --files.id 1 --files.id 2 --files.uniqueId 7",
            2,
            "'--files.id <FileId>' cannot be used with '--files.uniqueId <FileUniqueId>'",
        ),
        (
            "file delete",
            2,
            "<--files.id <FileId>|--files.uniqueId <FileUniqueId>|--json <FILE>>",
        ),
        (
            "file upload --task.id 1 --files name=x,sourceType=FILESYSTEM",
            1,
            "otherFile.id or otherFile.url or body: give exactly one of them (spec/types/UploadFile.md:",
        ),
        (
            "file upload --task.id 1 --files sourceType=INTERNET,otherFile.url=u,otherFile.id=3",
            1,
            "otherFile.id and otherFile.url: give only one of them",
        ),
        (
            "contact updateContractors --id 1",
            1,
            "--contractors.addClient or --contractors.delClient: required, but missing or empty",
        ),
        (
            "contact getList --filters type=12,operator=equal,value=x,value.datetype=today",
            1,
            "value and value.datetype: two forms of one value",
        ),
        (
            "contact getList --filters type=12,operator=equal,value.datevalue=1",
            1,
            "value.datetype: required, but missing or empty",
        ),
        (
            "task getList --filter=ACTIVE --filter=MY",
            2,
            "cannot be used multiple times",
        ),
        (
            "task getList --filter=SOON",
            1,
            "--filter: \"SOON\" is not a value of TaskStateFilter",
        ),
    ] {
        let args: Vec<&str> = args.split(' ').chain(["--dry-run"]).collect();
        run(&args).ends(status).complains(&[complaint]);
    }
}

#[test]
fn wrong_usage_has_status_2() {
    for (args, complaint) in [
        (
            "contact update --name x",
            "--id <ContactId>|--userid <UserId>|--general",
        ),
        ("contact update --id 1 --userid 2", "cannot be used with"),
        (
            "auth login --login x --password-stdin --json -",
            "--json -: standard input already provides a secret",
        ),
        ("contact update --id 1 --clear nme", "did you mean `name`?"),
        (
            "contact update --id 1 --clear silent",
            "'silent' for '--clear <NAME>': this field cannot be cleared",
        ),
        ("contact update --id 1 --account= --sandbox", "the name is empty"),
        (
            "contact update --id 1 --name x --clear name",
            "--clear name: the same command sets it",
        ),
        ("contact update --id 1 --midname x", "Did you mean --midName?"),
        ("contact update --id 1 --sandbox --url russia", "cannot be used with"),
        ("contact update --json - --credentials-stdin", "credentials"),
        ("auth login --login x --sandbox", "--password-stdin"),
        ("decode contact.get", "--request|--response"),
        ("contact update --id 1 --token top-secret", "PLANFIX_TOKEN"),
        ("contact update --id 1 --token=top-secret", "PLANFIX_TOKEN"),
    ] {
        let run = run(&args.split(' ').collect::<Vec<_>>())
            .ends(2)
            .complains(&[complaint]);
        assert!(!run.err.contains("top-secret"), "{}", run.err);
    }
}

#[test]
fn what_a_call_needs_is_named_at_once() {
    run(&["contact", "get", "--id", "1"]).ends(1).complains(&[
        "nothing was sent",
        "--sandbox",
        "PLANFIX_URL",
        "PLANFIX_ACCOUNT",
        "PLANFIX_API_KEY",
        "PLANFIX_TOKEN",
    ]);
    run(&["contact", "get", "--id", "1", "--url", "http://example.com/"])
        .ends(1)
        .complains(&["--url: `example.com` must be reached by https"]);
}
