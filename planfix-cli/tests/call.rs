//! Methods as commands: flags, JSON, dry run, and the sandbox in the process.

mod support;

use planfix_api::table::{Content, Kind, Row, Table};
use support::{folder, run, run_with};

const EXAMPLE: &str = "examples/contact.update.json";

#[test]
fn a_contact_is_updated_on_the_sandbox() {
    let args = "contact update --id 1 --name Анна --birthdate 1990-04-09 --clear post --silent --sandbox";
    let run = run(&args.split(' ').collect::<Vec<_>>())
        .ends(0)
        .complains(&["--data FILE keeps them"]);
    assert_eq!(run.json()["contact"]["id"], 1);
}

#[test]
fn a_change_is_kept_in_a_file_and_read_back() {
    let data = folder("kept").join("planfix.db");
    let data = data.to_str().unwrap();
    let update = "contact update --id 2 --name Анна --birthdate 1990-04-09 --clear post \
                  --phones number=+7900,typeId=1 --phones {\"number\":\"8\",\"typeId\":2} \
                  --responsible.users 2,3 --sandbox --data";
    let args: Vec<&str> = update.split_whitespace().chain([data]).collect();
    assert_eq!(run(&args).ends(0).err, "");
    let contact = run(&["contact", "get", "--id", "2", "--sandbox", "--data", data])
        .ends(0)
        .json();
    let contact = &contact["contact"];
    assert_eq!(contact["name"], "Анна");
    assert_eq!(contact["birthdate"], "1990-04-09");
    assert!(contact["post"].is_null());
    assert_eq!(contact["phones"]["phone"][1]["number"], "8");
    assert_eq!(contact["responsible"]["users"]["user"].as_array().unwrap().len(), 2);
}

#[test]
fn an_answer_can_be_json_or_a_table() {
    run(&["contact", "get", "--id", "1", "--sandbox", "--output", "json"])
        .ends(0)
        .prints(&["\"contact\": {"]);
    run(&["contact", "get", "--id", "1", "--sandbox", "--output", "table"])
        .ends(0)
        .prints(&["contact.id ", "contact.phones\nnumber"]);
    run(&["contact", "getList", "--sandbox", "--output", "table"])
        .ends(0)
        .prints(&["contacts@totalCount  3", "contacts.contact\nid"]);
    run(&["contact", "get-list", "--target", "company", "--sandbox"]).ends(0);
}

#[test]
fn a_list_in_a_one_of_is_given_by_several_flags() {
    let args = "file delete --files.uniqueId 7 --files.uniqueId 8,9 --account example --dry-run";
    run(&args.split(' ').collect::<Vec<_>>())
        .ends(0)
        .prints(&["<files><uniqueId>7</uniqueId><uniqueId>8</uniqueId><uniqueId>9</uniqueId></files>"]);
    let with = |json: &str| {
        let args = ["file", "delete", "--json", "-", "--account", "example", "--dry-run"];
        run_with(&args, json)
    };
    with("{\"files\": {\"id\": [1, 2]}}")
        .ends(0)
        .prints(&["<files><id>1</id><id>2</id></files>"]);
    with("{\"files\": {\"id\": []}}")
        .ends(1)
        .complains(&["files.id: required, but missing or empty (spec/methods/file.delete.md:16)"]);
}

#[test]
fn a_dry_run_prints_the_request_and_sends_nothing() {
    // No server listens at this address, so sending would end with status 5.
    let args = [
        "contact",
        "update",
        "--json",
        EXAMPLE,
        "--dry-run",
        "--url",
        "http://127.0.0.1:1/",
    ];
    let xml = run(&args).ends(0).out;
    let back = run_with(&["decode", "contact.update", "--request"], &xml)
        .ends(0)
        .json();
    let given: serde_json::Value = serde_json::from_str(include_str!("../../examples/contact.update.json")).unwrap();
    assert_eq!(back, given);
    let encoded = run(&["encode", "contact.update", "--request", EXAMPLE]).ends(0).out;
    assert_eq!(encoded, xml);
}

