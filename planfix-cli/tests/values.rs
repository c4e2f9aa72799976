//! The value of a flag or of JSON is taken without loss, or refused with the right form.

mod support;

use support::{run, run_with};

#[test]
fn nothing_of_a_value_is_lost() {
    for (flag, value, complaint) in [
        ("--endTime", "18:00+03:00", "expected a time as HH:MM"),
        ("--endTime", "18:00[Europe/Moscow]", "expected a time as HH:MM"),
        ("--endTime", "18:00:30", "expected a time as HH:MM"),
        ("--endDate", "2026-12-31Z", "expected a date as YYYY-MM-DD"),
        (
            "--beginDateTime",
            "2026-12-31T18:00Z",
            "expected a date as YYYY-MM-DD or",
        ),
        (
            "--beginDateTime",
            "2026-12-31T18:00-08:00",
            "expected a date as YYYY-MM-DD or",
        ),
        (
            "--parent.id",
            "99999999999999999999",
            "too large: at most 9223372036854775807, found",
        ),
        (
            "--parent.id",
            "-99999999999999999999",
            "too small: at least -9223372036854775808, found",
        ),
    ] {
        let complaint = format!("{flag}: {complaint}");
        run(&["task", "add", "--title", "x", &format!("{flag}={value}"), "--dry-run"])
            .ends(1)
            .complains(&[&complaint, "(spec/methods/task.add.md:"]);
    }
    run(&[
        "task",
        "add",
        "--title",
        "x",
        "--endTime",
        "18:00:00",
        "--beginDateTime",
        "2026-12-31 18:00",
        "--dry-run",
    ])
    .ends(0)
    .prints(&[
        "<endTime>18:00</endTime>",
        "<beginDateTime>31-12-2026 18:00</beginDateTime>",
    ]);
    // A personal value is not shown.
    let birthdate = "1990-04-09T23:30-08:00";
    let refused = run(&["contact", "update", "--id", "1", "--birthdate", birthdate, "--dry-run"]).ends(1);
    assert!(!refused.err.contains(birthdate), "{}", refused.err);
    refused.complains(&["--birthdate: expected a date as YYYY-MM-DD or YYYY-MM-DDTHH:MM"]);
}

#[test]
fn a_date_and_time_is_referred_to_the_two_fields() {
    for flag in ["--startTime", "--startDate", "--endTime", "--endDate"] {
        let stem = flag.trim_end_matches("Time").trim_end_matches("Date");
        for text in ["2026-12-31T18:00", "2026-12-31 18:00+03:00"] {
            let complaint = format!(
                "{flag}: a date and a time of day in one: give them as {stem}Date 2026-12-31 and {stem}Time 18:00 ("
            );
            run(&["task", "update", "--id", "1", &format!("{flag}={text}"), "--dry-run"])
                .ends(1)
                .complains(&[&complaint]);
        }
    }
    run(&["task", "add", "--title", "x", "--endTime", "2026-12-31", "--dry-run"])
        .ends(1)
        .complains(&["--endTime: a date where a time of day belongs: give it as --endDate 2026-12-31 ("]);
    let json = r#"{"task": {"title": "x", "endTime": "2026-12-31T18:00"}}"#;
    run_with(&["encode", "task.add", "--request"], json).ends(1).complains(&[
        "<stdin>:1:25: task.endTime: a date and a time of day in one text; put the date into task.endDate and the time into \
         task.endTime, found \"2026-12-31T18:00\" (",
    ]);
}

#[test]
fn a_day_in_the_place_of_a_time_is_kept() {
    let xml = "<request method=\"task.add\"><account>demo</account><task><title>x</title>\
               <endTime>06-03-2021</endTime></task></request>";
    let decoded = run_with(&["decode", "task.add", "--request"], xml).ends(0);
    assert_eq!(decoded.json()["task"]["endTime"], "2021-03-06");
    run_with(&["encode", "task.add", "--request"], &decoded.out)
        .ends(0)
        .prints(&["<endTime>06-03-2021</endTime>"]);
}

#[test]
fn a_value_of_a_custom_field_is_converted_only_where_its_form_is_named() {
    run(&[
        "contact",
        "update",
        "--id=1",
        "--customData",
        "id=101,value=2026-02-03",
        "--customData",
        "id=104,value.date=2026-02-03",
        "--customData",
        r#"id=113,value.ids="3,14""#,
        "--dry-run",
    ])
    .ends(0)
    .prints(&[
        "<id>101</id><value>2026-02-03</value>",
        "<id>104</id><value>03-02-2026</value>",
        "<id>113</id><value>[3,14]</value>",
    ]);
    for (item, complaint) in [
        (
            "id=104,value.date=03-02-2026",
            "value.date: expected a date as yyyy-mm-dd or yyyy-mm-ddThh:mm (",
        ),
        (
            "id=104,value.dat=2026-02-03",
            "value.dat: unknown; did you mean `value.date`?",
        ),
        ("id=104,value=x,value.date=2026-02-03", "value.date: given twice"),
    ] {
        run(&["contact", "update", "--id=1", "--customData", item, "--dry-run"])
            .ends(1)
            .complains(&[complaint]);
    }
}

#[test]
fn a_text_keeps_its_spaces() {
    run(&[
        "contact",
        "update",
        "--id",
        "1",
        "--name",
        " a ",
        "--secondaryEmails",
        " b, c ",
        "--dry-run",
    ])
    .ends(0)
    .prints(&["<name> a </name>", "<email> b, c </email>"]);
}

#[test]
fn a_number_is_shown_as_it_was_written() {
    for (value, complaint) in [
        ("5.0", "contact.group.id: expected a whole number, found 5.0 ("),
        ("1e2", "contact.group.id: expected a whole number, found 1e2 ("),
        (
            "9223372036854775808",
            "contact.group.id: too large: at most 9223372036854775807, found 9223372036854775808 (",
        ),
        (
            "-18446744073709551616",
            "contact.group.id: too small: at least -9223372036854775808, found -18446744073709551616 (",
        ),
    ] {
        let json = format!("{{\"contact\": {{\"id\": 1, \"group\": {{\"id\": {value}}}}}}}");
        run_with(&["encode", "contact.update", "--request"], &json)
            .ends(1)
            .complains(&[complaint]);
    }
    // A value with several forms is a string in wire form, and a number may have more digits than a double.
    let json = r#"{"contact": {"id": 1, "customData": {"customValue": [{"id": 1, "value": 1.50000000000000000001}]}}}"#;
    run_with(&["encode", "contact.update", "--request"], json)
        .ends(0)
        .prints(&["<value>1.50000000000000000001</value>"]);
}
