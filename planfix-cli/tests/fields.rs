//! `planfix fields`: the custom fields of an object become a table, with a question where a type is guessed.

mod support;

use support::{folder, run};

#[test]
fn the_fields_of_a_contact_become_a_table() {
    let folder = folder("fields");
    let path = folder.join("contact-fields.md");
    let path = path.to_str().unwrap();
    run(&["fields", "contact", "--id", "1", "--sandbox", "-o", path])
        .ends(0)
        .complains(&["custom fields", "open questions: `planfix spec check"]);
    let table = std::fs::read_to_string(path).unwrap();
    for line in [
        "# ContactFields\n",
        "- source: contact.get of contact 1 in the account demo\n",
        "| Level | string | `id 101` |\n",
        "| Contract since | string | `id 104` `question which type is it? The field has no value here` |\n",
    ] {
        assert!(table.contains(line), "no {line:?} in\n{table}");
    }
    // A question is a fault until a person has answered it, and nothing else is one.
    let checked = run(&["spec", "check", path]).ends(1);
    for line in checked.err.lines().filter(|line| line.starts_with("error: ")) {
        assert!(line.contains("question") || line.contains("faults in"), "{line}");
    }
    run(&["fields", "contact", "--id", "1", "--sandbox", "-o", path])
        .ends(1)
        .complains(&["already exists"]);
}

#[test]
fn a_type_is_guessed_from_the_value_which_is_not_written() {
    let table = run(&["fields", "task", "--id", "1", "--sandbox"]).ends(0).out;
    assert!(table.contains("# TaskFields\n"), "{table}");
    assert!(
        table.contains("| Budget | int | `id 202` `question is it int or decimal? Its value is a whole number` |\n"),
        "{table}"
    );
    assert!(!table.contains("4000") && !table.contains("Warehouse"), "{table}");
}

#[test]
fn what_cannot_be_read_is_refused() {
    run(&["fields", "contact", "--id", "x", "--sandbox"])
        .ends(1)
        .complains(&["nothing was sent", "--id: expected the integer of a ContactId"]);
    run(&["fields", "contact", "--id", "999999", "--sandbox"]).ends(3);
    run(&["fields", "user", "--id", "1", "--sandbox"]).ends(2);
}