#[test]
fn flags_and_json_make_the_same_request() {
    let flags = run(&[
        "contact",
        "update",
        "--general",
        "7",
        "--silent=false",
        "--clear",
        "lang,group.id",
        "--clear",
        "telegram.id",
        "--phones",
        r#"number="+7 900, ext. 5",typeName=a\,b"#,
        "--customData",
        "id=101,value=",
        "--secondaryEmails",
        "a@example.com",
        "--secondaryEmails",
        "b@example.com",
        "--responsible.groups",
        "1",
        "--birthdate",
        "1990-04-09T10:30",
        "--canBeWorker",
        "--dry-run",
    ])
    .ends(0)
    .out;
    let json = r#"{"silent": false, "contact": {"general": 7, "phones": {"phone": [{"number": "+7 900, ext. 5",
        "typeName": "a,b"}]}, "secondaryEmails": {"email": ["a@example.com", "b@example.com"]},
        "birthdate": "1990-04-09T10:30", "lang": null, "canBeWorker": true, "group": {"id": null},
        "customData": {"customValue": [{"id": 101, "value": null}]}, "responsible": {"groups": {"id": [1]}},
        "telegram": {"id": null}}}"#;
    let json = run_with(&["contact", "update", "--json", "-", "--dry-run"], json)
        .ends(0)
        .out;
    assert_eq!(flags, json);
}

#[test]
fn a_filter_takes_text_or_a_period() {
    let args = ["contact", "getList", "--filters"];
    let filter = |text: &str| run(&[&args[..], &[text, "--dry-run"]].concat()).ends(0);
    filter("type=4001,operator=equal,value=Анна").prints(&["<value>Анна</value>"]);
    filter("type=12,operator=equal,value.datetype=anotherdate,value.datefrom=2024-03-31")
        .prints(&["<value><datetype>anotherdate</datetype><datefrom>31-03-2024</datefrom></value>"]);
}

#[test]
fn the_bytes_of_a_file_are_taken_from_it() {
    let file = folder("bytes").join("hello.txt");
    std::fs::write(&file, "hello\n").unwrap();
    let name = file.to_str().unwrap();
    let item = format!("sourceType=FILESYSTEM,name=hello.txt,body=@{name}");
    run(&["file", "upload", "--task.id", "3", "--files", &item, "--dry-run"])
        .ends(0)
        .prints(&["<body>aGVsbG8K</body>"]);
    let picture = format!("@{name}");
    run(&["user", "update", "--id", "3", "--userPic", &picture, "--dry-run"])
        .ends(0)
        .prints(&["<userPic>aGVsbG8K</userPic>"]);
    run(&["user", "update", "--id", "3", "--userPic", "@no/such", "--dry-run"])
        .ends(1)
        .complains(&["--userPic: cannot read no/such"]);
}

#[test]
fn a_comment_with_analytics_takes_json_for_its_rows() {
    let item = r#"{"id": 5, "analiticData": {"itemData": [{"fieldId": 1, "value": {"begin": "10:00", "end": "11:30"}},
        {"fieldId": 2, "value": {"id": [3]}}, {"fieldId": 4, "value": "14"}]}}"#;
    let args = [
        "action",
        "add",
        "--task.general",
        "7",
        "--notifiedList.user",
        "1,2",
        "--analitics",
        item,
    ];
    run(&[&args[..], &["--dry-run"]].concat()).ends(0).prints(&[
        "<task><general>7</general></task>",
        "<notifiedList><user><id>1</id><id>2</id></user></notifiedList>",
        "<value><begin>10:00</begin><end>11:30</end></value>",
        "<value><id>3</id></value>",
        "<value>14</value>",
    ]);
    let joined = [
        "task",
        "getList",
        "--filter",
        "ACTIVE MY",
        "--user-id",
        "4",
        "--dry-run",
    ];
    run(&joined)
        .ends(0)
        .prints(&["<user><id>4</id></user>", "<filter>ACTIVE MY</filter>"]);
}

