//! Which list of a response comes in parts: from the rows of a table, or from a fact.

use planfix_schema::model::{By, Parts};
use planfix_schema::{Faults, Source, read_method};

const PAGES: &str = "| pageCurrent | int | |\n| pageSize | int | |\n";
const IDS: &str = "| ids.id[] | int | `required` `items 1..50` |\n";
const ROOMS: &str =
    "| rooms | | `required` |\n| rooms@totalCount | int | |\n| rooms.room[] | | |\n| rooms.room[].id | int | |\n";
const DOORS: &str = "| doors.door[] | | |\n| doors.door[].id | int | |\n";

/// What a table says about parts, or its faults as `line:column message | help`.
fn read(facts: &str, request: &str, response: &str) -> Result<Option<Parts>, Vec<String>> {
    let head = "| name | type | note |\n|------|------|------|\n";
    let text = format!(
        "# room.list\n\nLists.\n\n- effect: read\n- source: x\n{facts}\n## Request\n\n{head}| of | int | |\n{request}\n\
         ## Response\n\n{head}{response}"
    );
    let source = Source::file("room.list.md", &text);
    let reading = read_method(&source, Some("room.list"), &[]);
    match reading.faults {
        None => Ok(reading.model.parts),
        Some(faults) => Err(shown(&faults)),
    }
}

fn shown(faults: &Faults) -> Vec<String> {
    let faults = faults.iter();
    let show = |fault: &planfix_schema::Fault| {
        let help = fault.help.as_deref().unwrap_or("");
        format!("{}:{} {} | {help}", fault.line, fault.column, fault.message)
    };
    faults.map(show).collect()
}

fn pages(list: &str, first: i64) -> Result<Option<Parts>, Vec<String>> {
    let (list, by) = (list.to_owned(), By::Page { first });
    Ok(Some(Parts { list, by }))
}

#[test]
fn the_only_list_of_a_response_comes_in_pages_if_the_request_asks_for_one() {
    assert_eq!(read("", PAGES, ROOMS), pages("rooms.room[]", 1));
    assert_eq!(read("", PAGES, DOORS), pages("doors.door[]", 1));
    assert_eq!(read("", "", ROOMS), Ok(None));
    assert_eq!(read("", "| pageCurrent | int | |\n", ROOMS), Ok(None));
    // Identifiers alone are not objects that a list is of.
    assert_eq!(
        read("", PAGES, &format!("{ROOMS}| more.id[] | int | |\n")),
        pages("rooms.room[]", 1)
    );
}

#[test]
fn a_fact_names_the_list_and_the_first_page() {
    let both = format!("{ROOMS}{DOORS}");
    assert_eq!(
        read("- pages: doors.door[] from 0\n", PAGES, &both),
        pages("doors.door[]", 0)
    );
    assert_eq!(read("- pages: rooms.room[]\n", PAGES, &both), pages("rooms.room[]", 1));
    let lookup = Parts {
        list: "rooms.room[]".to_owned(),
        by: By::Lookup,
    };
    assert_eq!(read("- lookup: rooms.room[]\n", IDS, ROOMS), Ok(Some(lookup)));
}

#[test]
fn a_list_in_parts_that_lacks_something_is_a_fault() {
    let both = format!("{ROOMS}{DOORS}");
    let fault = |facts: &str, request: &str, response: &str| read(facts, request, response).unwrap_err().join("\n");
    assert_eq!(
        fault("", PAGES, &both),
        "1:3 a request for a page, and 2 lists in the response | name it with its `[]` in the fact `pages`, such as \
         `- pages: contacts.contact[]`"
    );
    assert_eq!(
        fault("- pages: room.rooms[]\n", PAGES, &both),
        "7:10 `room.rooms[]` is not a list of the response | did you mean `rooms.room[]`?"
    );
    assert_eq!(
        fault("- pages: rooms.room[] from one\n", PAGES, ROOMS),
        "7:10 `one` is not the number of a page | such as `- pages: contacts.contact[] from 1`"
    );
    assert_eq!(
        fault("- pages: rooms.room[]\n", IDS, ROOMS),
        "7:3 fact `pages` in a method that asks for no page | add both, of the type int; a list by identifiers has the \
         fact `lookup`"
    );
    assert_eq!(
        fault("- lookup: rooms.room[]\n", PAGES, ROOMS),
        "7:3 fact `lookup` in a method without a limit of identifiers | put `items 1..100` on the list of identifiers in \
         the request, or `total NAME ..100` on several"
    );
    assert_eq!(
        fault("- lookup: rooms.room[] from 1\n", IDS, ROOMS),
        "7:11 `from` in the fact `lookup` | write only the path of the list"
    );
}

#[test]
fn an_import_whose_list_is_not_clear_asks_instead() {
    let questions = read(
        "- question: which list comes in pages?\n",
        PAGES,
        &format!("{ROOMS}{DOORS}"),
    );
    let questions = questions.unwrap_err();
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(questions[0].contains("open question"), "{questions:?}");
}
