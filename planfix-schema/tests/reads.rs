//! Where a method that changes an object finds its values before: the fact `reads`, and the rules of its rows.

use planfix_schema::{Faults, Kind, Source, Tables, check_together, read_method, read_type};

const TYPES: [(&str, Kind); 4] = [
    ("RoomId", Kind::Id),
    ("Room", Kind::Record),
    ("ValueEdit", Kind::Record),
    ("Value", Kind::Record),
];

const ROOM: &str = "| id | RoomId | `required` |\n| title | string | |\n| time | datetime | |\n| owner | | |\n\
                    | owner.id | RoomId | |\n| doors.door[] | | |\n| doors.door[].id | RoomId | |\n\
                    | values.value[] | Value | |\n";

fn source(name: &str, facts: &str, request: &str, response: &str) -> Source {
    let head = "| name | type | note |\n|------|------|------|\n";
    let section = |rows: &str| match rows {
        "" => "None.\n".to_owned(),
        rows => format!("{head}{rows}"),
    };
    let text = format!(
        "# {name}\n\nA room.\n\n{facts}- source: x\n\n## Request\n\n{}\n## Response\n\n{}",
        section(request),
        section(response)
    );
    Source::file(&format!("{name}.md"), &text)
}

/// Each fault as the text that it is at, its message, and its help.
fn shown(source: &Source, faults: &Faults) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let show = |fault: &planfix_schema::Fault| {
        let (line, start) = (lines[fault.line as usize - 1], fault.column as usize - 1);
        let help = fault.help.as_deref().unwrap_or("-");
        format!(
            "{}: {} | {help}",
            &line[start..start + fault.length as usize],
            fault.message
        )
    };
    faults.iter().map(show).collect()
}

/// The faults of room.set with these rows, alone or, if there are none, together with room.get and the types.
fn faults(facts: &str, rows: &str) -> Vec<String> {
    let set = source("room.set", &format!("- effect: set\n{facts}"), rows, "");
    let model = match read_method(&set, Some("room.set"), &TYPES).into_result() {
        Ok(model) => model,
        Err(faults) => return shown(&set, &faults),
    };
    let get = source(
        "room.get",
        "- effect: read\n",
        "| room.id | RoomId | `required` |\n",
        "| room | Room | `required` |\n",
    );
    let mut tables = Tables::default();
    let read = read_method(&get, Some("room.get"), &TYPES).into_result().unwrap();
    tables.methods = vec![(set, model), (get, read)];
    let records = [
        ("Room", ROOM),
        (
            "ValueEdit",
            "| id | RoomId | `required` `reads field.id` |\n| text | string | |\n",
        ),
        ("Value", "| field.id | RoomId | |\n| text | string | |\n"),
    ];
    for (name, rows) in records {
        let text = format!(
            "# {name}\n\nA type.\n\n- kind: record\n\n## Fields\n\n| name | type | note |\n|---|---|---|\n{rows}"
        );
        let file = Source::file(&format!("{name}.md"), &text);
        let model = read_type(&file, Some(name), &TYPES).into_result().unwrap();
        tables.types.push((file, model));
    }
    let file = Source::file("RoomId.md", "# RoomId\n\nA type.\n\n- kind: id\n");
    let model = read_type(&file, Some("RoomId"), &TYPES).into_result().unwrap();
    tables.types.push((file, model));
    let set = tables.methods[0].0.clone();
    check_together(&tables)
        .iter()
        .flat_map(|faults| shown(&set, faults))
        .collect()
}

const READS: &str = "- reads: room.get\n";
const ID: &str = "| room.id | RoomId | `required` |\n";

