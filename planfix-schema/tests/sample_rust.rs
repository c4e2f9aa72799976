//! The Rust example of a method: what it shows, and what it leaves to the reader.

use planfix_schema::sample::{module, request_rust};
use planfix_schema::{Kind, Source, read_method};

fn example(types: &[(&str, Kind)], rows: &str) -> String {
    let text = format!(
        "# shelf.setBooks\n\nSets.\n\n- effect: set\n- source: x\n\n## Request\n\n\
         | name | type | note |\n|---|---|---|\n{rows}\n## Response\n\nNone.\n"
    );
    let method = read_method(&Source::file("t.md", &text), None, types).into_result();
    request_rust(
        &method.unwrap_or_else(|faults| panic!("{faults}")),
        Some("shelf::set_books"),
    )
}

#[test]
fn what_must_be_there_and_a_few_fields_are_set() {
    let rows = "| shelf.id | ContactId | `one-of key` |\n| shelf.code | string(4) | `one-of key` |\n\
                | shelf.type | int | `patch` |\n| shelf.day | datetime | `required` |\n\
                | shelf.rows.row[] | | `items 2..3` |\n| shelf.rows.row[].isbn[] | string | |\n\
                | shelf.a | bool | |\n| shelf.b | bool | |\n| shelf.c | bool | |\n| shelf.d | bool | `patch` |\n";
    assert_eq!(
        example(&[("ContactId", Kind::Id)], rows),
        "use planfix_api::{ContactId, jiff::civil, shelf};\n\n\
         let request = shelf::set_books::Request::new(\n    \
         ContactId(1),\n    civil::date(2024, 2, 29).at(17, 30, 0, 0),\n)\n\
         .r#type(1)\n\
         .rows([shelf::set_books::Row::new().isbn([\"text\"]), shelf::set_books::Row::new().isbn([\"text\"])])\n\
         .a(true)\n.b(true)\n.c(true)\n.clear_d();\n\
         assert!(planfix_api::validate(&request).is_ok());\n"
    );
}

#[test]
fn members_of_one_type_are_named() {
    let rows = "| a.x | int | `one-of key` |\n| a.y | int | `one-of key` `range 5..9` |\n";
    assert!(example(&[], rows).contains("Request::new(shelf::set_books::Key::X(1_i64));"));
}

#[test]
fn a_list_in_a_one_of_is_told_by_its_type_or_named() {
    let ids = "| a.id[] | ContactId | `one-of key` `items 2..` |\n| a.code[] | string | `one-of key` |\n";
    assert!(example(&[("ContactId", Kind::Id)], ids).contains("Request::new([ContactId(1), ContactId(1)]);"));
    let texts = "| a.x.i[] | string | `one-of key` |\n| a.code[] | string(4) | `one-of key` |\n";
    let example = example(&[], texts);
    assert!(
        example.contains("Request::new(shelf::set_books::Key::X(vec![String::from(\"text\")]));"),
        "{example}"
    );
}

/// Without its file, no value of a type is known, except of an identifier.
#[test]
fn what_only_the_reader_knows_is_an_argument() {
    let rows = "| a.sex | Sex | `required` |\n| a.other | Sex | |\n| a.states | words(Sex) | `required` |\n";
    assert_eq!(
        example(&[("Sex", Kind::Enum)], rows),
        "use planfix_api::{Sex, Words, shelf};\n\n\
         fn request(sex: Sex, states: Words<Sex>) -> shelf::set_books::Request {\n    \
         shelf::set_books::Request::new(sex, states)\n}\n"
    );
}

#[test]
fn conditions_hold() {
    let rows = "| a.full | bool | `required` |\n| a.day | date | `required-if a.full=1` |\n\
                | a.week | date | `only-if a.full=0` |\n| a.note | string(70) | |\n";
    let example = example(&[], rows);
    assert!(
        example.contains("Request::new(true)\n    .day(civil::date(2024, 2, 29))"),
        "{example}"
    );
    assert!(!example.contains(".week("), "{example}");
    assert!(example.contains(".note(\"x\".repeat(70))"), "{example}");
}

#[test]
fn modules_are_named_as_methods() {
    assert_eq!(module("projectGroup.getList"), "project_group::get_list");
    assert_eq!(module("projectGroup.move"), "project_group::r#move");
}

#[test]
fn elsewhere_the_module_has_the_name_of_the_action() {
    let text =
        "# shelf.setBooks\n\nSets.\n\n- effect: set\n- source: x\n\n## Request\n\nNone.\n\n## Response\n\nNone.\n";
    let method = read_method(&Source::file("t.md", text), None, &[]).model;
    let expected = "let request = set_books::Request::new();\nassert!(planfix_api::validate(&request).is_ok());\n";
    assert_eq!(request_rust(&method, None), expected);
}
