//! Every row becomes a checked request, or every fault is reported with its place.

mod common;

use common::{Folder, bodies, faults, plan_csv, planned};
use planfix_jobs::{ColumnOptions, PlanOptions};
use serde_json::json;

const UPDATE: &str = "contact.update";

#[test]
fn columns_are_named_as_fields() {
    let folder = Folder::new();
    let csv = "contact.id,name,phones.phone.number,phones.phone[1].number,responsible.users.id,custom:101\n\
               1,Анна,+7900,+7901,\"2, 3\",Gold\n2,Борис,,,,\n3,,,+7902,,\n";
    let plan = plan_csv(&folder, UPDATE, csv);
    assert_eq!((plan.rows, plan.requests), (3, 3));
    assert_eq!(
        bodies(&folder),
        [
            json!({"contact": {
                "id": 1, "name": "Анна", "phones": {"phone": [{"number": "+7900"}, {"number": "+7901"}]},
                "responsible": {"users": {"id": [2, 3]}}, "customData": {"customValue": [{"value": "Gold", "id": 101}]}
            }}),
            json!({"contact": {"id": 2, "name": "Борис"}}),
            json!({"contact": {"id": 3, "phones": {"phone": [{"number": "+7902"}]}}}),
        ]
    );
}

#[test]
fn every_fault_is_reported_with_its_line_and_column() {
    let csv = "contact.id,name,birthdate,sex,canBeWorker\n\
               1,Анна,09.04.1990,FEMALE,да\n\
               x,Борис,soon,male,maybe\n\
               ,Вера,,,\n\
               3,Вера\n";
    let faults = faults(UPDATE, csv, &PlanOptions::default());
    let lines: Vec<&str> = faults.lines().collect();
    let starts = [
        "input.csv:3: contact.id: expected the whole number of a ContactId, found \"x\" (spec/methods/contact.update.md:",
        "input.csv:3: birthdate: expected a date",
        "input.csv:3: sex: \"male\" is not a value of Sex; did you mean `MALE`?",
        "input.csv:3: canBeWorker: expected yes or no",
        "input.csv:4: contact.id or contact.userid or contact.general: give exactly one of them",
        "input.csv:5: has 2 cells, but the first row has 5 columns",
    ];
    assert_eq!(lines.len(), starts.len(), "{faults}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}\n{start}");
    }
    // Personal values are not shown.
    assert!(!faults.contains("soon"), "{faults}");
}

#[test]
fn a_column_that_no_field_has_is_reported_once() {
    let faults = faults(
        UPDATE,
        "contact.id,nmae,Notes,name\n1,a,b,c\n2,a,b,c\n",
        &PlanOptions::default(),
    );
    let lines: Vec<&str> = faults.lines().collect();
    assert_eq!(lines.len(), 2, "{faults}");
    assert!(
        lines[0].starts_with("input.csv:1: `nmae` is not a field of contact.update; did you mean `name`?"),
        "{faults}"
    );
    assert!(
        lines[1].contains("`Notes`") && lines[1].contains("--ignore Notes"),
        "{faults}"
    );
}

#[test]
fn columns_are_mapped_set_and_ignored() {
    let folder = Folder::new();
    let input = folder.input("input.csv", "Код;Имя;Заметка\n1;Анна;x\n");
    let pair = |field: &str, column: &str| (field.to_owned(), column.to_owned());
    let options = PlanOptions {
        columns: ColumnOptions {
            map: vec![pair("contact.id", "Код"), pair("contact.name", "Имя")],
            set: vec![pair("silent", "yes")],
            ignore: vec!["Заметка".to_owned()],
            clear_empty: false,
        },
        join: None,
    };
    planned(&folder, UPDATE, &input, &options).unwrap();
    assert_eq!(
        bodies(&folder),
        [json!({"contact": {"id": 1, "name": "Анна"}, "silent": true})]
    );
}

#[test]
fn an_empty_cell_leaves_out_or_clears() {
    for (clear_empty, body) in [
        (false, json!({"contact": {"id": 1, "name": "x"}})),
        (true, json!({"contact": {"id": 1, "name": "x", "post": null}})),
    ] {
        let folder = Folder::new();
        let input = folder.input("input.csv", "contact.id,name,post\n1,x, \n");
        let mut options = PlanOptions::default();
        options.columns.clear_empty = clear_empty;
        planned(&folder, UPDATE, &input, &options).unwrap();
        assert_eq!(bodies(&folder), [body]);
    }
}