/// Collects every row with a value of its own, in a table and in the tables inside it.
fn rows(table: &'static Table, out: &mut Vec<&'static Row>) {
    for element in table.fields() {
        let (Some(row), Some((_, kind))) = (element.row, element.content.field()) else {
            continue;
        };
        let list = !matches!(element.content, Content::Value { .. });
        if list || !matches!(kind, Kind::Record(_)) {
            out.push(row);
        }
        let forms: Vec<Kind> = match kind {
            Kind::Union(union) => union.forms.iter().map(|form| form.kind).collect(),
            kind => vec![kind],
        };
        for form in forms {
            if let Kind::Record(inner) = form {
                rows(inner, out);
            }
        }
    }
}

#[test]
fn help_shows_every_field_with_its_prose() {
    for method in planfix_api::methods() {
        let (group, action) = method.name.split_once('.').unwrap();
        let help = run(&[group, action, "--help"]).ends(0);
        let text = help.out.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut all = Vec::new();
        rows(method.request, &mut all);
        for row in &all {
            // The text of an element has the prose of the element.
            let prose = row.doc.split_whitespace().collect::<Vec<_>>().join(" ");
            let shown = text.contains(&prose) || row.path.ends_with("#text");
            assert!(shown, "{} {}: {prose}", method.name, row.path);
        }
        assert!(method.name != "contact.update" || all.len() >= 35, "{}", all.len());
        for secret in ["--token ", "--api-key ", "--password "] {
            assert!(!help.out.contains(secret), "{secret}");
        }
        // The key of a record is a field.
        let has_key = all.iter().any(|row| row.path == "key");
        assert_eq!(help.out.contains("--key "), has_key, "{}", method.name);
    }
    run(&["contact", "update", "--help"]).ends(0).prints(&[
        "--midName <TEXT>",
        "--group.id <ContactGroupId>",
        "--telegram.username",
        "--clear <NAME>",
        "[contact.responsible.users.id[]: UserId; may be cleared]",
        "MALE: Male.",
        "Effect: set",
    ]);
}

#[test]
fn help_warns_of_what_is_reset() {
    for form in ["-h", "--help"] {
        let help = run(&["task", "update", form]).ends(0);
        let text = help.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            text.contains("does NOT keep its value: it goes back to its default"),
            "{text}"
        );
        assert!(!text.contains("cleared keeps its value"), "{text}");
    }
    let help = run(&["contact", "update", "--help"]).ends(0);
    assert!(!help.out.contains("DANGER"));
}

#[test]
fn an_unlisted_value_needs_a_flag() {
    let args = ["contact", "update", "--id", "1", "--sex", "MAL", "--dry-run"];
    run(&args)
        .ends(1)
        .complains(&["--sex: \"MAL\"", "did you mean `MALE`?", "--allow-unlisted"]);
    run(&[&args[..], &["--allow-unlisted"]].concat())
        .ends(0)
        .prints(&["<sex>MAL</sex>"]);
    let json = r#"{"contact": {"id": 1, "sex": "MAL"}}"#;
    run_with(&["contact", "update", "--json", "-", "--dry-run"], json)
        .ends(1)
        .complains(&["<stdin>:1:23: contact.sex: \"MAL\""]);
    for (asked, status) in [(&[][..], 1), (&["--allow-unlisted"], 0)] {
        let args = ["encode", "contact.update", "--request"];
        let encoded = run_with(&[&args[..], asked].concat(), json).ends(status);
        encoded.complains(&["<stdin>:1:23: contact.sex: \"MAL\" is not a value of Sex; did you mean `MALE`?"]);
    }
    run_with(&["encode", "contact.update", "--request"], json)
        .ends(1)
        .complains(&["; --allow-unlisted writes it as it is"]);
    // An enum value or a number.
    run(&["contact", "getList", "--target", "17", "--dry-run"])
        .ends(0)
        .prints(&["<target>17</target>"]);
}
