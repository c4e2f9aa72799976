//! A table with open questions has a fault for each of them, and no other because of them.

use planfix_schema::{Source, read_method};

const TABLE: &str = "# shelf.update

Changes a shelf.

- effect: set
- source: a library
- question: what becomes of the books? The page says: `they <b>stay</b>`
- question: and of the maps?

## Request

| name | type | note |
|---|---|---|
| shelf.id | int | `one-of key` `question needed?` `question or not a\\|b?` Number. |
| shelf.code | string | `one-of key` `question` |

## Response

None.
";

#[test]
fn each_question_is_a_fault_at_its_place() {
    let faults = read_method(&Source::file("t.md", TABLE), Some("shelf.update"), &[])
        .faults
        .expect("questions");
    let found: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message))
        .collect();
    assert_eq!(
        found,
        [
            "7:13 open question: what becomes of the books? The page says: `they <b>stay</b>`",
            "8:13 open question: and of the maps?",
            "14:34 open question: needed?",
            "14:53 open question: or not a|b?",
            "15:39 open question: what is the question?",
        ]
    );
    assert!(faults.iter().all(|fault| {
        fault
            .help
            .as_deref()
            .is_some_and(|help| help.contains("remove the question"))
    }));
}

#[test]
fn the_vendors_sentences_are_one_question_at_the_first_of_them() {
    let table = "# shelf.get\n\n«Returns \"a\" shelf.»\n\n- effect: read\n- source: a library\n\n## Request\n\n\
                 | name | type | note |\n|---|---|---|\n| a | int | `question what is it: «a»` «One \\| two» |\n\
                 | b | int | `required` «And more |\n\n## Response\n\nNone.\n";
    let faults = read_method(&Source::file("t.md", table), Some("shelf.get"), &[])
        .faults
        .expect("questions");
    let found: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message))
        .collect();
    assert_eq!(
        found,
        [
            "3:1 open question: 3 sentences are the vendor's: say each in your own words",
            "12:14 open question: what is it: «a»",
        ]
    );
}

#[test]
fn a_question_hides_no_fault() {
    let table = TABLE.replace("| `one-of key` `question` |", "| `question` |");
    let faults = read_method(&Source::file("t.md", &table), Some("shelf.update"), &[])
        .faults
        .expect("faults");
    assert!(
        faults
            .iter()
            .any(|fault| fault.message == "one-of `key` has one member"),
        "{faults}"
    );
}
