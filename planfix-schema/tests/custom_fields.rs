//! Tables of custom fields: what becomes of a row, and every fault.

use planfix_schema::model::{CustomFields, Joint, Type};
use planfix_schema::{Fault, Kind, Source, read_custom_fields};

const TYPES: &[(&str, Kind)] = &[
    ("UserId", Kind::Id),
    ("Level", Kind::Enum),
    ("Contact", Kind::Record),
    ("FieldValue", Kind::Union),
];

fn text(rows: &str) -> String {
    format!("# ContactFields\n\nFields of contacts.\n\n## Fields\n\n| name | type | note |\n|---|---|---|\n{rows}\n")
}

fn read(text: &str) -> Result<CustomFields, Vec<String>> {
    let source = Source::file("tables/contact-fields.md", text);
    let reading = read_custom_fields(&source, Some("contact-fields"), TYPES);
    reading.into_result().map_err(|faults| {
        let show = |fault: &Fault| {
            let help = fault.help.as_deref().unwrap_or("");
            format!("{}:{} {} | {help}", fault.line, fault.column, fault.message)
        };
        faults.iter().map(show).collect()
    })
}

#[track_caller]
fn refused(rows: &str, faults: &[&str]) {
    assert_eq!(read(&text(rows)).unwrap_err(), faults, "{rows}");
}

#[test]
fn a_row_is_a_field_with_an_identifier_and_a_type() {
    let table = read(&text(
        "| Level | string | `id 101` How important. |\n| Contract since | date | `id 104` |\n| Team | brackets(UserId) | `id 113` |\n\
         | Город (осн.) | Level | `id 115` `as city` |\n| E-mail 2 | string(32) | `id 7` |\n| Type | int | `id 8` |",
    ))
    .unwrap();
    assert_eq!(table.record.name, "ContactFields");
    let rows: Vec<(i64, &str)> = table.rows.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let names = ["Level", "Contract since", "Team", "Город (осн.)", "E-mail 2", "Type"];
    assert_eq!(
        rows,
        [101, 104, 113, 115, 7, 8].into_iter().zip(names).collect::<Vec<_>>()
    );
    let fields = table.record.fields();
    let rust: Vec<&str> = fields.iter().map(|field| field.rust.as_str()).collect();
    assert_eq!(rust, ["level", "contract_since", "team", "city", "e_mail_2", "type"]);
    assert!(fields.iter().all(|field| field.rules.patch && field.rules.personal));
    assert_eq!(fields[0].doc, "How important.\n\nThe custom field `Level`.");
    assert_eq!(
        fields[2].ty,
        Type::Joined(Joint::Brackets, Box::new(Type::Shared("UserId".to_owned())))
    );
}

#[test]
fn a_row_without_a_right_identifier_is_refused() {
    refused(
        "| Level | string | Note. |",
        &[
            "9:3 `Level` has no identifier | add `id 101` at the head of its note: the identifier of the field in the account",
        ],
    );
    refused(
        "| Level | string | `id 101` |\n| Since | date | `id 101` |",
        &["10:19 two fields with the identifier 101 | the first is on line 9"],
    );
    for (rule, fault) in [
        ("id x", "`x` is not an identifier"),
        ("id 0", "`0` is not an identifier"),
        ("id", "rule `id` lacks its argument"),
    ] {
        let faults = read(&text(&format!("| Level | string | `{rule}` |"))).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].contains(fault), "{faults:?}");
    }
}

#[test]
fn a_name_appears_once_and_makes_a_rust_name() {
    refused(
        "| Level | string | `id 1` |\n| Level | date | `id 2` `as level_2` |",
        &["10:3 two fields with the name `Level` | the first is on line 9; a name has one row"],
    );
    refused(
        "| Last visit | string | `id 1` |\n| last-visit | date | `id 2` |",
        &[
            "10:3 two fields with the Rust name `last_visit` | the first is on line 9; rename one of them with `as other_name`",
        ],
    );
    refused(
        "| Город | string | `id 1` |",
        &["9:3 `Город` makes no Rust name | name it with `as other_name` at the head of the note"],
    );
    refused(
        "| Level | string | `id 1` |\n| Level | date | `id 2` |",
        &["10:3 two fields with the name `Level` | the first is on line 9; a name has one row"],
    );
    refused(
        "| Level | string | `id 1` `as theLevel` |",
        &["9:28 `theLevel` cannot be the name of a Rust field | name it with `as other_name` at the head of the note"],
    );
    refused(
        "| 2nd | string | `id 1` |",
        &["9:3 `2nd` makes no Rust name | name it with `as other_name` at the head of the note"],
    );
    for name in ["Read", "New", "Edits"] {
        let faults = read(&text(&format!("| {name} | string | `id 1` |"))).unwrap_err();
        let rust = name.to_lowercase();
        assert_eq!(
            faults,
            [format!(
                "9:3 `{rust}` cannot be the name of a Rust field | rename it, such as `as {rust}_value`"
            )]
        );
    }
}

#[test]
fn a_type_is_the_type_of_a_value() {
    refused(
        "| Level | | `id 1` |",
        &["9:3 `Level` has no type | write `string` if nothing else is known: every value is a text"],
    );
    refused(
        "| Level | strng | `id 1` |",
        &["9:11 unknown type `strng` | did you mean `string`?"],
    );
    for ty in ["base64", "Contact", "FieldValue", "time-or-date"] {
        let faults = read(&text(&format!("| Level | {ty} | `id 1` |"))).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert!(
            faults[0].starts_with(&format!(
                "9:11 a custom field cannot be `{ty}` | it may be string, int,"
            )),
            "{faults:?}"
        );
    }
}

#[test]
fn other_rules_and_other_parts_are_refused() {
    refused(
        "| Level | string | `required` `id 1` |",
        &["9:21 rule `required` on a custom field | remove it"],
    );
    refused(
        "| Level | string | `question is it date?` `id 1` |",
        &["9:21 open question: is it date? | write the answer into the table and remove the question"],
    );
    assert_eq!(
        read("# contact-fields\n\nText.\n").unwrap_err(),
        [
            "1:3 `contact-fields` is not the name of a type | the struct is named after the file: `ContactFields`",
            "1:3 section `Fields` is missing | add `## Fields` with its table",
        ]
    );
    assert_eq!(
        read(&text("| Level | string | `id 1` |").replace("# ContactFields", "# TaskFields")).unwrap_err(),
        ["1:3 the title `TaskFields` is not the name of the file | write `ContactFields`, or rename the file"]
    );
}
