//! An import takes facts from the existing tables, and asks instead of guessing.

#![cfg(feature = "vendor")]

use planfix_schema::vendor::{
    import::{Imported, import},
    page,
    tables::Tables,
};

/// The types of a library.
fn types() -> Vec<(String, String)> {
    let id = |name: &'static str| {
        (
            name,
            format!("# {name}\n\nA number.\n\n- kind: id\n- source: a library\n"),
        )
    };
    let record = |name: &'static str, rows: &[&str]| {
        let rows: String = rows.iter().map(|row| format!("| {row} | |\n")).collect();
        let head = "- kind: record\n- source: a library\n\n## Fields\n\n| name | type | note |\n|---|---|---|\n";
        (name, format!("# {name}\n\nA part.\n\n{head}{rows}"))
    };
    let types = [
        id("ShelfId"),
        id("BookId"),
        id("ReaderId"),
        id("TopicId"),
        record("ReaderGroupRef", &["id | int", "name | string"]),
        record("ReaderRef", &["id | ReaderId", "name | string"]),
        record("Book", &["id | BookId", "title | string", "pages | int"]),
    ];
    types.map(|(name, text)| (name.to_owned(), text)).into()
}

fn method(name: &str, request: &str, response: &str) -> (String, String) {
    let head = "| name | type | note |\n|---|---|---|\n";
    let text = format!(
        "# {name}\n\nDoes it.\n\n- effect: read\n- source: a library\n\n## Request\n\n{head}{request}\n\n\
         ## Response\n\n{head}{response}\n"
    );
    (name.to_owned(), text)
}

/// Imports the page of shelf.get beside the tables of these methods.
fn imported(request: &str, response: &str, methods: &[(String, String)]) -> Imported {
    let side = |tag: &str, end: &str, text: &str| {
        let (skeleton, rows) = text.split_once("---\n").unwrap_or((text, ""));
        format!("<{tag}>\n{skeleton}\n</{end}>\n\nName | Type | Value | Note\n---|---|---|---\n{rows}\n\n")
    };
    let page = side("request method=\"shelf.get\"", "request", request)
        + &side("response status=\"ok\"", "response", response);
    let tables = Tables::read(methods, &types());
    assert_eq!(tables.faulty, Vec::<String>::new());
    let [page] = page::read(&page).try_into().expect("one page");
    import(&page, &tables).expect("a table")
}

#[track_caller]
fn has(made: &Imported, wanted: &str) {
    let guesses = made.guesses.join("\n");
    assert!(
        made.text.contains(wanted) || guesses.contains(wanted),
        "{wanted}\n{}\n{guesses}",
        made.text
    );
}

const READER: &str =
    "<shelf><reader><id></id><name></name></reader></shelf>---\nreader.id | int | who |\nreader.name | string | how |";

#[test]
fn a_record_is_taken_by_its_whole_name() {
    let made = imported("", READER, &[]);
    has(&made, "| shelf.reader | ReaderRef |");
    has(&made, "ReaderRef, because it has these elements, and is called so");
}

#[test]
fn a_record_with_other_types_is_not_taken() {
    let reader = READER.replace("reader.name | string", "reader.name | DateTime");
    let made = imported("", &reader, &[]);
    has(&made, "| shelf.reader.id   | ReaderId |");
    has(&made, "| shelf.reader.name | datetime |");
}

#[test]
fn one_of_several_records_with_the_elements_is_asked() {
    let made = imported("", &READER.replace("reader", "keeper"), &[]);
    has(
        &made,
        "is it one of the records ReaderGroupRef, ReaderRef, which have these elements?",
    );
}

#[test]
fn the_record_of_a_sibling_method_is_taken_where_it_has_the_elements() {
    let other = method("shelf.getList", "| n | int | |", "| shelf.keeper | ReaderGroupRef | |");
    let made = imported("", &READER.replace("reader", "keeper"), &[other]);
    has(&made, "| shelf.keeper | ReaderGroupRef |");
    has(
        &made,
        "ReaderGroupRef, because shelf.getList has it at the same path, with these elements",
    );
}

#[test]
fn a_record_with_more_elements_is_asked() {
    let book = "<book><id></id><title></title></book>---\nbook.id | int | which |\nbook.title | string | how |";
    let made = imported("", book, &[]);
    has(
        &made,
        "- question: book in the response: is it the record Book, which has all these elements and more?",
    );
}

const KEY: &str = "<shelf><key></key></shelf>---\nshelf.key | int | identifier of something |";

