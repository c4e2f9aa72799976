//! Wrong input: everything at once, where it stands, and nothing is sent.

mod support;

use support::{folder, run, run_with};

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
        "number: missing, it is required",
        "--responsible.users: expected the integer of a UserId",
        "`--clear post` empties it",
        "--sex: \"MAN\" is no value of Sex",
    ]);
    // A birth date is a person's.
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
fn wrong_json_is_told_by_line_and_column() {
    let file = folder("wrong-json").join("contact.json");
    let text = r#"{
  "silent": "yes",
  "contact": {
    "id": "1",
    "nmae": "Анна",
    "birthdate": "9.4.1990",
    "phones": {"phone": [
      {"typeId": 1},
      {"number": "1", "typeId": "x"},
      {"number": "2", "typeId": true}
    ]},
    "secondaryEmails": "anna@example.com"
  }
}"#;
    std::fs::write(&file, text).unwrap();
    let name = file.to_str().unwrap();
    let run = run(&["contact", "update", "--json", name, "--sandbox"])
        .ends(1)
        .complains(&[
            &format!("{name}:2:3: silent: expected"),
            &format!("{name}:4:5: contact.id: expected"),
            &format!("{name}:5:5: contact.nmae: unknown; did you mean `name`?"),
            &format!("{name}:6:5: contact.birthdate: expected"),
            &format!("{name}:8:7: contact.phones.phone[0].number: missing"),
            &format!("{name}:9:23: contact.phones.phone[1].typeId: expected"),
            &format!("{name}:10:23: contact.phones.phone[2].typeId: expected"),
            &format!("{name}:12:5: contact.secondaryEmails: expected"),
        ]);
    assert_eq!(run.err.matches(name).count(), 8, "{}", run.err);
    for personal in ["9.4.1990", "anna@"] {
        assert!(!run.err.contains(personal), "{}", run.err);
    }
}

#[test]
fn what_is_no_json_is_told_by_line_and_column() {
    for (text, complaint) in [
        ("{\"contact\":\n {\"id\": 1,}}", "<stdin>:2:11: not JSON"),
        ("", "<stdin>:1:1: not JSON: it is empty"),
        ("[]", "<stdin>:1:1: "),
        ("{\"contact\": 5}", "<stdin>:1:2: contact: expected an object"),
        ("{\"contact\": {\"id\": 1, \"id\": 2}}", "contact.id: stands twice"),
        ("{\"contact\": {}}", "contact.id or contact.userid or contact.general"),
    ] {
        run_with(&["encode", "contact.update", "--request"], text)
            .ends(1)
            .complains(&[complaint]);
    }
    run(&["contact", "update", "--json", "no/such.json", "--sandbox"])
        .ends(1)
        .complains(&["no/such.json: cannot be read"]);
}

#[test]
fn wrong_usage_has_status_2() {
    for (args, complaint) in [
        (
            "contact update --name x",
            "--id <ContactId>|--userid <UserId>|--general",
        ),
        ("contact update --id 1 --userid 2", "cannot be used with"),
        ("contact update --id 1 --json -", "cannot be used with"),
        ("contact update --id 1 --clear nme", "'name'"),
        (
            "contact update --id 1 --name x --clear name",
            "--clear name: the same command sets it",
        ),
        ("contact update --id 1 --midname x", "'--midName'"),
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