#[test]
fn a_row_finds_its_value_at_its_own_path_or_at_another_one() {
    let rows = format!(
        "| silent | bool | |\n{ID}| room.title | string | `patch` |\n| room.hasDay | bool | `patch` `flag-of room.day` |\n\
         | room.day | date | `patch` `reads room.time` |\n| room.hour | time-or-date | `patch` `reads room.time` |\n\
         | room.owner.id | RoomId | `patch` |\n| room.doors.id[] | RoomId | `patch` `reads room.doors.door[].id` |\n\
         | room.values.value[] | ValueEdit | `patch` `merge` |\n| room.unread | string | `patch` |\n"
    );
    assert_eq!(faults(READS, &rows), [""; 0]);
}

#[test]
fn a_row_whose_value_is_not_there_is_reported() {
    let row = |row: &str| faults(READS, &format!("{ID}{row}")).join("\n");
    assert_eq!(
        row("| room.name | string | `patch` `reads room.titel` |\n"),
        "room.titel: `room.titel` is not in the response of room.get | did you mean `room.title`?"
    );
    assert_eq!(
        row("| room.name | string | `required` |\n"),
        "room.name: `room.name` is not in the response of room.get | name its place with `reads PATH`, or say `reads none` where \
         it cannot be read"
    );
    assert_eq!(row("| room.name | string | `required` `reads none` |\n"), "");
    assert_eq!(
        row("| room.name | string | `default x` |\n"),
        "room.name: `room.name` is not in the response of room.get | name its place with `reads PATH`, or say `reads none` where \
         it cannot be read"
    );
    let types =
        "the types do not agree | name another place with `reads PATH`, or say `reads none` where it cannot be read";
    assert_eq!(
        row("| room.title | int | `patch` |\n"),
        format!("room.title: `room.title` cannot be read from `room.title`: {types}")
    );
    assert_eq!(
        row("| room.doors.id[] | RoomId | `patch` `reads room.id` |\n"),
        format!("room.id: `room.doors.id[]` cannot be read from `room.id`: {types}")
    );
    assert_eq!(
        row("| room.values.value[] | ValueEdit | `patch` `reads room.doors.door[]` |\n"),
        "room.values.value[]: `field.id` is not in the response of room.get | name its place with `reads PATH`, or say `reads none` where \
         it cannot be read"
    );
    assert_eq!(
        faults("- reads: room.gte\n", ID).join("\n"),
        "reads: there is no method `room.gte` | did you mean `room.get`?"
    );
}

#[test]
fn a_rule_that_reads_nothing_is_reported() {
    let row = |facts: &str, row: &str| faults(facts, &format!("{ID}{row}")).join("\n");
    assert_eq!(
        row("", "| room.name | string | `patch` `reads room.title` |\n"),
        "reads room.title: `reads` in a method that has no fact `reads` | add the fact, such as `- reads: contact.get`, or remove this \
         rule"
    );
    assert_eq!(
        row(READS, "| room.name | string | `patch` `reads room..title` |\n"),
        "reads room..title: `room..title` is not a path | the path of a row of that answer, such as `reads contact.template.id`, or \
         `reads none`"
    );
    assert_eq!(
        row("- reads: person.get\n", ""),
        "person.get: `person.get` is not a method that reads the object | such as `- reads: room.get`"
    );
    assert_eq!(
        row(READS, "| room.day | date | `patch` `flag-of room.id` |\n"),
        "flag-of room.id: `flag-of` on something that is not a `bool` | remove it, or correct the type"
    );
    assert_eq!(
        row(
            READS,
            "| room.isOpen | bool | `flag-of room.opne` |\n| room.open | date | `patch` |\n"
        ),
        "flag-of room.opne: `flag-of` cannot name `room.opne` here | did you mean `room.open`?"
    );
    assert_eq!(
        row(READS, "| room.title | string | `patch` `merge` |\n"),
        "merge: `merge` on something that is not a list of elements that hold others | put it on the row with `[]`, or remove \
         it"
    );
    assert_eq!(
        row(READS, "| room.values.value[] | ValueEdit | `merge` |\n"),
        "merge: `merge` on a list that changes nothing | add `patch`, or remove it"
    );
}
