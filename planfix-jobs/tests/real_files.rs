//! Spreadsheets that LibreOffice saved (`sheets/make.sh`): 10,000 rows with Cyrillic names, dates and empty cells, as XLSX
//! and as CSV in windows-1251 with semicolons.
//!
//! The first 300 rows are applied to a sandbox; with `PLANFIX_REAL_FILES=all`, all of them.

mod common;

use common::{Clock, Folder, bodies, client, planned, store};
use planfix_api::ContactId;
use planfix_jobs::{ColumnOptions, Ending, Input, InputOptions, PlanOptions, RunOptions, run};
use planfix_sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use std::sync::Arc;

const XLSX: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sheets/contacts.xlsx");
const CSV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sheets/contacts-1251.csv");

fn options() -> PlanOptions {
    let map = [
        ("contact.name", "Имя"),
        ("contact.lastName", "Фамилия"),
        ("contact.birthdate", "Дата рождения"),
        ("contact.phones.phone.number", "Телефон"),
        ("contact.canBeClient", "Клиент"),
        ("contact.group.id", "Группа"),
        ("contact.post", "Должность"),
    ];
    PlanOptions {
        columns: ColumnOptions {
            map: map
                .map(|(field, column)| (field.to_owned(), column.to_owned()))
                .to_vec(),
            ..ColumnOptions::default()
        },
        join: None,
    }
}

fn plan(path: &str) -> (Folder, Vec<Value>) {
    let folder = Folder::new();
    let plan = planned(&folder, "contact.add", path, &options()).unwrap();
    assert_eq!((plan.rows, plan.requests), (10_000, 10_000));
    let bodies = bodies(&folder);
    (folder, bodies)
}

#[test]
fn both_files_make_the_same_requests() {
    let input = Input::open(CSV, InputOptions::default()).unwrap();
    assert_eq!(input.encoding(), Some("windows-1251"));
    let (_, xlsx) = plan(XLSX);
    let (_, csv) = plan(CSV);
    assert_eq!(
        xlsx[0],
        json!({"contact": {
            "name": "Борис", "lastName": "Круглов 1", "birthdate": "1951-02-02",
            "phones": {"phone": [{"number": "+7 900 000-00-01"}]}, "canBeClient": true, "group": {"id": 2}
        }})
    );
    assert_eq!(xlsx[6]["contact"]["post"], "Закупки; \"Север\", отдел 7");
    for (number, (one, other)) in xlsx.iter().zip(&csv).enumerate() {
        assert_eq!(one, other, "row {}", number + 2);
    }
}

#[test]
fn a_file_is_applied_end_to_end() {
    let (folder, bodies) = plan(XLSX);
    let all = std::env::var("PLANFIX_REAL_FILES").is_ok_and(|value| value == "all");
    let most = if all { bodies.len() } else { 300 };
    let sandbox = Arc::new(Sandbox::in_memory(Options::default()).unwrap());
    let client = client(Arc::clone(&sandbox));
    let options = RunOptions {
        most: Some(most as u64),
        ..RunOptions::default()
    };
    let report = run(&mut store(&folder), &client, &options, &mut Clock::new()).unwrap();
    assert_eq!(matches!(report.ending, Ending::Complete), all);
    assert_eq!(report.sent, most as u64);
    for (row, body) in bodies.iter().take(most).enumerate() {
        // A new sandbox has six contacts.
        let id = ContactId(7 + i64::try_from(row).unwrap());
        let stored = sandbox.stored(id).unwrap().unwrap();
        let stored = &stored["contact"];
        for field in ["name", "lastName", "birthdate", "canBeClient", "post"] {
            let sent = &body["contact"][field];
            assert!(
                sent.is_null() || stored[field] == *sent,
                "{field} of row {}: {stored}",
                row + 2
            );
        }
    }
}
