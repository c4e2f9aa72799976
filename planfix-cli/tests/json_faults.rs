//! Wrong JSON: all faults are reported at once, with line and column, value and row.

mod support;

use support::{folder, run, run_with};

#[test]
fn wrong_json_is_reported_by_line_and_column() {
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
            &format!("{name}:8:7: contact.phones.phone[0].number: required, but missing"),
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
fn a_fault_has_the_value_and_the_row() {
    let row = "(spec/methods/contact.update.md:";
    for (text, complaints) in [
        (
            r#"{"contact": {"id": 1, "canBeWorker": "yes"}}"#,
            &["contact.canBeWorker: expected true or false, found \"yes\" (spec/"][..],
        ),
        (
            r#"{"contact": {"id": 1, "group": {"id": "x"}}}"#,
            &["contact.group.id: expected a whole number, found \"x\" (spec/"],
        ),
        (
            r#"{"contact": {"id": 1, "canBeWorker": [true], "group": {"id": {}}}}"#,
            &[
                "expected true or false, found an array (",
                "expected a whole number, found an object (",
            ],
        ),
        (
            r#"{"contact": {"id": 1, "birthdate": 7}}"#,
            &["contact.birthdate: expected a date as \"yyyy-mm-dd\" or \"yyyy-mm-ddThh:mm\", found a number ("],
        ),
        (
            r#"{"contact": {"id": 1, "phones": {"phone": [{}]}}}"#,
            &["<stdin>:1:44: contact.phones.phone[0].number: required, but missing or empty ("],
        ),
        (
            r#"{"contact": {"id": 1, "general": 2}}"#,
            &["contact.id and contact.general: give only one of them ("],
        ),
    ] {
        let run = run_with(&["contact", "update", "--json", "-", "--dry-run"], text)
            .ends(1)
            .complains(complaints)
            .complains(&[row]);
        assert!(!run.err.contains("userid"), "{}", run.err);
    }
    run(&["contact", "update", "--id", "abc", "--name", "x", "--sandbox"])
        .ends(1)
        .complains(&[
            "--id: expected the integer of a ContactId, such as 42, found \"abc\" (spec/methods/contact.update.md:",
        ]);
}

#[test]
fn an_empty_string_clears_nothing() {
    for (side, text, complaint) in [
        (
            "--request",
            r#"{"contact": {"id": 1, "name": ""}}"#,
            "<stdin>:1:23: contact.name: an empty string; write null to empty it (spec/methods/contact.update.md:",
        ),
        (
            "--request",
            r#"{"contact": {"id": 1, "birthdate": " "}}"#,
            "contact.birthdate: an empty string; write null to empty it",
        ),
        (
            "--request",
            r#"{"contact": {"id": 1, "phones": {"phone": [{"number": ""}]}}}"#,
            "contact.phones.phone[0].number: an empty string, but it is required",
        ),
        (
            "--request",
            r#"{"contact": {"id": 1, "secondaryEmails": {"email": [""]}}}"#,
            "contact.secondaryEmails.email[0]: an empty string; leave the item out",
        ),
        (
            "--request",
            r#"{"contact": {"id": 1, "customData": {"customValue": [{"id": 1, "value": ""}]}}}"#,
            "contact.customData.customValue[0].value: an empty string; write null to empty it",
        ),
    ] {
        run_with(&["encode", "contact.update", side], text)
            .ends(1)
            .complains(&[complaint]);
    }
    let response = r#"{"contact": {"id": 1, "name": ""}}"#;
    run_with(&["encode", "contact.get", "--response"], response)
        .ends(1)
        .complains(&[
            "<stdin>:1:23: contact.name: an empty string; leave it out (in a response, null is an empty element)",
        ]);
    let empty = "<response status=\"ok\"><contact><id>1</id><name/></contact></response>";
    let decoded = run_with(&["decode", "contact.get", "--response"], empty).ends(0);
    assert!(decoded.json()["contact"]["name"].is_null());
    let encoded = run_with(&["encode", "contact.get", "--response"], &decoded.out).ends(0);
    assert!(encoded.out.contains(empty), "{}", encoded.out);
}

#[test]
fn text_that_is_not_json_is_reported_by_line_and_column() {
    for (text, complaint) in [
        ("{\"contact\":\n {\"id\": 1,}}", "<stdin>:2:11: not JSON"),
        // Faults before a syntax error are not reported.
        (
            "{\"contact\": {\"id\": 1, \"nam\": \"x\"},}",
            "<stdin>:1:35: not JSON: trailing comma",
        ),
        ("{\"contact\": {\"id\": \"x\"}", "not JSON: EOF"),
        ("", "<stdin>:1:1: not JSON: the text is empty"),
        ("[]", "<stdin>:1:1: "),
        ("{\"contact\": 5}", "<stdin>:1:2: contact: expected an object"),
        (
            r#"{"contact":{"id":1,"x\u001b[31m":"a"}}"#,
            r"<stdin>:1:20: contact.x\u{1b}[31m: unknown",
        ),
        (
            r#"{"contact":{"id":1,"x\ny":"a"}}"#,
            r"<stdin>:1:20: contact.x\ny: unknown",
        ),
        ("{\"contact\": {\"id\": 1, \"id\": 2}}", "contact.id: appears twice"),
        ("{\"contact\": {}}", "contact.id or contact.userid or contact.general"),
    ] {
        run_with(&["encode", "contact.update", "--request"], text)
            .ends(1)
            .complains(&[complaint]);
    }
    run_with(&["encode", "contact.getPhoneTypes", "--request"], "{\"x\": 1}")
        .ends(1)
        .complains(&["<stdin>:1:2: x: unknown; no elements are known here"]);
    let filter = r##"{"filters": {"filter": [{"type": 12, "operator": "equal", "value": {"#text": "a", "datetype": "today"}}]}}"##;
    run_with(&["encode", "contact.getList", "--request"], filter)
        .ends(1)
        .complains(&["filters.filter[0].value.#text: this element has no text beside other elements"]);
    run(&["contact", "update", "--json", "no/such.json", "--sandbox"])
        .ends(1)
        .complains(&["cannot read no/such.json"]);
}