#[test]
fn adjacent_rows_of_one_key_make_one_request() {
    let folder = Folder::new();
    let csv = "contact.id,name,phones.phone.number\n1,Анна,+7900\n1,,+7901\n2,Борис,+7902\n";
    let input = folder.input("input.csv", csv);
    let join = PlanOptions {
        join: Some("contact.id".to_owned()),
        ..PlanOptions::default()
    };
    let plan = planned(&folder, UPDATE, &input, &join).unwrap();
    assert_eq!((plan.rows, plan.requests), (3, 2));
    let phones = json!([{"number": "+7900"}, {"number": "+7901"}]);
    assert_eq!(
        bodies(&folder)[0],
        json!({"contact": {"id": 1, "name": "Анна", "phones": {"phone": phones}}})
    );

    let apart = faults(UPDATE, "contact.id,name\n1,a\n2,b\n1,a\n", &join);
    assert!(
        apart.contains("input.csv:4: the rows with this contact.id are not adjacent"),
        "{apart}"
    );
    let differs = faults(UPDATE, "contact.id,name\n1,a\n1,b\n", &join);
    assert!(differs.contains("input.csv:3: contact.name differs"), "{differs}");
}

#[test]
fn a_file_in_windows_1251_with_semicolons_is_read() {
    let folder = Folder::new();
    // "contact.id;name\r\n1;Анна\r\n"
    let input = folder.input("input.csv", b"contact.id;name\r\n1;\xC0\xED\xED\xE0\r\n");
    planned(&folder, UPDATE, &input, &PlanOptions::default()).unwrap();
    assert_eq!(bodies(&folder), [json!({"contact": {"id": 1, "name": "Анна"}})]);
}

#[test]
fn byte_order_marks_separator_lines_and_tabs_are_understood() {
    let utf16: Vec<u8> = "contact.id\tname\n1\tАнна\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for content in [
        "\u{FEFF}contact.id,name\n1,Анна\n".as_bytes().to_vec(),
        "sep=;\r\ncontact.id;name\r\n1;Анна\r\n".as_bytes().to_vec(),
        "contact.id\tname\n1\tАнна\n".as_bytes().to_vec(),
        [&[0xFF, 0xFE][..], &utf16].concat(),
        "contact.id,name,,\n\n1,Анна,,\n,,,\n".as_bytes().to_vec(),
    ] {
        let folder = Folder::new();
        let input = folder.input("input.csv", &content);
        let mut options = PlanOptions::default();
        options.columns.ignore.push(String::new());
        if !content.ends_with(b",,,\n") {
            options.columns.ignore.clear();
        }
        planned(&folder, UPDATE, &input, &options).unwrap();
        assert_eq!(bodies(&folder), [json!({"contact": {"id": 1, "name": "Анна"}})]);
    }
}

#[test]
fn json_rows_are_flat_or_whole_requests() {
    let flat = r#"{"contact.id": 1, "name": "Анна", "post": null}"#;
    let whole = r#"{"contact": {"id": 2, "phones": {"phone": [{"number": "+7900"}]}}}"#;
    for (name, content) in [
        ("input.jsonl", format!("{flat}\n\n{whole}\n")),
        ("input.json", format!("[{flat},\n {whole}]")),
    ] {
        let folder = Folder::new();
        let input = folder.input(name, content);
        planned(&folder, UPDATE, &input, &PlanOptions::default()).unwrap();
        assert_eq!(
            bodies(&folder),
            [
                json!({"contact": {"id": 1, "name": "Анна", "post": null}}),
                json!({"contact": {"id": 2, "phones": {"phone": [{"number": "+7900"}]}}}),
            ]
        );
    }
    let folder = Folder::new();
    let input = folder.input("input.jsonl", "{\"contact\": {\"id\": 1, \"nmae\": \"x\"}}\n[]\n");
    let error = planned(&folder, UPDATE, &input, &PlanOptions::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("input.jsonl:1: contact.nmae: unknown; did you mean `name`?"),
        "{error}"
    );
    assert!(error.contains("input.jsonl:2: expected an object"), "{error}");
}