#[test]
fn the_type_of_a_sibling_method_is_taken_and_that_of_another_group_is_asked() {
    let other = |name| method(name, "| n | int | |", "| shelf.key | TopicId | |");
    let made = imported("", KEY, &[other("shelf.getList")]);
    has(&made, "| shelf.key | TopicId | «identifier of something» |");
    has(&made, "TopicId, because shelf.getList has it at the same path");
    let made = imported("", KEY, &[other("room.get")]);
    has(
        &made,
        "| shelf.key | int  | `question is it TopicId? room.get has it at the same path`",
    );
    let made = imported(
        "",
        KEY,
        &[
            other("shelf.getList"),
            method("shelf.find", "| n | int | |", "| shelf.key | BookId | |"),
        ],
    );
    has(&made, "an identifier of what?");
}

#[test]
fn a_guess_that_a_sibling_method_contradicts_is_asked() {
    let shelf = "<shelf><id></id></shelf>---\nshelf.id | int | which |";
    let other = method("shelf.getList", "| n | int | |", "| shelf.id | BookId | |");
    let made = imported("", shelf, &[other]);
    has(
        &made,
        "`question BookId, as shelf.getList has it at the same path, or ShelfId, because it is id of shelf?`",
    );
}

#[test]
fn an_element_alone_in_its_plural_is_proposed_as_a_list() {
    let books = "<books><book><until></until></book></books>---\nbooks | | the books |\nbook.until | Date | the day |";
    let made = imported(books, "", &[]);
    has(
        &made,
        "| books.book[]       |      | `question does it repeat? It is alone in books, the plural of its name;",
    );
    let list = method(
        "room.get",
        "| books | | |\n| books.book[] | | |\n| books.book[].until | date | |",
        "| n | int | |",
    );
    let made = imported(books, "", &[list]);
    has(
        &made,
        "request books.book: repeats, because room.get has it so at the same path",
    );
    let once = method("room.get", "| books.book.until | date | |", "| n | int | |");
    let made = imported(books, "", &[once]);
    has(&made, "| books.book.until | date |");
}

#[test]
fn two_elements_one_letter_apart_are_asked() {
    let made = imported(
        "",
        "<shelf><room><id></id></room><roomm><size></size></roomm></shelf>---\nroom.id | string | i |\nroomm.size | int | s |",
        &[],
    );
    has(&made, "| shelf.roomm      |        | `question is it room, misspelled?");
}

#[test]
fn lists_of_identifiers_beside_each_other_are_asked() {
    let made = imported(
        "<books><id></id><id></id><general></general><general></general><!-- ... --></books>---\nbooks.id | int | i |\nbooks.general | int | g |",
        "",
        &[],
    );
    has(
        &made,
        "- question: must at least one of books.id[], books.general[] be there (any-of), or exactly one (one-of)?",
    );
}

#[test]
fn dots_after_an_element_that_holds_others_repeat_it() {
    let made = imported(
        "",
        "<row><key></key><item><name></name></item><!-- ... --></row>---\nrow.key | string | k |\nitem.name | string | n |",
        &[],
    );
    has(&made, "| row.item[].name | string |");
}

#[test]
fn a_bound_in_words_is_proposed_or_taken_from_a_table_that_has_it() {
    let size = "<size></size>---\nsize | int | number of books (at most 100) |";
    let made = imported(size, "", &[]);
    has(
        &made,
        "| size | int  | `question the page says at most 100: is it 'range ..100'?`",
    );
    let made = imported(
        size,
        "",
        &[method("room.get", "| size | int | `range 1..100` |", "| n | int | |")],
    );
    has(
        &made,
        "| size | int  | `range 1..100` «number of books (at most 100)» |",
    );
    let made = imported(
        size,
        "",
        &[method("room.get", "| size | int | `range 1..50` |", "| n | int | |")],
    );
    has(&made, "is it 'range ..100'?");
}

#[test]
fn what_is_about_a_person_in_a_sibling_method_is_here_too() {
    let title = "<shelf><title></title></shelf>---\nshelf.title | string | what it is called |";
    let other = method(
        "shelf.getList",
        "| n | int | |",
        "| shelf.title | string | `personal` |",
    );
    let made = imported("", title, &[other]);
    has(&made, "| shelf.title | string | `personal` «what it is called» |");
    has(
        &made,
        "response shelf.title: personal, because shelf.getList has it at the same path",
    );
}
