//! `decode` reports elements that did not become fields, each with the reason.

mod support;

use support::run_with;

#[test]
fn each_reason_has_its_own_sentence() {
    let xml = "<response status=\"ok\" xmlns:x=\"u\"><contact><id>1</id><name>A</name><name>B</name><new/>\
        <midName>C<b>D</b></midName><birthdate>00-00-0000</birthdate></contact></response>";
    let run = run_with(&["decode", "contact.get", "--response"], xml).ends(0).complains(&[
        "contact.name: appears a second time; the first one was taken (spec/types/Contact.md:",
        "contact.new: not in the table",
        "contact.midName.b: an element inside of a text; the text around it was taken",
        "contact.birthdate: does not match its type, expected a date as dd-mm-yyyy or dd-mm-yyyy hh:mm; left out (spec/types/Contact.md:",
    ]);
    assert_eq!(
        run.json(),
        serde_json::json!({"contact": {"id": 1, "name": "A", "midName": "C"}})
    );
    assert!(!run.err.contains("xmlns"), "{}", run.err);
    let xml = "<response status=\"ok\"><task><id>1</id><owner><id/><name>X</name></owner></task></response>";
    run_with(&["decode", "task.get", "--response"], xml)
        .ends(0)
        .complains(&["task.owner: left out: it has no valid id (spec/types/"]);
}

#[test]
fn what_explains_a_failure_is_reported_with_it() {
    let xml = "<request method=\"contact.updateCustomData\"><contact><general>1</general>\n\
        <customData><value><id>105</id></value></customData></contact></request>";
    let run = run_with(&["decode", "contact.updateCustomData", "--request"], xml).ends(1);
    assert_eq!(run.out, "");
    run.complains(&[
        "contact.customData.value: not in the table",
        // The position is the element that is present and empty.
        "<stdin>:2:1: contact.customData: missing",
    ]);
}

#[test]
fn strict_refuses_what_does_not_fit() {
    let xml = "<response status=\"ok\"><task><id>5</id><general>T-6</general></task></response>";
    let run = run_with(&["decode", "task.add", "--response"], xml).ends(0);
    assert_eq!(run.json(), serde_json::json!({"task": {"id": 5}}));
    let run = run_with(&["decode", "task.add", "--response", "--strict"], xml).ends(1);
    assert_eq!(run.out, "");
    run.complains(&["<stdin>:1:39: task.general: expected an integer, found \"T-6\""]);
}

#[test]
fn an_empty_element_of_a_request_is_left_out_and_reported() {
    let xml = "<request method=\"handbook.addRecord\"><handbook><id>1</id></handbook><isGroup></isGroup></request>";
    let decoded = run_with(&["decode", "handbook.addRecord", "--request"], xml)
        .ends(0)
        .complains(&["isGroup: empty, but it cannot be emptied; left out"]);
    run_with(&["encode", "handbook.addRecord", "--request"], &decoded.out)
        .ends(0)
        .prints(&["<handbook><id>1</id></handbook></request>"]);
}

#[test]
fn a_response_that_was_cut_off_says_what_was_carried_out() {
    let cut_off = "<response status=\"ok\"><task><id>5</id><general>77</gen";
    let run = run_with(&["decode", "task.add", "--response"], cut_off)
        .ends(1)
        .complains(&["the status of the response is ok, and it contains: task.id is 5"]);
    assert_eq!(run.out, "");
    let refused = cut_off.replace("ok", "error");
    let run = run_with(&["decode", "task.add", "--response"], &refused).ends(1);
    assert!(!run.err.contains("task.id is 5"), "{}", run.err);
}

#[test]
fn a_request_that_encode_would_refuse_is_refused() {
    for (method, elements, complaint) in [
        (
            "task.add",
            "<task><title>A</title><importance>URGENT</importance></task>",
            "\"URGENT\" is not a value of Importance",
        ),
        (
            "contact.getList",
            "<pageSize>101</pageSize>",
            "pageSize: must be at most 100",
        ),
    ] {
        let xml = format!("<request method=\"{method}\">{elements}</request>");
        let decoded = run_with(&["decode", method, "--request", "-"], &xml)
            .ends(1)
            .complains(&[complaint]);
        assert_eq!(decoded.out, "");
    }
}

#[test]
fn faults_beyond_the_hundredth_are_counted() {
    let phones = "<phone><number>1</number><typeId>x</typeId></phone>".repeat(150);
    let xml = format!("<request method=\"contact.add\"><contact><phones>{phones}</phones></contact></request>");
    run_with(&["decode", "contact.add", "--request", "-"], &xml)
        .ends(1)
        .complains(&["phone[99].typeId", "and 50 others"]);
}
